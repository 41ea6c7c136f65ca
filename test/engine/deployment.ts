// What the small engine does with each resource of a program, and what it has seen at the end.
import type { ReadResourceRequest, RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import { project, stack, type Violation } from './engine.js';
import type { Pack, PolicyResource } from './pack.js';
import { fromMap, fromStruct, hideValues, type Values } from './protocol.js';
import { type Provider, packages } from './provider.js';

/** A resource with everything that policies may ask for. */
export interface Resource extends PolicyResource {
  readonly inputs: Values;
  outputs: Values;
}

/** What a program is told of a resource; in a preview it has no id. */
type Known = Pick<Resource, 'urn' | 'outputs'>;

export interface Deployment {
  readonly register: (request: RegisterResourceRequest) => Promise<Known>;
  readonly read: (request: ReadResourceRequest) => Promise<Known>;
  readonly setOutputs: (urn: string, outputs: Values) => void;
  readonly invoke: (token: string, version: string, args: Values) => Promise<Values>;
  /** What policies say of the stack as a whole; nothing if a resource has failed. */
  readonly finish: () => Promise<void>;
  readonly violations: readonly Violation[];
  /** Why the deployment has ended early: the first thing that went wrong. */
  readonly failure: () => Error | undefined;
}

const rootType = 'pulumi:pulumi:Stack';
const rootUrn = urnOf(rootType, `${project}-${stack}`, '');

interface Seen {
  readonly pack: Pack | undefined;
  readonly provider: Provider;
  readonly resources: Map<string, Resource>;
  readonly violations: Violation[];
}

/** A preview: nothing exists before, and nothing is created. */
export function startDeployment(pack: Pack | undefined, provider: Provider): Deployment {
  const seen: Seen = { pack, provider, resources: new Map(), violations: [] };
  const { inTurn, failure } = takeTurns();
  return {
    violations: seen.violations,
    failure,
    register: (request) => inTurn(() => register(seen, request)),
    read: (request) => inTurn(() => read(seen, request)),
    setOutputs: (urn, outputs) => {
      const resource = seen.resources.get(urn);
      if (resource !== undefined) resource.outputs = outputs;
    },
    invoke: (token, version, args) =>
      inTurn(async () => {
        expectPackage(token);
        await providerOf(seen, '', token, version);
        return provider.invoke(token, args);
      }),
    finish: async () => {
      const found = inTurn(() => analyzeStack(pack, [...seen.resources.values()]));
      // A failure is kept for the one who asks for it.
      seen.violations.push(...(await found.catch(() => [])));
    },
  };
}

/** One step after the other, as the engine plans resources; after a failure no more. */
function takeTurns() {
  let failure: Error | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = before.then(() => {
      if (failure !== undefined) throw new Error('the preview has failed');
      return step();
    });
    before = result.catch((error: Error) => {
      failure ??= error;
    });
    return result;
  };
  return { inTurn, failure: () => failure };
}

async function register(seen: Seen, request: RegisterResourceRequest): Promise<Known> {
  if (request.getRemote()) throw new Error('the small engine has no remote components');
  const described = describe(request);
  const { urn, type } = described;
  const given = fromStruct(request.getObject());
  if (!isCustom(request)) return add(seen, { ...described, inputs: given, outputs: given });
  expectPackage(type);
  const owner = await providerOf(seen, request.getProvider(), type, request.getVersion());
  const inputs = await seen.provider.check(urn, given);
  const resource = await add(seen, { ...described, ...(owner && { provider: owner }), inputs, outputs: inputs });
  const outputs = await seen.provider.create(urn, inputs);
  resource.outputs = hideValues(outputs, request.getAdditionalsecretoutputsList());
  return resource;
}

/** What exists already is read: no policy is told of it, neither by itself nor as a part of the stack. */
async function read(seen: Seen, request: ReadResourceRequest): Promise<Known> {
  const type = request.getType();
  const urn = urnOf(type, request.getName(), request.getParent());
  expectPackage(type);
  await providerOf(seen, request.getProvider(), type, request.getVersion());
  return { urn, outputs: await seen.provider.read(urn, request.getId(), fromStruct(request.getProperties())) };
}

async function add({ pack, resources, violations }: Seen, resource: Resource): Promise<Resource> {
  if (resources.has(resource.urn)) throw new Error(`Duplicate resource URN '${resource.urn}'`);
  resources.set(resource.urn, resource);
  violations.push(...((await pack?.analyze(resource, resource.inputs)) ?? []));
  return resource;
}

/** Programs seldom name a provider: the engine adds one, and policies see it. */
async function providerOf(seen: Seen, reference: string, type: string, version: string): Promise<Resource | undefined> {
  if (reference !== '') return seen.resources.get(withoutId(reference));
  const name = version === '' ? 'default' : `default_${version.replaceAll('.', '_')}`;
  const providerType = `pulumi:providers:${type.split(':')[0]}`;
  const urn = urnOf(providerType, name, '');
  const inputs: Values = version === '' ? {} : { version };
  return seen.resources.get(urn) ?? add(seen, { urn, type: providerType, name, inputs, outputs: inputs });
}

/** A reference to a provider is its URN and its id. */
export function withoutId(reference: string): string {
  return reference.split('::').slice(0, 4).join('::');
}

/** What policies say of all resources together; what names none of them is said of the stack. */
export async function analyzeStack(
  pack: Pack | undefined,
  resources: readonly Resource[],
): Promise<readonly Violation[]> {
  const urns = new Set(resources.map(({ urn }) => urn));
  const root = resources.find(({ type }) => type === rootType)?.urn ?? rootUrn;
  const found = await pack?.analyzeStack(resources.map((resource) => [resource, resource.outputs] as const));
  return (found ?? []).map((violation) => ({ ...violation, urn: urns.has(violation.urn) ? violation.urn : root }));
}

function describe(request: RegisterResourceRequest) {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  return {
    urn: urnOf(type, name, parent),
    type,
    name,
    parent,
    ignoreChanges: request.getIgnorechangesList(),
    dependencies: request.getDependenciesList(),
    propertyDependencies: fromMap(request.getPropertydependenciesMap(), (each) => each.getUrnsList()),
  };
}

/** Components and the stack belong to no provider, and a provider is not created by another one. */
function isCustom(request: RegisterResourceRequest): boolean {
  return request.getCustom() && !request.getType().startsWith('pulumi:');
}

function expectPackage(token: string): void {
  const [name = ''] = token.split(':');
  if (!packages.includes(name)) throw new Error(`the small engine has no provider for ${name}`);
}

function urnOf(type: string, name: string, parent: string): string {
  const outer = parent.split('::')[2] ?? '';
  const types = outer === '' || outer === rootType ? type : `${outer}$${type}`;
  return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}
