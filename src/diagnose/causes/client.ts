import { causeTexts } from './cause-text.js';

export const clientCauses = causeTexts({
  'client-not-found': {
    title: 'The client id is not known in the tenant that was asked',
    why: 'The tenant has neither the registration nor a service principal of this client id: the authority names another tenant, the id is wrong, the application is for one tenant or for personal accounts only, or nobody has consented to it there.',
    steps: [
      {
        text: 'Compare the client id of the request with the appId of the registration; the object id and the id of the secret look the same.',
        commands: [
          { tool: 'azure-cli', text: 'az login --tenant <tenant-id> --allow-no-subscriptions' },
          { tool: 'azure-cli', text: 'az ad app show --id <app-id> --query "{appId:appId,audience:signInAudience}"' },
        ],
      },
      {
        text: 'Write the tenant that has the application in the authority: https://login.microsoftonline.com/<tenant-id>.',
      },
      {
        text: 'Multitenant application: have an administrator of that tenant open https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id> and consent: this creates its service principal and grants what it declares.',
      },
      {
        text: 'Ask the cloud that the application is registered in: the global one, US Government and China have separate registrations.',
      },
    ],
    checks: [
      'az ad sp show --id <app-id> finds nothing in the tenant that the message names: then tenant or id is wrong, or the consent is missing.',
      'signInAudience is AzureADMyOrg, and the tenant is not that of the registration: then it cannot sign in there.',
    ],
  },
  'client-disabled': {
    title: 'The application is disabled',
    why: 'The enterprise application may not sign in: an administrator switched it off in this tenant, or Microsoft disabled the registration.',
    steps: [
      {
        text: 'Look which of the two it is.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp show --id <app-id> --query accountEnabled' },
          { tool: 'azure-cli', text: 'az ad app show --id <app-id> --query disabledByMicrosoftStatus' },
        ],
      },
      {
        text: 'Ask the administrator why it is off, and have them switch it on: users and the application itself can sign in again at once.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp update --id <app-id> --set accountEnabled=true' }],
      },
      { text: 'Open a support request with Microsoft, where disabledByMicrosoftStatus has a value.' },
    ],
    checks: [
      'accountEnabled is false: an administrator did it. disabledByMicrosoftStatus is DisabledDueToViolationOfServicesAgreement: Microsoft did.',
      'az ad sp show --id <app-id> finds nothing: then the application is not disabled but missing in this tenant.',
    ],
  },
  'bad-secret': {
    title: 'The client secret is not one of this application',
    why: 'The service compares the secret with those of the registration and finds none that matches. Most often the id of the secret was copied in place of its value, or the value was cut or encoded on its way.',
    steps: [
      {
        text: 'Compare the first three characters of your secret with the hint of each secret that the registration has.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app credential list --id <app-id> --query "[].{hint:hint,id:keyId,end:endDateTime}"',
          },
        ],
      },
      {
        text: 'Make a new secret and store its value at once: it is shown once only, and the other ones stay.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app credential reset --id <app-id> --append --display-name my-app' },
        ],
      },
      { text: 'Encode the value once in a form body, and keep shells and variables from changing $, + and %.' },
      { text: 'Use a certificate or a federated credential instead, which cannot be mistyped.' },
    ],
    checks: [
      'The value is a GUID: then it is the id of the secret, not the secret.',
      'No hint fits: the secret is of another application or was removed. A hint fits and endDateTime is past: it has expired.',
      'The same value works from another machine: then the setting or the encoding of this one is at fault.',
    ],
  },
  'secret-expired': {
    title: 'The client secret has expired',
    why: 'Secrets end at a date that was set when they were made, at most two years ahead. After it the application cannot prove itself.',
    steps: [
      {
        text: 'Make a new secret, put it where the application reads it, and remove the old one when all instances have the new one; --append keeps the other ones.',
        commands: [{ tool: 'azure-cli', text: 'az ad app credential reset --id <app-id> --append --years 1' }],
      },
      {
        text: 'Use a managed identity or a federated credential where the platform has them: they have nothing to renew.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app federated-credential create --id <app-id> --parameters credential.json',
          },
        ],
      },
      { text: 'Restart what caches the secret, such as a function or a pod.' },
    ],
    checks: [
      'az ad app credential list --id <app-id> shows an endDateTime in the past.',
      'Every date lies ahead: then the application still sends an older secret.',
    ],
  },
  'client-credential-missing': {
    title: 'The application proved itself neither by secret nor by certificate',
    why: 'The redirect URI or the flow makes it a confidential client, which has to send client_secret or client_assertion. A desktop or mobile application, or one in a browser, is registered as web by mistake.',
    steps: [
      { text: 'Web or service: send client_secret or client_assertion with the token request.' },
      {
        text: 'Desktop or mobile: register the redirect URI for public clients; the command replaces those that are there, so name all of them.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app update --id <app-id> --public-client-redirect-uris <redirect-uri>' },
        ],
      },
      {
        text: 'Browser: register the redirect URI for single-page applications, and use PKCE; the command replaces those that are there.',
        commands: [
          {
            tool: 'graph-powershell',
            text: "Update-MgApplicationByAppId -AppId <app-id> -Spa @{ RedirectUris = @('<redirect-uri>') }",
          },
        ],
      },
      {
        text: 'Device code or user name and password: allow public client flows; anybody who knows the client id can then start them.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <app-id> --is-fallback-public-client true' }],
      },
    ],
    checks: [
      'The token request has no client_secret and no client_assertion in its body.',
      'az ad app show --id <app-id> lists the redirect URI under web in place of publicClient or spa.',
    ],
  },
  'public-client-credential': {
    title: 'A public client sends a secret or a certificate',
    why: 'The redirect URI or the flow makes it a public client: one that runs on devices of users and can keep no secret. The service then refuses credentials.',
    steps: [
      {
        text: 'Leave client_secret and client_assertion out, where the application runs on devices of users, and remove the secret from the registration.',
      },
      {
        text: 'Register the redirect URI as web, where it runs on a server; the command replaces those that are there, so name all of them.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <app-id> --web-redirect-uris <redirect-uri>' }],
      },
      {
        text: 'Switch public client flows off, where no device code or password flow is used.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <app-id> --is-fallback-public-client false' }],
      },
    ],
    checks: [
      'az ad app show --id <app-id> lists the redirect URI under publicClient, or says isFallbackPublicClient: true.',
      'grant_type is device_code or password: then the flow makes it a public client.',
    ],
  },
  'bad-certificate': {
    title: 'The client assertion of the application was not accepted',
    why: 'The application signs an assertion with its certificate. The service finds no such key in the registration, cannot check the signature, or finds the assertion outside its time.',
    steps: [
      {
        text: 'Compare the thumbprint of the certificate with those of the registration.',
        commands: [{ tool: 'azure-cli', text: 'az ad app credential list --id <app-id> --cert' }],
      },
      {
        text: 'Upload the public part of the certificate where it is missing; the other credentials stay.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app credential reset --id <app-id> --append --cert @certificate.pem' },
        ],
      },
      {
        text: 'Synchronise the clock of the machine, and let the assertion begin now and end within ten minutes.',
        only: ['aadsts-700024'],
      },
      {
        text: 'Compare the subject of the certificate with the ones that the application trusts by subject name and issuer, and send the chain in x5c.',
        only: ['aadsts-700030', 'aadsts-50012'],
      },
      {
        text: 'Leave making the assertion to a library (MSAL): x5t or x5t#S256, alg, aud, iss and sub have to fit exactly.',
        only: ['aadsts-700027', 'aadsts-50012'],
      },
    ],
    checks: [
      'The message names the thumbprint that was sent: az ad app credential list --id <app-id> --cert does not list it.',
      'The thumbprint is listed: then private key and certificate do not belong together, or the certificate has expired.',
      'iss and sub of the assertion are the client id, and aud is the token endpoint of this tenant.',
    ],
  },
  'federated-credential': {
    title: 'No federated credential of the application fits the token of the other provider',
    why: 'Issuer, subject and audience of the token that stands in for a secret have to equal those of one federated credential, letter by letter.',
    steps: [
      {
        text: 'List what is registered, and compare it with iss, sub and aud of the token; the message repeats what was presented.',
        commands: [{ tool: 'azure-cli', text: 'az ad app federated-credential list --id <app-id>' }],
      },
      {
        text: 'Correct the subject: branch, tag, environment, pull request and namespace are parts of it, and letter case counts.',
        only: ['aadsts-700213'],
      },
      {
        text: 'Correct the issuer: it equals iss, with or without the slash at the end.',
        only: ['aadsts-700211'],
      },
      {
        text: 'Have the token issued for api://AzureADTokenExchange, or for the audience that the credential names (other clouds have others).',
        only: ['aadsts-700212'],
      },
      {
        text: 'Present a token that the other application got with client credentials or a managed identity, and not one of a user.',
        only: ['aadsts-700229'],
      },
      {
        text: 'Create the credential where it is missing; this lets whoever gets such a token act as the application, so keep the subject narrow.',
        commands: [
          {
            tool: 'azure-cli',
            text: `az ad app federated-credential create --id <app-id> --parameters '{"name":"deploy","issuer":"<issuer>","subject":"<subject>","audiences":["api://AzureADTokenExchange"]}'`,
          },
        ],
      },
    ],
    checks: [
      'The message names the subject, issuer or audience that was presented: one of them differs from every credential in the list.',
      'All three equal one credential: then it was made a moment ago; wait some minutes.',
      'The credential is on a user-assigned managed identity: az identity federated-credential list shows those.',
    ],
  },
  'redirect-uri': {
    title: 'The redirect URI of the request is not registered for this application',
    why: 'The answer is sent only to addresses that the registration lists. Scheme, host, port, path, letter case and slash at the end have to be the same, and the platform has to fit the flow.',
    steps: [
      {
        text: 'Compare redirect_uri of the request with what is registered.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app show --id <app-id> --query "{web:web.redirectUris,spa:spa.redirectUris,public:publicClient.redirectUris}"',
          },
        ],
      },
      {
        text: 'Send redirect_uri with the request, or register one: there is none at all.',
        only: ['aadsts-500113', 'aadsts-900971'],
      },
      {
        text: 'Register it for single-page applications in place of web, where a browser redeems the code, and use PKCE; the command replaces those that are there, so name all of them.',
        commands: [
          {
            tool: 'graph-powershell',
            text: "Update-MgApplicationByAppId -AppId <app-id> -Spa @{ RedirectUris = @('<redirect-uri>') }",
          },
        ],
        only: ['aadsts-9002325', 'aadsts-9002326'],
      },
      {
        text: 'Register the exact address on the platform of the application; each command replaces those that are there, so name all of them.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app update --id <app-id> --web-redirect-uris <redirect-uri>' },
          { tool: 'azure-cli', text: 'az ad app update --id <app-id> --public-client-redirect-uris <redirect-uri>' },
        ],
        only: ['aadsts-50011', 'aadsts-500113', 'aadsts-900971'],
      },
      {
        text: 'Behind a proxy, see that the application builds the address with https and the outer host name.',
        only: ['aadsts-50011'],
      },
    ],
    checks: [
      'The message repeats the redirect URI of the request: it differs from every registered one, often by http, the port or a slash.',
      'It is registered: then on another platform (web, spa, public client), or in another registration than the client id of the request.',
      'permlint <manifest> finds addresses that cannot be registered (rule audience-limits).',
    ],
  },
  'implicit-disabled': {
    title: 'The application may not get tokens from the sign-in page directly',
    why: 'The request asks for id_token or token at the authorize endpoint, which is the implicit or hybrid flow. Both are off in a registration unless they were switched on.',
    steps: [
      { text: 'Ask for response_type=code and redeem the code with PKCE, as current libraries do.' },
      {
        text: 'Switch id tokens on, where the application has to get one from the sign-in page (hybrid flow); this hands them to the browser.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <app-id> --enable-id-token-issuance true' }],
        only: ['aadsts-700054', 'aadsts-70005'],
      },
      {
        text: 'Leave access tokens of the implicit flow off: they end up in addresses and histories.',
        only: ['aadsts-700051', 'aadsts-70005'],
      },
      { text: 'Add openid to scope where an id token is asked for.', only: ['aadsts-70005'] },
    ],
    checks: [
      'az ad app show --id <app-id> --query web.implicitGrantSettings shows false for what response_type asks for.',
      'response_type of the request holds id_token or token: with code alone it is another cause.',
    ],
  },
  pkce: {
    title: 'The PKCE verifier does not fit the challenge of the sign-in',
    why: 'The code is redeemed with a code_verifier whose hash is not the code_challenge that the sign-in was begun with.',
    steps: [
      {
        text: 'Keep one verifier for each sign-in, until its code is redeemed; a second tab or a second server must not overwrite it.',
      },
      {
        text: 'Make the challenge as BASE64URL(SHA256(verifier)) without =, and say code_challenge_method=S256.',
      },
      { text: 'Leave both to a library (MSAL), and store its state where every server reaches it.' },
    ],
    checks: [
      'It fails with several tabs or servers only: then the verifier is mixed up. It fails every time: then the hash is wrong.',
    ],
  },
  'code-reuse': {
    title: 'The authorization code was redeemed before',
    why: 'A code is good for one redemption. A second request with it is refused: a reload of the redirect page, a retry, or two handlers of the same address.',
    steps: [
      { text: 'Begin a new sign-in, or use the refresh token that the first redemption gave.' },
      { text: 'Redirect away from the address that holds the code as soon as it is redeemed.' },
      { text: 'Do not repeat the redemption after a timeout without a new sign-in.' },
    ],
    checks: [
      'The log shows two token requests with the same code within a short time.',
      'AADSTS70008 in its place means that the code was never redeemed in time.',
    ],
  },
  'obo-assertion': {
    title: 'The token that was passed on cannot be exchanged on behalf of the user',
    why: 'The on-behalf-of flow takes an access token that was issued for your API, is still valid, and is exchanged by your API itself. This one was issued for something else, has ended, or is no access token.',
    steps: [
      {
        text: 'Look at the token that your API received: aud has to be your API, and exp has to lie ahead.',
        commands: [{ tool: 'permlint', text: 'permlint diagnose -' }],
      },
      {
        text: 'Let the client ask for api://<api>/<scope> of your API, and not for a token of Microsoft Graph.',
        only: ['aadsts-50013', 'aadsts-500131'],
      },
      {
        text: 'Let the client get a new token, and exchange it within its time; keep the result by user and token.',
        only: ['aadsts-500133', 'aadsts-50013'],
      },
      { text: 'Send the access token as assertion: an id token cannot be exchanged.', only: ['aadsts-240002'] },
      {
        text: 'Exchange it with the client id of your API, at the tenant that issued it.',
      },
    ],
    checks: [
      'aud of the token is neither the appId nor the identifier URI of the application that exchanges it.',
      'exp of the token lies in the past: then it has ended on the way. It has nonce and no scp: then it is an id token.',
      'The token has roles and no scp: an application token cannot be exchanged (AADSTS7000114).',
    ],
  },
  'obo-not-allowed': {
    title: 'An application token cannot be exchanged on behalf of a user',
    why: 'The on-behalf-of flow needs a token with a user in it. The caller of your API signed in as an application, so that there is nobody to act for.',
    steps: [
      {
        text: 'Use client credentials of your own API for calls that come from applications, with application permissions of the next API.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>" --application' }],
      },
      { text: 'Or let the caller sign a user in, and send the delegated token.' },
      { text: 'Tell the two apart by idtyp=app, or by roles without scp, before the exchange.' },
    ],
    checks: [
      'The assertion has idtyp app, or roles and no scp: then it is an application token.',
      'It has scp: then the exchanging application itself is at fault; see that its client id is that of the API in aud.',
    ],
  },
  'mapped-claims': {
    title: 'The application changes claims of tokens without a key or audience that allows it',
    why: 'Claims set by a policy may replace what other APIs trust. They are issued only with a signing key of the application, or where the registration accepts them and the audience is the appId or of a verified domain of the tenant.',
    steps: [
      {
        text: 'Let the registration accept mapped claims; do so for applications of a single tenant only, since others could forge claims.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Update-MgApplicationByAppId -AppId <app-id> -Api @{ AcceptMappedClaims = $true }',
          },
        ],
        only: ['aadsts-50146'],
      },
      {
        text: 'Ask for the token by the appId, or by an identifier URI of a verified domain: <api>/.default.',
        only: ['aadsts-501461'],
      },
      {
        text: 'Or give the service principal a signing key of its own, and read the keys with ?appid=<app-id> when you check tokens.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Add-MgServicePrincipalTokenSigningCertificate -ServicePrincipalId <service-principal-id> -DisplayName "CN=my-app"',
          },
        ],
      },
    ],
    checks: [
      'Get-MgServicePrincipalClaimMappingPolicy -ServicePrincipalId <service-principal-id> lists a policy: without one, it is not this.',
      'A signing key is there: then it has expired or is not yet valid.',
    ],
  },
  'self-token': {
    title: 'The application asks for a token of itself by a name that is not its appId',
    why: 'An application may ask for a token of itself, but only where the resource is its appId. An identifier URI such as api://my-app is refused.',
    steps: [
      { text: 'Ask for <app-id>/.default, without api:// in front, where client and API are the same application.' },
      { text: 'Use the id token where the application only wants to know who signed in.' },
      { text: 'Register client and API as two applications, where the one calls the other over a network.' },
    ],
    checks: ['The resource or scope of the request is an identifier URI of the client id that asks.'],
  },
});
