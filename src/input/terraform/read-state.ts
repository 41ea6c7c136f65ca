import { listOf, memberOf } from '../members.js';
import { itemsOfResources } from '../resources/items.js';
import { type InputItem, type JsonSource, Pending } from '../source.js';
import { formatFault, type Instance, resourcesOf, shownInstance, shownResources } from './json-resources.js';

/** Reads the registrations of a Terraform state: the file itself (version 4), or as `terraform show -json` prints it. */
export function* readTerraformState(source: JsonSource): Iterable<InputItem> {
  const reason = unreadable(source.value);
  if (reason !== undefined) {
    yield { kind: 'passed-over', reason };
    return;
  }
  const shown = shownResources(memberOf(memberOf(source.value, 'values'), 'root_module'), ['values', 'root_module']);
  const instances = [...shown.map(shownInstance), ...storedInstances(source.value)];
  // Everything is known, so that ids tell what belongs together.
  const setting = { pendingAt: () => new Pending([]), originsOf: () => ({ resources: [], others: [] }) };
  yield* itemsOfResources(
    resourcesOf(
      source,
      instances,
      () => setting,
      () => [],
    ),
    'a Terraform state',
  );
}

function unreadable(state: unknown): string | undefined {
  if (memberOf(state, 'encrypted_data') !== undefined) {
    return 'is an encrypted OpenTofu state: lint what tofu show -json prints';
  }
  const version = memberOf(state, 'version');
  if (typeof version === 'number' && version !== 4) {
    return `is a Terraform state of version ${version}, and only version 4 is read: lint what terraform show -json prints`;
  }
  return formatFault(state, 'state');
}

/** The resource instances of a state file. */
function storedInstances(state: unknown): readonly Instance[] {
  return listOf(memberOf(state, 'resources')).flatMap((resource, index) =>
    listOf(memberOf(resource, 'instances')).flatMap((instance, position) => {
      // A deposed object is deleted with the next apply, beside what took its place.
      if (memberOf(instance, 'deposed') !== undefined) return [];
      return [
        {
          address: addressOf(resource, memberOf(instance, 'index_key')),
          type: String(memberOf(resource, 'type')),
          isData: memberOf(resource, 'mode') === 'data',
          values: memberOf(instance, 'attributes'),
          unknown: undefined,
          hidden: hiddenValues(memberOf(instance, 'sensitive_attributes')),
          pointer: ['resources', index, 'instances', position, 'attributes'],
        },
      ];
    }),
  );
}

function addressOf(resource: unknown, key: unknown): string {
  const module = memberOf(resource, 'module');
  const prefix = typeof module === 'string' ? `${module}.` : '';
  const data = memberOf(resource, 'mode') === 'data' ? 'data.' : '';
  const index = typeof key === 'string' || typeof key === 'number' ? `[${JSON.stringify(key)}]` : '';
  return `${prefix}${data}${String(memberOf(resource, 'type'))}.${String(memberOf(resource, 'name'))}${index}`;
}

/** A state file lists the paths of what must not be shown: each becomes an object of the form of the values. */
function hiddenValues(paths: unknown): readonly unknown[] {
  return listOf(paths).flatMap((path) => {
    const keys = listOf(path).map((step) => {
      const value = memberOf(step, 'value');
      return memberOf(step, 'type') === 'index' ? memberOf(value, 'value') : value;
    });
    // Elements of a set have no index of their own: all of the set is hidden.
    const known = keys.slice(0, longestPath);
    const end = known.findIndex((key) => typeof key !== 'string' && typeof key !== 'number');
    return [known.slice(0, end === -1 ? known.length : end).reduceRight<unknown>(maskOf, true)];
  });
}

const longestPath = 50;

function maskOf(below: unknown, key: unknown): unknown {
  if (typeof key === 'string') return Object.fromEntries([[key, below]]);
  const list: unknown[] = [];
  if (typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < mostItems) list[key] = below;
  return list;
}

const mostItems = 100_000;
