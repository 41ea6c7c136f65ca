// The services that a program talks to: the resource monitor, and the engine for what it logs.
import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js';
import engineServices from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import engine, { type LogRequest, type SetRootResourceRequest } from '@pulumi/pulumi/proto/engine_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import services from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import messages, {
  type ReadResourceRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
} from '@pulumi/pulumi/proto/resource_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Deployment } from './deployment.js';
import { fromStruct, noLimit, toStruct } from './protocol.js';

export interface Monitor {
  readonly address: string;
  /** What the program, the pack or the provider logged. */
  readonly logged: () => string;
  readonly stop: () => void;
}

/** Serves a deployment; the deployment starts later, as the pack has to know the address, too. */
export async function startMonitor(deployment: () => Deployment): Promise<Monitor> {
  const lines: string[] = [];
  const server = new Server(noLimit);
  server.addService(services.ResourceMonitorService, monitorOf(deployment));
  server.addService(engineServices.EngineService, engineOf(lines));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    logged: () => lines.join('\n'),
    stop: () => server.forceShutdown(),
  };
}

function monitorOf(deployment: () => Deployment) {
  return {
    // Secrets arrive as such; everything else that a program may ask for has an older way.
    supportsFeature: unary((request: SupportsFeatureRequest) => {
      return new messages.SupportsFeatureResponse().setHassupport(request.getId() === 'secrets');
    }),
    registerResource: unary(async (request: RegisterResourceRequest) => {
      const { urn, outputs } = await deployment().register(request);
      return new messages.RegisterResourceResponse().setUrn(urn).setObject(toStruct(outputs));
    }),
    registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => {
      deployment().setOutputs(request.getUrn(), fromStruct(request.getOutputs()));
      return new empty.Empty();
    }),
    readResource: unary(async (request: ReadResourceRequest) => {
      const { urn, outputs } = await deployment().read(request);
      return new messages.ReadResourceResponse().setUrn(urn).setProperties(toStruct(outputs));
    }),
    invoke: unary(async (request: ResourceInvokeRequest) => {
      const args = fromStruct(request.getArgs());
      const result = await deployment().invoke(request.getTok(), request.getVersion(), args);
      return new provider.InvokeResponse().setReturn(toStruct(result));
    }),
    signalAndWaitForShutdown: unary(() => new empty.Empty()),
  };
}

function engineOf(lines: string[]) {
  let root = '';
  const severities = ['debug', 'info', 'warning', 'error'];
  return {
    log: unary((request: LogRequest) => {
      const severity = severities[request.getSeverity()] ?? '';
      if (severity !== 'debug') lines.push(`${severity}: ${request.getMessage()}`);
      return new empty.Empty();
    }),
    getRootResource: unary(() => new engine.GetRootResourceResponse().setUrn(root)),
    setRootResource: unary((request: SetRootResourceRequest) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
  };
}

function unary<Request, Response>(
  respond: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request }, done) => {
    try {
      done(null, await respond(request));
    } catch (error) {
      done({ details: error instanceof Error ? error.message : String(error) });
    }
  };
}
