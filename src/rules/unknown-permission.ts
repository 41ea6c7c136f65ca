import { ageInDays, staleAfterDays } from '../catalog/age.js';
import type { Catalog, Permission } from '../catalog/types.js';
import { isGrant } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule, type ResolvedRequest, type RuleContext } from './define-rule.js';
import { deploymentCatalog, firstPartyApis, liveGraph, wrongIdReports } from './sources.js';
import { aKind, anyOf, fullLabel, label, quoted, refOfRequest, whatBecomes } from './wording.js';

export default defineRule({
  id: 'unknown-permission',
  title: 'Permission that does not exist',
  category: 'resolve',
  severity: 'high',
  why: 'The service stores any id. Consent and .default sign-in then fail for every permission of the list, and the portal shows a bare GUID.',
  remedy: 'Look the permission up by name (permlint resolve NAME) and write its id for the kind you need.',
  sources: [liveGraph, firstPartyApis, deploymentCatalog, wrongIdReports],
  resolutions: ['unknown'],
  *check(_application, context) {
    for (const { request, resolution } of context.requests) {
      if (resolution.status !== 'unknown') continue;
      const { api } = resolution;
      const hint =
        isSeveral(resolution) && isGrant(request)
          ? 'Write one name an entry, without the address of the API.'
          : resolution.draft
            ? draftHint(context.catalog, resolution.draft)
            : (otherKindHint(context, resolution) ?? nearHint(context, request, resolution));
      const what = resolution.isName
        ? `${api.name} has no ${resolution.of ?? knownValue(request.kind)} permission named ${quoted(resolution.value)}`
        : `${api.name} has no permission with the id ${resolution.value}`;
      yield {
        at: request.permission.at,
        message: `${what}: ${resolution.of ? 'a tool that looks its id up by this name finds none' : whatBecomes(request)}. ${hint}${age(context)}`,
        permission: refOfRequest(request, api),
      };
    }
  },
});

type Unknown = Extract<ResolvedRequest['resolution'], { status: 'unknown' }>;

/** A text of several names, or one with the address of its API, as a token request takes it. */
function isSeveral({ isName, value }: Unknown): boolean {
  return isName && /[\s/]/.test(value.trim());
}

function draftHint(catalog: Catalog, draft: Permission): string {
  const live = catalog.succession(draft)?.successors ?? [];
  const was = `The id was a draft of ${draft.name} and never released`;
  return live.length > 0
    ? `${was}; write ${anyOf(live.map(fullLabel))}.`
    : `${was}, and no released ${draft.kind} permission has that name.`;
}

/** A name under the other kind is looked for among the wrong permissions. */
function otherKindHint({ catalog }: RuleContext, { api, value, of }: Unknown): string | undefined {
  const named = of && catalog.permissionsByName(api, value).find(({ kind, state }) => kind !== of && state === 'live');
  if (!named) return undefined;
  const type = named.kind === 'application' ? 'Role' : 'Scope';
  return `${label(named)} is ${aKind(named.kind)}: look its id up among those, and give it the type ${type}.`;
}

function nearHint(
  { catalog }: RuleContext,
  { kind }: ResolvedRequest['request'],
  { api, value, isName, of = knownValue(kind) }: Unknown,
): string {
  const near = isName ? catalog.nearest(api, value, of, 3) : catalog.nearestIds(api, value, 3);
  const elsewhere = isName ? catalog.permissionsNamed(value).map((permission) => permission.api.name) : [];
  const apis = [...new Set(elsewhere)];
  const owner = apis.length > 0 && apis.length <= 3 ? `A permission of that name belongs to ${anyOf(apis)}. ` : '';
  if (near.length > 0) return `${owner}Did you mean ${anyOf(near.map(isName ? label : fullLabel))}?`;
  if (owner !== '') return owner.trimEnd();
  return 'Look the permission up by its name: permlint resolve NAME.';
}

function age({ catalog, now }: RuleContext): string {
  return ageInDays(catalog, now) > staleAfterDays
    ? ` The catalog is of ${catalog.date} and lacks permissions that were published since; look for a newer permlint.`
    : '';
}
