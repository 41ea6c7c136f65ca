// A running policy pack, spoken to as Pulumi's engine does: started with the SDK's own runner, over loopback.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { credentials } from '@grpc/grpc-js';
import services, { type AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import messages, { type AnalyzeDiagnostic, type AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Violation } from './engine.js';
import { startPlugin } from './plugin.js';
import type { PolicySettings } from './policy-config.js';
import { answer, noLimit, toStruct, type Values, withoutInternal } from './protocol.js';

/** A resource as policies are told of it. */
export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string | undefined;
  readonly ignoreChanges?: readonly string[] | undefined;
  readonly dependencies?: readonly string[] | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly provider?: { readonly urn: string; readonly type: string; readonly name: string; readonly inputs: Values };
}

export interface Pack {
  readonly info: AnalyzerInfo;
  /** Milliseconds from the start: to the port, and to the answer what is in the pack. */
  readonly ready: { readonly port: number; readonly info: number };
  readonly configure: (settings: ReadonlyMap<string, PolicySettings>) => Promise<void>;
  readonly analyze: (resource: PolicyResource, inputs: Values) => Promise<readonly Violation[]>;
  /** Every resource with its outputs; the URN of a violation is that of the resource it names, if any. */
  readonly analyzeStack: (resources: readonly (readonly [PolicyResource, Values])[]) => Promise<readonly Violation[]>;
  readonly printed: () => string;
  readonly stop: () => Promise<void>;
}

export interface StartPack {
  readonly folder: string;
  /** Where the engine listens; the pack only calls it to log. */
  readonly engine?: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Starts the pack in the folder, and asks what is in it. */
export async function startPackProcess({ folder, engine = '127.0.0.1:1', env }: StartPack): Promise<Pack> {
  const started = performance.now();
  const runner = createRequire(`${folder}/package.json`).resolve('@pulumi/pulumi/cmd/run-policy-pack');
  const plugin = await startPlugin({ what: 'the pack', args: [runner, engine, folder], folder, env });
  const port = performance.now() - started;
  const client = new services.AnalyzerClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure(), noLimit);
  const info = await answer<AnalyzerInfo>((done) => client.getAnalyzerInfo(new empty.Empty(), done));
  return {
    info,
    ready: { port, info: performance.now() - started },
    configure: (settings) => configure(client, settings),
    analyze: (resource, inputs) => analyze(client, resource, inputs),
    analyzeStack: (resources) => analyzeStack(client, resources),
    printed: plugin.printed,
    stop: () => {
      client.close();
      return plugin.stop();
    },
  };
}

async function configure(client: AnalyzerClient, settings: ReadonlyMap<string, PolicySettings>): Promise<void> {
  const request = new messages.ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of settings) {
    const config = new messages.PolicyConfig().setEnforcementlevel(level).setProperties(toStruct(properties));
    request.getPolicyconfigMap().set(name, config);
  }
  await answer<unknown>((done) => client.configure(request, done));
}

async function analyze(client: AnalyzerClient, resource: PolicyResource, inputs: Values) {
  const request = describe(new messages.AnalyzeRequest(), resource, inputs);
  const response = await answer<messages.AnalyzeResponse>((done) => client.analyze(request, done));
  return response.getDiagnosticsList().map((each) => ({ ...violationOf(each), urn: resource.urn }));
}

async function analyzeStack(client: AnalyzerClient, resources: readonly (readonly [PolicyResource, Values])[]) {
  const request = new messages.AnalyzeStackRequest();
  for (const [resource, outputs] of resources) {
    const told = describe(new messages.AnalyzerResource(), resource, outputs);
    told.setParent(resource.parent ?? '').setDependenciesList([...(resource.dependencies ?? [])]);
    for (const [name, urns] of Object.entries(resource.propertyDependencies ?? {})) {
      const dependencies = new messages.AnalyzerPropertyDependencies().setUrnsList([...urns]);
      if (urns.length > 0) told.getPropertydependenciesMap().set(name, dependencies);
    }
    request.addResources(told);
  }
  const response = await answer<messages.AnalyzeResponse>((done) => client.analyzeStack(request, done));
  return response.getDiagnosticsList().map(violationOf);
}

function describe<T extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: T,
  { type, name, urn, parent, ignoreChanges = [], provider }: PolicyResource,
  values: Values,
): T {
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  const timeouts = new messages.AnalyzerResourceOptions.CustomTimeouts();
  const options = new messages.AnalyzerResourceOptions().setCustomtimeouts(timeouts).setParent(parent ?? '');
  message.setOptions(options.setIgnorechangesList([...ignoreChanges]));
  message.setProperties(toStruct(withoutInternal(values)));
  if (provider !== undefined) {
    const told = new messages.AnalyzerProviderResource().setType(provider.type).setUrn(provider.urn);
    message.setProvider(told.setName(provider.name).setProperties(toStruct(withoutInternal(provider.inputs))));
  }
  return message;
}

const severities = ['', 'low', 'medium', 'high', 'critical'];

function violationOf(diagnostic: AnalyzeDiagnostic): Violation {
  // What remediation has left over blocks, too.
  const isAdvisory = diagnostic.getEnforcementlevel() === messages.EnforcementLevel.ADVISORY;
  return {
    policy: diagnostic.getPolicyname(),
    level: isAdvisory ? 'advisory' : 'mandatory',
    severity: severities[diagnostic.getSeverity()] ?? '',
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage().trim(),
  };
}
