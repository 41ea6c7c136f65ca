// Stands in for the azuread provider, and never talks to Microsoft: a process that speaks Pulumi's provider protocol.
//
// PERMLINT_TEST_SERVICE_PRINCIPALS names a JSON file with the answers of getServicePrincipal, by client id:
// { "<client id>": { "objectId": "...", "appRoleIds": { "User.Read.All": "..." } } }
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import { isBlock, needsName, outputOnlyOf, publishedAppIds, withDefaults } from './azuread-shapes.mjs';

/** @typedef {import('./azuread-shapes.mjs').Value} Value */
/** @typedef {import('./azuread-shapes.mjs').Values} Values */

const version = '6.9.1';
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const { Struct } = struct;

/** @param {struct.Struct | undefined} held @returns {Values} */
const valuesOf = (held) => held?.toJavaScript() ?? {};

/** `...::azuread:index/application:Application::web` is an Application. @param {string} urn */
const typeOf = (urn) => urn.split('::')[2]?.split(':').at(-1) ?? '';

/** The same text gives the same id. @param {string} text */
function idFor(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/**
 * @param {string} urn
 * @param {Values} inputs
 * @param {boolean} isPreview
 */
function outputsOf(urn, inputs, isPreview) {
  const given = outputOnlyOf(typeOf(urn)).map((name) => [name, isPreview ? unknown : madeUp(urn, name, inputs)]);
  return Struct.fromJavaScript({ ...Object.fromEntries(given), ...withoutNotes(inputs) });
}

/** The names of defaults are a note for the provider's next check, and stand in inputs alone. @param {Values} block */
function withoutNotes({ __defaults, ...rest }) {
  /** @type {(value: Value) => Value} */
  const below = (value) => (Array.isArray(value) ? value.map(below) : isBlock(value) ? withoutNotes(value) : value);
  /** @type {Values} */
  const kept = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, below(value)]));
  return kept;
}

/**
 * @param {string} urn
 * @param {string} name
 * @param {Values} inputs
 * @returns {Value}
 */
function madeUp(urn, name, inputs) {
  if (name === 'appRoleIds') return idsByValue(inputs.appRoles);
  if (name === 'oauth2PermissionScopeIds')
    return idsByValue(isBlock(inputs.api) ? inputs.api.oauth2PermissionScopes : []);
  if (name === 'signInAudience') return 'AzureADMyOrg';
  if (/s$/.test(name)) return [];
  return /(?:Id|^value)$/.test(name) ? idFor(`${urn} ${name}`) : '';
}

/** @param {Value | undefined} items @returns {Values} */
function idsByValue(items) {
  const blocks = Array.isArray(items) ? items.filter(isBlock) : [];
  return Object.fromEntries(blocks.map(({ value, id }) => [String(value), id ?? null]));
}

/** What `up` gives for an id: registrations and principals are known by their object ids. @param {string} urn */
function idOf(urn) {
  const type = typeOf(urn);
  const objectId = idFor(`${urn} objectId`);
  if (needsName(type)) return `/applications/${objectId}`;
  return type === 'ServicePrincipal' ? `/servicePrincipals/${objectId}` : idFor(urn);
}

/** @param {messages.CheckRequest} request */
function check(request) {
  const type = typeOf(request.getUrn());
  const news = valuesOf(request.getNews());
  const response = new messages.CheckResponse().setInputs(Struct.fromJavaScript(withDefaults(type, news)));
  if (needsName(type) && news.displayName === '') {
    response.addFailures(new messages.CheckFailure().setProperty('displayName').setReason('must not be empty'));
  }
  return response;
}

/** @param {messages.CreateRequest} request */
function create(request) {
  const isPreview = request.getPreview();
  return new messages.CreateResponse()
    .setId(isPreview ? '' : idOf(request.getUrn()))
    .setProperties(outputsOf(request.getUrn(), valuesOf(request.getProperties()), isPreview));
}

/** @param {messages.ReadRequest} request */
function read(request) {
  const held = { ...valuesOf(request.getInputs()), ...valuesOf(request.getProperties()) };
  return new messages.ReadResponse()
    .setId(request.getId())
    .setInputs(request.getInputs() ?? new Struct())
    .setProperties(outputsOf(request.getUrn(), held, false));
}

/** @param {messages.DiffRequest} request */
function diff(request) {
  const before = valuesOf(request.getOldInputs());
  const after = valuesOf(request.getNews());
  const names = Object.keys({ ...before, ...after });
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse().setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME).setDiffsList(changed);
}

/** @param {messages.UpdateRequest} request */
function update(request) {
  const outputs = outputsOf(request.getUrn(), valuesOf(request.getNews()), request.getPreview());
  return new messages.UpdateResponse().setProperties(outputs);
}

/** @type {ReadonlyMap<string, (args: Values) => Values>} */
const functions = new Map([
  ['getApplicationPublishedAppIds', () => ({ id: 'appIds', result: publishedAppIds })],
  ['getServicePrincipal', servicePrincipal],
  ['getClientConfig', clientConfig],
]);

/** @returns {Values} */
function clientConfig() {
  return { id: 'client', clientId: idFor('client'), objectId: idFor('object'), tenantId: idFor('tenant') };
}

/** @param {Values} args @returns {Values} */
function servicePrincipal({ clientId }) {
  const file = process.env.PERMLINT_TEST_SERVICE_PRINCIPALS;
  /** @type {Record<string, Values>} */
  const answers = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  const answer = typeof clientId === 'string' ? answers[clientId] : undefined;
  if (answer === undefined) throw new Error('this service principal is not in PERMLINT_TEST_SERVICE_PRINCIPALS');
  return { id: String(answer.objectId), clientId: String(clientId), ...answer };
}

/** @param {messages.InvokeRequest} request */
function invoke(request) {
  const name = request.getTok().split(':').at(-1) ?? '';
  const answer = functions.get(name);
  if (answer === undefined) throw new Error(`the stand-in has no function ${name}`);
  return new messages.InvokeResponse().setReturn(Struct.fromJavaScript(answer(valuesOf(request.getArgs()))));
}

/**
 * @template Request, Response
 * @param {(request: Request) => Response} answer
 * @returns {import('@grpc/grpc-js').handleUnaryCall<Request, Response>}
 */
function unary(answer) {
  return ({ request }, done) => {
    try {
      done(null, answer(request));
    } catch (error) {
      done({ details: error instanceof Error ? error.message : String(error) });
    }
  };
}

const server = new Server({ 'grpc.max_receive_message_length': -1 });
server.addService(services.ResourceProviderService, {
  handshake: unary(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true)),
  getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
  getSchema: unary(() => new messages.GetSchemaResponse().setSchema(JSON.stringify({ name: 'azuread', version }))),
  checkConfig: unary((/** @type {messages.CheckRequest} */ request) => {
    return new messages.CheckResponse().setInputs(request.getNews());
  }),
  diffConfig: unary(() => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
  // An engine creates nothing in previews with a provider that does not say that it supports them.
  configure: unary(() => {
    return new messages.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true);
  }),
  check: unary(check),
  diff: unary(diff),
  create: unary(create),
  read: unary(read),
  update: unary(update),
  delete: unary(() => new empty.Empty()),
  cancel: unary(() => new empty.Empty()),
  invoke: unary(invoke),
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(String(port));
});
// The engine holds the other end: it is closed when the engine is gone, however it went.
process.stdin.once('end', () => process.exit(0)).resume();
