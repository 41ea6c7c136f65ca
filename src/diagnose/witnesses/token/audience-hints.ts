import type { Step } from '../../causes/cause-text.js';
import type { Hint } from '../../hint.js';
import { quotedText, safeText } from '../../quoted-text.js';
import {
  authorities,
  cloudNames,
  cloudsOfIssuer,
  isByHost,
  type Resource,
  resourceOfAudience,
} from '../../token/resources.js';
import { hasCode, hintsOf, isAlone, type ReadToken } from './looked-at.js';

/** Whether the token is for the API that was called, and for its cloud. */
export function audienceHints(read: ReadToken): readonly Hint[] {
  const { claims, context, call, refusal } = read;
  const { status } = refusal;
  // An id token is for its application; that is said where its text is looked at.
  if (claims.audiences.length === 0 || claims.isIdToken) return [];
  // What answers otherwise has taken the token.
  if (status !== undefined && status !== 401 && status !== 403) return [];
  const audiences = claims.audiences.slice(0, 20).map((audience) => resourceOfAudience(audience, context.catalog));
  if (call === undefined) return withoutCall(read, audiences);
  const { resource, host } = call;
  if (resource === undefined) return hintsOf(atOtherHost(read, audiences, host ?? ''));
  const same = audiences.filter(({ key }) => key === resource.key);
  const [right] = same;
  if (right === undefined) return [wrongAudience(read, audiences, resource)];
  return sameApi(read, right, resource);
}

const said = ({ claims }: ReadToken): string => {
  const [first = '', ...others] = claims.audiences;
  return others.length === 0 ? quotedText(first) : `${quotedText(first)} and ${others.length} more`;
};

function subject(read: ReadToken, audiences: readonly Resource[]): string {
  const [first] = audiences;
  const name = first === undefined || !first.isKnown ? "an API that is none of Microsoft's" : first.name;
  const plural = audiences.length > 1;
  return `The token's audience${plural ? 's are' : ' is'} ${said(read)}${plural ? '' : `, which is ${name}`}`;
}

function wrongAudience(read: ReadToken, audiences: readonly Resource[], called: Resource): Hint {
  const { status } = read.refusal;
  const [first] = audiences;
  const isOwn = first?.isKnown !== true;
  const own = isOwn ? 'an API of your own' : first.name;
  return {
    cause: 'wrong-audience',
    weight: status === 403 ? 86 : 94,
    evidence: `${subject(read, audiences)}; the call went to ${called.name}${called.host === undefined ? '' : ` (${safeText(called.host)})`}.`,
    title: `The token is for ${audiences.length > 1 ? 'other APIs' : own}, not for ${called.name}`,
    steps: stepsTo(called, isOwn && read.claims.kind === 'delegated'),
  };
}

function stepsTo(called: Resource, isExchange: boolean): readonly Step[] {
  const scope = called.scope ?? '<application ID URI of the API>/.default';
  const byName =
    called.key === 'graph' ? `, or with permissions by name, such as ${scope.replace('.default', 'User.Read')}` : '';
  const ask: Step = {
    text: `Ask for a token with the scope ${scope}${byName}. A token is for one API: ask for one token for each.`,
    commands: [{ tool: 'azure-cli', text: `az account get-access-token --scope ${scope}` }],
  };
  const exchange: Step = {
    text: `In the API that the token is for, exchange it on behalf of the user for a token with the scope ${scope}: AcquireTokenOnBehalfOf in MSAL .NET, acquire_token_on_behalf_of in MSAL Python, acquireTokenOnBehalfOf in MSAL Node.`,
  };
  return isExchange ? [exchange, ask] : [ask];
}

function sameApi(read: ReadToken, right: Resource, called: Resource): readonly Hint[] {
  const { claims, refusal } = read;
  const ofIssuer = cloudsOfIssuer(claims.issuer ?? '');
  const cloud = right.cloud ?? (ofIssuer?.length === 1 ? ofIssuer[0] : undefined);
  if (called.cloud !== undefined) {
    const isOther =
      right.cloud === undefined ? ofIssuer?.includes(called.cloud) === false : right.cloud !== called.cloud;
    if (isOther) return [wrongCloud(read, right, called, cloud)];
  }
  if (right.host !== undefined && called.host !== undefined && isOtherHost(right, called)) {
    return [otherHost(read, right, called)];
  }
  const isCloudTold = called.cloud !== undefined && cloud === called.cloud;
  const evidence = `The token's audience is ${called.name}, which is what was called.`;
  return hintsOf(
    { cause: 'wrong-audience', weight: -40, evidence },
    refusal.status !== 403 &&
      isCloudTold && {
        cause: 'wrong-cloud',
        weight: -30,
        evidence: `Token and host are both of ${cloudNames[called.cloud]}.`,
      },
  );
}

