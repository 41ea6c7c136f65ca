// The stand-in provider as a process, and the calls that the small engine makes of it.
import { fileURLToPath } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import { startPlugin } from './plugin.js';
import { answer, fromStruct, noLimit, toStruct, type Values } from './protocol.js';

/** Packages whose resources the stand-in creates. */
export const packages: readonly string[] = ['azuread', 'msgraph'];

export interface Provider {
  /** Inputs with the provider's defaults; throws where the provider refuses them. */
  readonly check: (urn: string, inputs: Values) => Promise<Values>;
  /** What a preview knows of the outputs. */
  readonly create: (urn: string, inputs: Values) => Promise<Values>;
  readonly read: (urn: string, id: string, inputs: Values) => Promise<Values>;
  /** Throws what the function has to say against its arguments. */
  readonly invoke: (token: string, args: Values) => Promise<Values>;
  readonly stop: () => Promise<void>;
}

const script = fileURLToPath(new URL('azuread-provider.mjs', import.meta.url));

/** Starts the provider and configures it for previews. */
export async function startProvider(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Provider> {
  const plugin = await startPlugin({ what: 'the provider', args: [script], folder, env });
  const client = new services.ResourceProviderClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure(), noLimit);
  const request = new messages.ConfigureRequest().setAcceptsecrets(true).setAcceptresources(true);
  await answer<unknown>((done) => client.configure(request.setArgs(toStruct({})), done));
  return {
    check: (urn, inputs) => check(client, urn, inputs),
    create: async (urn, inputs) => {
      const request = new messages.CreateRequest().setUrn(urn).setProperties(toStruct(inputs)).setPreview(true);
      const response = await answer<messages.CreateResponse>((done) => client.create(request, done));
      return fromStruct(response.getProperties());
    },
    read: async (urn, id, inputs) => {
      const request = new messages.ReadRequest().setUrn(urn).setId(id).setProperties(toStruct(inputs));
      const response = await answer<messages.ReadResponse>((done) => client.read(request, done));
      return fromStruct(response.getProperties());
    },
    invoke: async (token, args) => {
      const request = new messages.InvokeRequest().setTok(token).setArgs(toStruct(args)).setPreview(true);
      const response = await answer<messages.InvokeResponse>((done) => client.invoke(request, done));
      return fromStruct(response.getReturn());
    },
    stop: () => {
      client.close();
      return plugin.stop();
    },
  };
}

type Client = InstanceType<typeof services.ResourceProviderClient>;

async function check(client: Client, urn: string, inputs: Values): Promise<Values> {
  const request = new messages.CheckRequest().setUrn(urn).setOlds(toStruct({})).setNews(toStruct(inputs));
  const response = await answer<messages.CheckResponse>((done) => client.check(request, done));
  const failures = response.getFailuresList().map((each) => `${each.getProperty()}: ${each.getReason()}`);
  if (failures.length > 0) throw new Error(`${urn}: ${failures.join('; ')}`);
  return fromStruct(response.getInputs());
}
