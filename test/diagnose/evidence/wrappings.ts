import type { Refusal } from '../../../src/diagnose/evidence/refusal.js';

/** An id that stands for any id of a request, an application or a tenant. */
export const id = '11111111-2222-3333-4444-555555555555';
const other = '99999999-8888-7777-6666-555555555555';

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that nobody issued. Its signature is a word that no output may hold. */
export const token = `${base64url({ typ: 'JWT', alg: 'RS256' })}.${base64url({ aud: 'https://graph.microsoft.com', tid: id })}.${Buffer.from('never-to-be-shown-signature').toString('base64url')}`;

/** A refusal as one of the ways people paste it, and what must be read from it. */
export interface Wrapping {
  readonly name: string;
  readonly text: string;
  readonly told: Partial<Omit<Refusal, 'token' | 'challenges' | 'ids'>> & {
    /** Names of ids that must be there. */
    readonly ids?: readonly string[];
    readonly hasToken?: boolean;
    /** The value of `error` of each challenge. */
    readonly challenged?: readonly string[];
  };
  /** How many refusals there are, if not one. The expectation is of the first. */
  readonly count?: number;
}

const denied = 'Insufficient privileges to complete the operation.';
const deniedCode = 'Authorization_RequestDenied';
const graph = {
  error: {
    code: deniedCode,
    message: denied,
    innerError: { date: '2026-01-02T03:04:05', 'request-id': id, 'client-request-id': other },
  },
};
const graphText = JSON.stringify(graph);
const deniedTold = { codes: [deniedCode], messages: [denied] };
const aadsts = `AADSTS65001: Nobody has consented to the application with the ID '${id}' named 'Sample'.`;
const tail = `Trace ID: ${id} Correlation ID: ${other} Timestamp: 2026-01-02 03:04:05Z`;
const oauth = {
  error: 'invalid_grant',
  error_description: `${aadsts} ${tail}`,
  error_codes: [65001],
  timestamp: '2026-01-02 03:04:05Z',
  trace_id: id,
  correlation_id: other,
  suberror: 'consent_required',
};
const challengeClaims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${id}", error="insufficient_claims", claims="${Buffer.from(challengeClaims).toString('base64')}"`;