function wrongCloud({ claims }: ReadToken, right: Resource, called: Resource, cloud: Resource['cloud']): Hint {
  const wanted = called.cloud ?? 'global';
  const isByAudience = right.cloud !== undefined;
  const whose = cloud === undefined ? 'another cloud' : cloudNames[cloud];
  const by = isByAudience ? `is for ${safeText(right.host ?? '')}` : `comes from ${quotedText(claims.issuer ?? '')}`;
  return {
    cause: 'wrong-cloud',
    weight: isByAudience ? 95 : 88,
    evidence: `The token ${by}, so it is one of ${whose}; the call went to ${safeText(called.host ?? '')}, in ${cloudNames[wanted]}.`,
    steps: [
      {
        text: `Sign in at ${authorities[wanted]} and ask for the scope ${called.scope ?? ''}, or call the host of the token's cloud.`,
      },
    ],
  };
}

/** Of services with a host for each tenant a token is for one host. */
function isOtherHost(right: Resource, called: Resource): boolean {
  return isByHost(right) && right.host !== called.host;
}

function otherHost({ refusal }: ReadToken, right: Resource, called: Resource): Hint {
  const tenantOf = ({ host = '' }: Resource): string => (host.split('.')[0] ?? '').replace(/-(?:my|admin)$/, '');
  const isOfTenant = tenantOf(right) === tenantOf(called);
  return {
    cause: 'wrong-audience',
    weight: isOfTenant ? 40 : refusal.status === 403 ? 62 : 80,
    evidence: `The token is for ${safeText(right.host ?? '')}, and the call went to ${safeText(called.host ?? '')}: ${called.name} takes tokens for its own host only.`,
    steps: stepsTo(called, false),
  };
}

function atOtherHost(read: ReadToken, audiences: readonly Resource[], host: string): Hint | undefined {
  const [first] = audiences;
  const isForHost = read.claims.audiences.some((each) => each.toLowerCase().includes(host));
  if (first === undefined || host === '') return undefined;
  if (isForHost)
    return {
      cause: 'wrong-audience',
      weight: -40,
      evidence: `The token's audience names ${safeText(host)}, which was called.`,
    };
  if (!audiences.every(({ isKnown }) => isKnown)) return undefined;
  return {
    cause: 'wrong-audience',
    weight: 75,
    evidence: `${subject(read, audiences)}; the call went to ${safeText(host)}, which is another API.`,
    title: `The token is for ${first.name}, not for the API that was called`,
    steps: [
      {
        text: 'Ask for a token of the API that is called, by its application ID URI: api://<application id of the API>/.default, or one of its scopes by name.',
      },
    ],
  };
}

function withoutCall(read: ReadToken, audiences: readonly Resource[]): readonly Hint[] {
  const { refusal } = read;
  const [first] = audiences;
  if (first === undefined) return [];
  const saysAudience = refusal.messages.some((message) => /\baudience\b/i.test(message.slice(0, 20_000)));
  const isOfGraph = hasCode(refusal, 'InvalidAuthenticationToken', 'Authorization_RequestDenied');
  if (audiences.some(({ key }) => key === 'graph')) {
    const evidence = `${subject(read, audiences)}: right for calls of Microsoft Graph.`;
    return hintsOf((isOfGraph || saysAudience) && { cause: 'wrong-audience', weight: -20, evidence });
  }
  return hintsOf(
    first.key === 'aad-graph' && {
      cause: 'aad-graph-retired',
      weight: 65,
      evidence: `${subject(read, audiences)}: that API has been retired.`,
    },
    (first.key === 'aad-graph' || !isAlone(refusal)) && {
      cause: 'wrong-audience',
      weight: saysAudience ? 88 : isOfGraph ? 72 : 40,
      evidence: `${subject(read, audiences)}: no call of Microsoft Graph takes it.`,
      steps: [
        { text: 'For calls of Microsoft Graph ask for a token with the scope https://graph.microsoft.com/.default.' },
      ],
    },
  );
}
