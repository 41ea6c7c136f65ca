import { listOf, memberOf, recordOf } from '../members.js';
import { itemsOfResources } from '../resources/items.js';
import { type InputItem, isRecord, type JsonSource, Pending } from '../source.js';
import { withoutIndexes } from './json-address.js';
import { markedChanges } from './json-hidden.js';
import { openReferences } from './json-references.js';
import {
  formatFault,
  type Instance,
  resourcesOf,
  type Setting,
  type Shown,
  shownInstance,
  shownResources,
} from './json-resources.js';
import type { Path } from './json-values.js';

/** Reads the registrations of a Terraform plan, as `terraform show -json` prints it. */
export function* readTerraformPlan(source: JsonSource): Iterable<InputItem> {
  const reason = formatFault(source.value, 'plan');
  if (reason !== undefined) {
    yield { kind: 'passed-over', reason };
    return;
  }
  const { planned, read } = instancesOf(source.value);
  const all = [...planned, ...read];
  const settingOf = openSettings(source.value, all, new Set(read.map(({ address }) => withoutIndexes(address))));
  const resources = resourcesOf(source, all, settingOf, () => [
    ...markedChanges(source.value),
    ...priorResources(source.value).map(({ resource, pointer }) => ({
      mask: resource.sensitive_values,
      pointer: [...pointer, 'values'],
    })),
  ]);
  yield* itemsOfResources(resources, 'a Terraform plan');
}

/** What there will be, and what was read from elsewhere already. */
function instancesOf(plan: unknown): { readonly planned: readonly Instance[]; readonly read: readonly Instance[] } {
  const changes = changesOf(plan);
  const shown = shownResources(memberOf(memberOf(plan, 'planned_values'), 'root_module'), [
    'planned_values',
    'root_module',
  ]);
  const planned = shown.map((each) => plannedInstance(each, changes.get(each.address)));
  const known = new Set(planned.map(({ address }) => address));
  // Some tools cut the plan down to its changes.
  const changed = [...changes.values()].filter(({ address }) => !known.has(address)).flatMap(changedInstance);
  const read = priorResources(plan)
    .filter(({ address, resource }) => resource.mode === 'data' && !known.has(address))
    .map(shownInstance);
  return { planned: [...planned, ...changed], read };
}

function priorResources(plan: unknown): readonly Shown[] {
  const root = memberOf(memberOf(memberOf(plan, 'prior_state'), 'values'), 'root_module');
  return shownResources(root, ['prior_state', 'values', 'root_module']);
}

/** The changes of the plan by address, and those that wait for something else to be applied first. */
function changesOf(plan: unknown): ReadonlyMap<string, Shown> {
  const changes = new Map<string, Shown>();
  const add = (resource: unknown, pointer: Shown['pointer']): void => {
    const address = memberOf(resource, 'address');
    // A deposed object is deleted, beside what takes its place.
    if (!isRecord(resource) || typeof address !== 'string' || resource.deposed !== undefined) return;
    changes.set(address, { resource, address, pointer });
  };
  for (const [index, each] of listOf(memberOf(plan, 'deferred_changes')).entries()) {
    add(memberOf(each, 'resource_change'), ['deferred_changes', index, 'resource_change']);
  }
  for (const [index, each] of listOf(memberOf(plan, 'resource_changes')).entries())
    add(each, ['resource_changes', index]);
  return changes;
}

function plannedInstance(shown: Shown, change: Shown | undefined): Instance {
  const instance = shownInstance(shown);
  const { after_unknown: unknown, after_sensitive: hidden } = recordOf(change?.resource.change);
  return { ...instance, unknown, hidden: [...instance.hidden, hidden] };
}

/** A resource of which only the change is told; one that is deleted or forgotten has nothing after it. */
function changedInstance({ resource, address, pointer }: Shown): readonly Instance[] {
  const { actions, after, after_unknown: unknown, after_sensitive: hidden } = recordOf(resource.change);
  const all = listOf(actions);
  const isGone = all.length > 0 && all.every((action) => action === 'delete' || action === 'forget');
  if (isGone || !isRecord(after)) return [];
  const at = [...pointer, 'change', 'after'];
  const isData = resource.mode === 'data';
  return [{ address, type: String(resource.type), isData, values: after, unknown, hidden: [hidden], pointer: at }];
}

/** How the configuration explains what is not known yet; what was read already is not waited for. */
function openSettings(
  plan: unknown,
  all: readonly Instance[],
  read: ReadonlySet<string>,
): (instance: Instance) => Setting {
  const originsOf = openReferences(
    memberOf(plan, 'configuration'),
    all.map(({ address }) => address),
  );
  return ({ address }) => ({
    originsOf: (attribute) => originsOf(address, [attribute]),
    pendingAt: (path: Path) => {
      const { resources, others } = originsOf(address, path);
      const awaited = resources.filter((each) => !read.has(withoutIndexes(each)));
      return new Pending([...new Set([...awaited, ...others])]);
    },
  });
}