export const bodies: readonly Wrapping[] = [
  {
    name: 'a body of Microsoft Graph',
    text: graphText,
    told: { ...deniedTold, ids: ['date', 'request-id', 'client-request-id'] },
  },
  {
    name: 'the same over several lines',
    text: JSON.stringify(graph, null, 2),
    told: { ...deniedTold, ids: ['request-id'] },
  },
  { name: 'a body after a byte order mark', text: `\ufeff${graphText}`, told: deniedTold },
  {
    name: 'a body whose inner error has the deeper code',
    text: '{"error":{"code":"Forbidden","message":"","innererror":{"code":"AccessDenied","innererror":{"code":"NotAllowed"}}}}',
    told: { codes: ['Forbidden', 'AccessDenied', 'NotAllowed'] },
  },
  {
    name: 'a body with details',
    text: '{"error":{"code":"Request_BadRequest","message":"One or more values are wrong.","details":[{"code":"PropertyConflict","message":"Another object has it.","target":"uri"}]}}',
    told: {
      codes: ['Request_BadRequest', 'PropertyConflict'],
      messages: ['One or more values are wrong.', 'Another object has it.'],
    },
  },
  {
    name: 'an answer of the token endpoint',
    text: JSON.stringify({ ...oauth, claims: challengeClaims }),
    told: {
      codes: ['invalid_grant', 'consent_required'],
      aadsts: [65001],
      claims: challengeClaims,
      ids: ['Trace ID', 'Correlation ID', 'date'],
    },
  },
  {
    name: 'numbers of AADSTS codes alone',
    text: '{"error":"invalid_request","error_codes":[70002,70000]}',
    told: { codes: ['invalid_request'], aadsts: [70002, 70000] },
  },
  {
    name: 'a body of OData v3',
    text: '{"odata.error":{"code":"Authorization_RequestDenied","message":{"lang":"en","value":"Insufficient privileges to complete the operation."},"requestId":"11111111-2222-3333-4444-555555555555"}}',
    told: { ...deniedTold, ids: ['request-id'] },
  },
  {
    name: 'a body of Exchange',
    text: '{"error":{"code":"ErrorAccessDenied","message":"Access is denied. Check credentials and try again."}}',
    told: { codes: ['ErrorAccessDenied'], messages: ['Access is denied. Check credentials and try again.'] },
  },
  {
    name: 'a body of SharePoint',
    text: '{"error":{"code":"-2147024891, System.UnauthorizedAccessException","message":{"lang":"en-US","value":"Access denied."}}}',
    told: { codes: ['-2147024891', 'UnauthorizedAccessException'], messages: ['Access denied.'] },
  },
  {
    name: 'a body of SharePoint as XML',
    text: '<?xml version="1.0" encoding="utf-8"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>-2147024891, System.UnauthorizedAccessException</m:code><m:message xml:lang="pt-BR">Attempted to perform an &quot;unauthorized&quot; operation.</m:message></m:error>',
    told: {
      codes: ['-2147024891', 'UnauthorizedAccessException'],
      messages: ['Attempted to perform an "unauthorized" operation.'],
    },
  },
  {
    name: 'an answer of Exchange Web Services',
    text: '<s:Envelope><s:Body><s:Fault><faultcode xmlns:a="http://x">a:ErrorAccessDenied</faultcode><faultstring xml:lang="en-US">The requesting account may not serialise.</faultstring><detail><e:ResponseCode>ErrorAccessDenied</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>',
    told: {
      codes: ['a:ErrorAccessDenied', 'ErrorAccessDenied'],
      messages: ['The requesting account may not serialise.'],
    },
  },
  {
    name: 'a body of Azure Resource Manager',
    text: `{"error":{"code":"AuthorizationFailed","message":"The client '${id}' may not perform 'Microsoft.Resources/subscriptions/read'."}}`,
    told: { codes: ['AuthorizationFailed'] },
  },
  {
    name: 'a body of the Power Platform',
    text: '{"error":{"code":"0x80040220","message":"Principal user is missing prvReadAccount privilege."}}',
    told: { codes: ['0x80040220'], messages: ['Principal user is missing prvReadAccount privilege.'] },
  },
  {
    name: 'a body that is cut off',
    text: '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to comp',
    told: { codes: [deniedCode], messages: ['Insufficient privileges to comp'] },
  },
  {
    name: 'a body that is cut off after its code',
    text: '{"error":{"code":"Authorization_RequestDenied","mess',
    told: { codes: [deniedCode] },
  },
  {
    name: 'a body in a string of JSON',
    text: JSON.stringify({ statusCode: 403, body: graphText }),
    told: { ...deniedTold, status: 403 },
  },
  {
    name: 'a body in a body in a string',
    text: JSON.stringify({ level: 'error', log: JSON.stringify({ msg: 'failed', body: graphText }) }),
    told: deniedTold,
  },
  {
    name: 'a message that holds a body',
    text: JSON.stringify({ error: { code: 'BadGateway', message: `upstream said ${graphText}` } }),
    told: { codes: ['BadGateway', deniedCode] },
  },
  {
    name: 'the text of a string that was escaped twice',
    text: JSON.stringify(JSON.stringify(graphText)).slice(1, -1),
    told: deniedTold,
  },
  { name: 'bytes of Python', text: `HTTP error 403: b'${graphText}'`, told: { ...deniedTold, status: 403 } },
  {
    name: 'a dict of Python',
    text: "{'error': {'code': 'Authorization_RequestDenied', 'message': \"It's not allowed.\", 'innerError': {'date': None}}}",
    told: { codes: [deniedCode], messages: ["It's not allowed."] },
  },
  {
    name: 'a dict of Python 2',
    text: `{u'error': u'invalid_grant', u'error_codes': [9002313], u'error_description': u'AADSTS9002313: Malformed.\\r\\nTrace ID: ${id}'}`,
    told: { codes: ['invalid_grant'], aadsts: [9002313], ids: ['Trace ID'] },
  },
  {
    name: 'an answer of a web service of its own',
    text: '{"timestamp":"2026-01-02T03:04:05Z","status":403,"error":"Forbidden","message":"Access Denied","path":"/api"}',
    told: { status: 403, codes: ['Forbidden'], messages: ['Access Denied'] },
  },
  {
    name: 'a sentence alone',
    text: '{"Message":"Authorization has been denied for this request."}',
    told: { codes: [], messages: ['Authorization has been denied for this request.'] },
  },
  {
    name: 'a row of the log of sign-ins',
    text: `{"appDisplayName":"Sample","correlationId":"${id}","status":{"errorCode":50105,"failureReason":"The user has no role."}}`,
    told: { aadsts: [50105], ids: ['Correlation ID'] },
  },
  {
    name: 'answers of a batch',
    text: JSON.stringify({
      responses: [
        { id: '1', status: 200, body: {} },
        { id: '2', status: 403, headers: { 'request-id': id }, body: graph },
        {
          id: '3',
          status: 401,
          body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token has expired.' } },
        },
      ],
    }),
    told: { ...deniedTold, status: 403, where: 'request 2 of the batch' },
    count: 2,
  },
  {
    name: 'a batch with its requests',
    text: `POST https://graph.microsoft.com/v1.0/$batch\n\n${JSON.stringify({ requests: [{ id: 'a', method: 'GET', url: '/users' }] })}\n\nHTTP/1.1 200 OK\n\n${JSON.stringify({ responses: [{ id: 'a', status: 403, body: graph }] })}`,
    told: { ...deniedTold, status: 403, call: { method: 'GET', url: '/users' } },
  },
  {
    name: 'members without names',
    text: '{"value":[{"@odata.type":"#microsoft.graph.user","id":"1","displayName":null,"mail":null}]}',
    told: { status: 200, codes: [] },
  },
  {
    name: 'a page of the sign-in',
    text: `<!DOCTYPE html><html><head><title>Sign in</title></head><body><div id="m">AADSTS50011: The redirect URI &#39;https://app/&#39; does not match.</div><div>Request Id: ${id}</div><div>Correlation Id: ${other}</div></body></html>`,
    told: { aadsts: [50011], ids: ['request-id', 'Correlation ID'] },
  },
  {
    name: 'the settings in a page of the sign-in',
    text: `<script>//<![CDATA[\n$Config={"fShow":false,"sErrorCode":"50011","correlationId":"${id}","strServiceExceptionMessage":"AADSTS50011: The redirect URI does not match."};\n//]]></script>`,
    told: { aadsts: [50011], messages: ['AADSTS50011: The redirect URI does not match.'] },
  },
];

