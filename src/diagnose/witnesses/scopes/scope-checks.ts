// Whether the scopes of a request exist, and are what can be asked for.
import type { Api, Catalog, Permission } from '../../../catalog/types.js';
import { anyOf } from '../../../model/wording.js';
import type { Step } from '../../causes/cause-text.js';
import { quotedText } from '../../quoted-text.js';
import { quotedUri } from './quoted-uri.js';
import type { AskedScope } from './read-scopes.js';

/** What is wrong with a scope. */
export interface ScopeFault {
  /** Without a full stop. */
  readonly title: string;
  readonly evidence: string;
  readonly steps: readonly Step[];
}

const notScopes = ['groups', 'roles', 'wids', 'api'];

/** What is wrong with a scope; undefined where nothing is, or nothing is known of its API. */
export function scopeFault(catalog: Catalog, { raw, api, name }: AskedScope): ScopeFault | undefined {
  if (name === undefined || api === undefined || name.toLowerCase() === '.default') return undefined;
  const written = quotedUri(raw, 100);
  const own = catalog.permissionsByName(api, name);
  if (own.some((each) => each.kind === 'delegated' && isOpen(each))) return undefined;
  const application = own.find((each) => each.kind === 'application' && isOpen(each));
  if (application !== undefined) return applicationOnly(catalog, application);
  const specific = own.find(({ resourceSpecific }) => resourceSpecific);
  if (specific !== undefined) return resourceSpecific(specific);
  const [gone] = own;
  if (gone !== undefined) return closed(catalog, gone);
  return api.complete ? unknownName(catalog, api, name, written) : undefined;
}

const isOpen = ({ state, resourceSpecific: specific }: Permission): boolean =>
  (state === 'live' || state === 'disabled') && !specific;

function applicationOnly(catalog: Catalog, { name, api }: Permission): ScopeFault {
  const near = catalog.nearest(api, name, 'delegated', 3).map((each) => each.name);
  const others = near.length === 0 ? '' : ` Delegated ones with like names: ${near.join(', ')}.`;
  return {
    title: `${name} is an application permission and no scope of a user`,
    evidence: `${name} of ${api.name} exists as an application permission only, so that no user can be asked for it.`,
    steps: [
      {
        text: `Without a user, ask for ${resourceUri(api)}/.default with client credentials: the token then has every application permission that was granted.`,
      },
      { text: `With a user, ask for a delegated permission.${others}` },
    ],
  };
}

function resourceSpecific({ name }: Permission): ScopeFault {
  return {
    title: `${name} is a resource-specific permission and no scope`,
    evidence: `${name} is granted where a Teams app is installed; it cannot be asked for in a request for a token.`,
    steps: [{ text: 'Name it in the manifest of the Teams app, and install the app in the team or chat.' }],
  };
}

function closed(catalog: Catalog, permission: Permission): ScopeFault {
  const { name, api, state } = permission;
  const successors = catalog.succession(permission)?.successors.map((each) => each.name) ?? [];
  const now = successors.length === 0 ? '' : ` Its name is carried on by ${anyOf(successors)}.`;
  return {
    title: `${name} can no longer be asked for`,
    evidence: `${name} of ${api.name} is ${state === 'retired' ? 'retired' : 'not released'}: the service does not list it.${now}`,
    steps: [
      { text: 'See what permlint knows of it.', commands: [{ tool: 'permlint', text: `permlint explain ${name}` }] },
    ],
  };
}

function unknownName(catalog: Catalog, api: Api, name: string, written: string): ScopeFault {
  const near = catalog.nearest(api, name, 'delegated', 3).map((each) => each.name);
  const elsewhere = catalog
    .permissionsNamed(name.slice(0, 120))
    .filter((each) => each.kind === 'delegated' && each.api.appId !== api.appId);
  const owners = [...new Set(elsewhere.map((each) => each.api.name))];
  const evidence = `${api.name} has no delegated permission ${quotedText(name, 80)}; it was asked for as ${written}.`;
  const title = `${api.name} has no scope ${quotedText(name, 60)}`;
  if (notScopes.includes(name.toLowerCase()))
    return {
      title,
      evidence,
      steps: [
        {
          text: 'Take it out of the scopes: such claims are configured in the registration (optional claims, app roles).',
        },
      ],
    };
  const steps: Step[] = [];
  if (near.length > 0)
    steps.push({ text: `Correct the name: the nearest ${near.length === 1 ? 'is' : 'are'} ${anyOf(near)}.` });
  if (owners.length > 0 && owners.length <= 3) steps.push(otherApiStep(elsewhere[0], owners));
  steps.push({
    text: 'A scope of an API of your own is asked for with its URI before it: api://<api-app-id>/<scope>. A bare name is looked up on Microsoft Graph.',
  });
  return {
    title,
    evidence:
      owners.length === 0
        ? evidence
        : `${evidence} ${owners.length > 3 ? `${owners.length} other APIs have` : `${anyOf(owners)} has`} one of that name.`,
    steps,
  };
}

function otherApiStep(first: Permission | undefined, owners: readonly string[]): Step {
  const uri = first === undefined ? '' : resourceUri(first.api);
  return {
    text: `Where ${anyOf(owners.slice(0, 3))} is meant, put the API before the name: ${uri}/${first?.name ?? ''}.`,
  };
}

/** What stands before the scopes of an API: its appId does for every one. */
function resourceUri({ appId, name }: Api): string {
  return name === 'Microsoft Graph' ? 'https://graph.microsoft.com' : appId;
}