export const http: readonly Wrapping[] = [
  {
    name: 'a response',
    text: `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nrequest-id: ${id}\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\n\r\n${graphText}`,
    told: { ...deniedTold, status: 403, ids: ['request-id', 'date'] },
  },
  {
    name: 'curl -v',
    text: `*   Trying 192.0.2.1:443...\n> GET /v1.0/me HTTP/1.1\n> Host: graph.microsoft.com\n> Authorization: Bearer ${token}\n>\n< HTTP/1.1 401 Unauthorized\n< request-id: ${id}\n< WWW-Authenticate: ${challenge}\n<\n${graphText}\n* Connection #0 to host graph.microsoft.com left intact`,
    told: {
      ...deniedTold,
      status: 401,
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me' },
      hasToken: true,
      challenged: ['insufficient_claims'],
    },
  },
  {
    name: 'curl -i with HTTP/2',
    text: `HTTP/2 403\r\ncache-control: no-cache\r\nclient-request-id: ${id}\r\n\r\n${graphText}`,
    told: { ...deniedTold, status: 403 },
  },
  {
    name: 'Fiddler',
    text: `GET https://graph.microsoft.com/beta/groups?$filter=displayName%20eq%20'Team' HTTP/1.1\r\nHost: graph.microsoft.com\r\nAuthorization: Bearer ${token}\r\n\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n${graphText}\r\n\r\n------------------------------------------------------------------`,
    told: {
      ...deniedTold,
      status: 403,
      call: { method: 'GET', url: "https://graph.microsoft.com/beta/groups?$filter=displayName%20eq%20'Team'" },
      hasToken: true,
    },
  },
  {
    name: 'the console of Postman',
    text: `GET https://graph.microsoft.com/v1.0/users: {\n  "Network": {},\n  "Request Headers": {"authorization": "Bearer ${token}"},\n  "Response Headers": {"www-authenticate": "Bearer error=\\"invalid_token\\""},\n  "Response Body": ${JSON.stringify(graphText)}\n}`,
    told: {
      codes: [deniedCode],
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' },
      hasToken: true,
      challenged: ['invalid_token'],
    },
  },
  {
    name: 'a status after an address',
    text: 'GET https://graph.microsoft.com/v1.0/users\n403\n312 ms',
    told: { status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' } },
  },
  {
    name: 'the bar of Graph Explorer',
    text: 'Forbidden - 403 - 316 ms. You either need to sign in or consent.',
    told: { status: 403 },
  },
  {
    name: 'a file of requests with what came back',
    text: `### users\nGET https://graph.microsoft.com/v1.0/users\nAuthorization: Bearer ${token}\n\n###\nHTTP/1.1 403 Forbidden\n\n${graphText}`,
    told: {
      ...deniedTold,
      status: 403,
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' },
      hasToken: true,
    },
  },
  {
    name: 'a request for a token and calls after it',
    text: `POST https://login.microsoftonline.com/contoso/oauth2/v2.0/token HTTP/1.1\n\ngrant_type=client_credentials&client_id=${id}&client_secret=never-to-be-shown-secret&scope=https%3A%2F%2Fgraph.microsoft.com%2FMail.Read+openid\n\nHTTP/1.1 400 Bad Request\n\n{"error":"invalid_scope","error_description":"AADSTS1002012: The scope is not valid.","error_codes":[1002012]}\n\nGET https://graph.microsoft.com/v1.0/users HTTP/1.1\n\nHTTP/1.1 200 OK\n\nGET https://graph.microsoft.com/v1.0/groups HTTP/1.1\n\nHTTP/1.1 403 Forbidden\n\n${graphText}`,
    told: {
      where: 'line 1',
      status: 400,
      codes: ['invalid_scope'],
      aadsts: [1002012],
      asked: ['https://graph.microsoft.com/Mail.Read', 'openid'],
      call: { method: 'POST', url: 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token' },
    },
    count: 2,
  },
  {
    name: 'a redirect to the application',
    text: `https://app.contoso.com/callback?error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3a+The+user+declined.%0d%0aTrace+ID%3a+${id}&error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d65004&state=1`,
    told: { codes: ['access_denied', 'cancel'], aadsts: [65004], ids: ['Trace ID'] },
  },
  {
    name: 'a redirect with a fragment',
    text: 'http://localhost:3000/#error=interaction_required&error_description=AADSTS50058%3A%20No%20session.&state=x',
    told: { codes: ['interaction_required'], aadsts: [50058], messages: ['AADSTS50058: No session.'] },
  },
  {
    name: 'a Location header',
    text: 'HTTP/1.1 302 Found\nLocation: https://app/cb?error=consent_required&error_description=AADSTS65001%3a+No+consent.',
    told: { codes: ['consent_required'], aadsts: [65001] },
  },
  {
    name: 'a line of an access log',
    text: '127.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "GET /v1.0/users HTTP/1.1" 403 512',
    told: { status: 403, call: { method: 'GET', url: '/v1.0/users' } },
  },
];

export const logs: readonly Wrapping[] = [
  {
    name: 'Microsoft Graph PowerShell 2',
    text: `Get-MgUser_List: ${denied}\n\nStatus: 403 (Forbidden)\nErrorCode: ${deniedCode}\nDate: 2026-01-02T03:04:05\n\nHeaders:\nCache-Control                 : no-cache\nrequest-id                    : ${id}\nclient-request-id             : ${other}\n`,
    told: {
      status: 403,
      codes: [deniedCode],
      messages: [`Get-MgUser_List: ${denied}`],
      ids: ['request-id', 'client-request-id', 'date'],
    },
  },
  {
    name: 'Microsoft Graph PowerShell 1',
    text: `Get-MgUser : [${deniedCode}] : ${denied}\nAt line:1 char:1\n+ Get-MgUser\n    + FullyQualifiedErrorId : ${deniedCode},Microsoft.Graph.PowerShell.Cmdlets.GetMgUser_List`,
    told: deniedTold,
  },
  {
    name: 'Invoke-MgGraphRequest',
    text: `Invoke-MgGraphRequest : GET https://graph.microsoft.com/beta/admin/sharepoint/settings\nHTTP/2.0 403 Forbidden\nVary: Accept-Encoding\nrequest-id: ${id}\nx-ms-ags-diagnostic: {"ServerInfo":{"DataCenter":"North","Slice":"E","Ring":"3"}}\nDate: Fri, 02 Jan 2026 03:04:05 GMT\n\n${graphText}\nAt C:\\run.ps1:55 char:17`,
    told: {
      ...deniedTold,
      status: 403,
      call: { method: 'GET', url: 'https://graph.microsoft.com/beta/admin/sharepoint/settings' },
      ids: ['request-id', 'date'],
    },
  },
  {
    name: 'Invoke-RestMethod in another language',
    text: 'Invoke-RestMethod : Le serveur distant a retourné une erreur : (403) Interdit.',
    told: { status: 403 },
  },
  { name: 'Azure CLI with a body', text: `ERROR: Forbidden(${graphText})`, told: { ...deniedTold, status: 403 } },
  {
    name: 'Azure CLI with a status',
    text: "ERROR: Operation returned an invalid status 'Forbidden'",
    told: { status: 403 },
  },
  { name: 'Azure CLI with words alone', text: `ERROR: ${denied}`, told: { codes: [], messages: [`ERROR: ${denied}`] } },
  {
    name: 'Azure CLI of Resource Manager',
    text: `ERROR: (AuthorizationFailed) The client may not do that.\nCode: AuthorizationFailed\nMessage: The client may not do that.`,
    told: { codes: ['AuthorizationFailed'], messages: ['The client may not do that.'] },
  },
  {
    name: 'the .NET SDK',
    text: `Unhandled exception. Status Code: Forbidden\nMicrosoft.Graph.ServiceException: Code: ${deniedCode}\nMessage: ${denied}\nInner error:\n\tAdditionalData:\n\tdate: 2026-01-02T03:04:05\n\trequest-id: ${id}\n\tclient-request-id: ${id}\nClientRequestId: ${id}\n\n   at Microsoft.Graph.HttpProvider.<SendAsync>d__18.MoveNext()`,
    told: { ...deniedTold, status: 403, ids: ['date', 'request-id'] },
  },
  {
    name: 'MSAL for .NET',
    text: `fail: Worker[0]\n      Azure.Identity.AuthenticationFailedException: ClientSecretCredential authentication failed:\n       ---> MSAL.NetCore.4.67.2.0.MsalServiceException:\n        ErrorCode: invalid_client\n      Microsoft.Identity.Client.MsalServiceException: A configuration issue is preventing authentication.  Original exception: AADSTS7000222: The provided client secret keys for app '${id}' are expired. ${tail}`,
    told: { codes: ['invalid_client'], aadsts: [7000222], ids: ['Trace ID', 'Correlation ID'] },
  },
  {
    name: 'the Python SDK',
    text: `msgraph.generated.models.o_data_errors.o_data_error.ODataError:\n        APIError\n        Code: 403\n        message: None\n        error: MainError(additional_data={}, code='${deniedCode}', details=None, inner_error=InnerError(additional_data={}, client_request_id='${id}', date=datetime.datetime(2026, 1, 2, 3, 4, 5), odata_type=None, request_id='${id}'), message='${denied}', target=None)`,
    told: { ...deniedTold, status: 403, ids: ['request-id', 'client-request-id'] },
  },
  {
    name: 'a result of MSAL for Python',
    text: `{'error': 'invalid_grant', 'error_description': "${aadsts} ${tail}", 'error_codes': [65001], 'suberror': 'consent_required'}`,
    told: { codes: ['invalid_grant', 'consent_required'], aadsts: [65001] },
  },
  {
    name: 'requests for Python',
    text: 'requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://graph.microsoft.com/v1.0/users',
    told: { status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' } },
  },
  {
    name: 'httpx for Python',
    text: "httpx.HTTPStatusError: Client error '403 Forbidden' for url 'https://graph.microsoft.com/v1.0/sites?search=x'",
    told: { status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/sites?search=x' } },
  },
  {
    name: 'urllib3 for Python',
    text: 'DEBUG:urllib3.connectionpool:https://graph.microsoft.com:443 "GET /v1.0/users HTTP/1.1" 403 None',
    told: { status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' } },
  },
  {
    name: 'a library that joins its parts by bars',
    text: 'Client Error: 403 Client Error: Forbidden for url: https://graph.microsoft.com/v1.0/me/chats | Error Message: No authorization information present on the request. | Error Code:',
    told: { status: 403, codes: [], messages: ['No authorization information present on the request.'] },
  },
  {
    name: 'the JavaScript SDK',
    text: `GraphError: Operation: Create; Exception: [Status Code: Forbidden; Reason: Access to OData is disabled.]\n    at run (file.js:1:2) {\n  statusCode: 403,\n  code: 'ExtensionError',\n  requestId: '${id}',\n  date: 2026-01-02T03:04:05.000Z,\n  body: '{"code":"ExtensionError","message":"Operation: Create; Exception: [Status Code: Forbidden; Reason: Access to OData is disabled.]"}'\n}`,
    told: {
      status: 403,
      codes: ['ExtensionError'],
      messages: ['Operation: Create; Exception: [Status Code: Forbidden; Reason: Access to OData is disabled.]'],
      ids: ['request-id'],
    },
  },
  {
    name: 'MSAL for JavaScript, interaction required',
    text: `Uncaught (in promise) InteractionRequiredAuthError: invalid_grant: AADSTS50076: Use a second factor. ${tail} - Correlation ID: ${other}`,
    told: { codes: ['invalid_grant'], aadsts: [50076], messages: ['AADSTS50076: Use a second factor.'] },
  },
  {
    name: 'MSAL for JavaScript, server error',
    text: `ServerError: invalid_client: 7000215 - [2026-01-02 03:04:05Z]: AADSTS7000215: Invalid client secret provided. ${tail}`,
    told: { codes: ['invalid_client'], aadsts: [7000215] },
  },
  {
    name: 'MSAL for JavaScript, browser error',
    text: 'BrowserAuthError: interaction_in_progress: Interaction is under way.',
    told: { codes: ['interaction_in_progress'] },
  },
  {
    name: 'axios',
    text: "AxiosError: Request failed with status code 403\n  config: { method: 'get', url: 'https://graph.microsoft.com/v1.0/users' },\n  response: { status: 403, data: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' } } }",
    told: { ...deniedTold, status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' } },
  },
  {
    name: 'the Java SDK',
    text: `com.microsoft.graph.http.GraphServiceException: Error code: InvalidAuthenticationToken\nError message: CompactToken parsing failed with error code: 80049217\n\nGET https://graph.microsoft.com/v1.0/users/someone@contoso.com\nSdkVersion : graph-java/v2.3.1\nAuthorization : [PII_REDACTED]\n\n401 : Unauthorized\n\tat com.microsoft.graph.http.GraphServiceException.createFromConnection(GraphServiceException.java:501)`,
    told: {
      status: 401,
      codes: ['InvalidAuthenticationToken'],
      messages: ['CompactToken parsing failed with error code: 80049217'],
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users/someone@contoso.com' },
    },
  },
  {
    name: 'the Go SDK',
    text: `error: {"Code":"accessDenied","Message":"Request Authorization failed"}`,
    told: { codes: ['accessDenied'], messages: ['Request Authorization failed'] },
  },
  {
    name: 'Azure Identity for Go',
    text: `ClientSecretCredential authentication failed\nPOST https://login.microsoftonline.com/${id}/oauth2/v2.0/token\n--------------------------------------------------------------------------------\nRESPONSE 401 Unauthorized\n--------------------------------------------------------------------------------\n{\n  "error": "invalid_client",\n  "error_description": "AADSTS7000215: Invalid client secret provided.",\n  "error_codes": [\n    7000215\n  ]\n}`,
    told: {
      status: 401,
      codes: ['invalid_client'],
      aadsts: [7000215],
      call: { method: 'POST', url: `https://login.microsoftonline.com/${id}/oauth2/v2.0/token` },
    },
  },
  {
    name: 'the azuread provider of Terraform',
    text: `╷\n│ Error: Creating group "team"\n│ \n│   with azuread_group.team,\n│   on main.tf line 3, in resource "azuread_group" "team":\n│    3: resource "azuread_group" "team" {\n│ \n│ GroupsClient.BaseClient.Post(): unexpected status 403 with OData error: ${deniedCode}: ${denied}\n╵`,
    told: { ...deniedTold, status: 403 },
  },
  {
    name: 'an old provider of Terraform',
    text: `* azuread_application.app: graphrbac.ApplicationsClient#Create: Failure responding to request: StatusCode=403 -- Original Error: autorest/azure: Service returned an error. Status=403 Code="Unknown" Message="Unknown service error" Details=[{"odata.error":{"code":"${deniedCode}","message":{"lang":"en","value":"${denied}"}}}]`,
    told: { status: 403, codes: [deniedCode], messages: ['Unknown service error', denied] },
  },
  {
    name: 'Pulumi',
    text: `  azuread:index:Group (team):\n    error: 1 error occurred:\n        * GroupsClient.BaseClient.Post(): unexpected status 403 (403 Forbidden) with error: ${deniedCode}: ${denied}`,
    told: { status: 403, codes: [deniedCode] },
  },
  {
    name: 'Docker',
    text: `{"log":"2026-01-02T03:04:05Z ERROR graph: ${graphText.replaceAll('"', '\\"')}\\n","stream":"stderr"}\n{"log":"fine\\n","stream":"stdout"}`,
    told: deniedTold,
  },
  {
    name: 'the journal of systemd',
    text: `{"MESSAGE":"${aadsts}","PRIORITY":"3","_PID":"12"}`,
    told: { aadsts: [65001] },
  },
  {
    name: 'a pipeline with a time before each line',
    text: JSON.stringify(graph, null, 2)
      .split('\n')
      .map((line) => `2026-01-02T03:04:05.1234567Z ${line}`)
      .join('\n'),
    told: deniedTold,
  },
  {
    name: 'the log of Android',
    text: `D/Retrofit( 2227): <--- HTTP 401 https://graph.microsoft.com/v1.0/me (242ms)\nD/Retrofit( 2227): {\nD/Retrofit( 2227):   "error": {\nD/Retrofit( 2227):     "code": "InvalidAuthenticationToken",\nD/Retrofit( 2227):     "message": "Access token is empty."\nD/Retrofit( 2227):   }\nD/Retrofit( 2227): }`,
    told: { status: 401, codes: ['InvalidAuthenticationToken'], messages: ['Access token is empty.'] },
  },
  {
    name: 'Office add-ins',
    text: `OfficeJS GET api call https://graph.microsoft.com/v1.0/me/messages failed: Unauthorized (401) {"error":{"code":"InvalidAuthenticationToken","message":"Claims are missing.","innerError":{"date":"2026-01-02T03:04:05","request-`,
    told: { status: 401, codes: ['InvalidAuthenticationToken'], messages: ['Claims are missing.'] },
  },
  {
    name: 'what a person wrote down',
    text: 'When I send a GET to https://graph.microsoft.com/v1.0/users/<id>/manager,\nI get an error Forbidden (403).\nerror: {\n  code: Authorization_RequestDenied,\n  message:"Insufficient privileges"\n}',
    told: {
      status: 403,
      codes: [deniedCode],
      messages: ['Insufficient privileges'],
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users/<id>/manager' },
    },
  },
  {
    name: 'a line of a log with a code',
    text: `2026-01-02 03:04:05,678 ERROR [auth] ${aadsts} ${tail}`,
    told: { aadsts: [65001], messages: [aadsts] },
  },
  {
    name: 'calls of which some were refused, for several objects',
    text: 'GET /me 200\nGET https://graph.microsoft.com/v1.0/users/1 -> 403\nGET https://graph.microsoft.com/v1.0/users/2 -> 403\nGET /groups 403',
    told: { where: 'line 2', status: 403, call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users/1' } },
    count: 2,
  },
  {
    name: 'a sign-in and a call of a pipeline that failed for two reasons',
    text: `2026-01-02T03:04:05.2Z Error: AADSTS700016: No such application.\n2026-01-02T03:04:05.3Z ${graphText}`,
    told: { where: 'line 1', aadsts: [700016], codes: [] },
    count: 2,
  },
  {
    name: 'several errors and repeats',
    text: `2026-01-02 03:04:05 ERROR AADSTS65001: no consent\n2026-01-02 03:04:06 INFO fine\n2026-01-02 03:05:05 ERROR AADSTS50105: no role\n2026-01-02 03:06:05 ERROR AADSTS65001: no consent`,
    told: { where: 'line 1', aadsts: [65001] },
    count: 2,
  },
  {
    name: 'a line of JSON for each refusal',
    text: ['/users', '/groups', '/users']
      .map((url) => JSON.stringify({ method: 'GET', url, status: 403, code: 'Forbidden', message: 'No.' }))
      .join('\n'),
    told: { status: 403, call: { method: 'GET', url: '/users' } },
    count: 2,
  },
];

export const short: readonly Wrapping[] = [
  { name: 'an AADSTS code', text: 'AADSTS65001', told: { aadsts: [65001] } },
  { name: 'its number', text: '65001', told: { aadsts: [65001] } },
  { name: 'the code with a blank', text: ' aadsts 65001\n', told: { aadsts: [65001] } },
  {
    name: 'an error code',
    text: 'Authorization_RequestDenied',
    told: { codes: ['Authorization_RequestDenied'], messages: [] },
  },
  { name: 'an error code in camel case', text: 'accessDenied', told: { codes: ['accessDenied'] } },
  { name: 'a status', text: '403', told: { status: 403 } },
  { name: 'a status with its name', text: '403 Forbidden', told: { status: 403 } },
  {
    name: 'a call with a status',
    text: 'GET /users 403',
    told: { status: 403, call: { method: 'GET', url: '/users' } },
  },
  {
    name: 'a call alone',
    text: 'PATCH /users/1',
    told: { status: undefined, call: { method: 'PATCH', url: '/users/1' } },
  },
  {
    name: 'words',
    text: 'Why can my application not read mail?',
    told: { codes: [], messages: ['Why can my application not read mail?'] },
  },
  { name: 'a token', text: token, told: { hasToken: true, messages: [], codes: [] } },
  { name: 'a token with its scheme', text: `Authorization: Bearer ${token}`, told: { hasToken: true, messages: [] } },
  {
    name: 'a token over several lines',
    text: token.replace(/(.{64})/g, '$1\n'),
    told: { hasToken: true, messages: [] },
  },
  { name: 'a token that is cut', text: token.slice(0, 60), told: { hasToken: true, messages: [] } },
  { name: 'an opaque token', text: `EwB4A8l6BAAU${'aB3dE5fG7h'.repeat(12)}==`, told: { hasToken: true, messages: [] } },
  {
    name: 'an answer that holds a token',
    text: JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: token }),
    told: { hasToken: true, messages: [] },
  },
];
