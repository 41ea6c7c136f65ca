import { isOpenIdName } from '../../../rules/sign-in-permissions.js';
import type { Hint } from '../../hint.js';
import { safeText } from '../../quoted-text.js';
import { directoryRolesOf } from '../../token/directory-roles.js';
import { resourceOfAudience } from '../../token/resources.js';
import { hintsOf, type ReadToken } from './looked-at.js';

/** What the permissions in a token speak for, as far as no list of what a call needs is asked. */
export function permissionHints(read: ReadToken): readonly Hint[] {
  if (read.claims.isIdToken) return [];
  return hintsOf(noPermissions(read), selected(read), ownedOnly(read), otherMailbox(read), sharePointSecret(read));
}

const all = ({ claims }: ReadToken): readonly string[] => [...claims.scopes, ...claims.roles];

function isFor({ claims, context }: ReadToken, key: string): boolean {
  return claims.audiences.some((audience) => resourceOfAudience(audience, context.catalog).key === key);
}

function noPermissions(read: ReadToken): Hint | undefined {
  const { refusal, claims } = read;
  if (!isFor(read, 'graph') || ![undefined, 401, 403].includes(refusal.status)) return undefined;
  const names = all(read);
  // Scopes of signing in open nothing by themselves.
  if (names.some((name) => !isOpenIdName(name))) {
    const evidence = `The token has permissions: ${shown(names)}.`;
    return { cause: 'no-permissions-in-token', weight: -40, evidence };
  }
  const roles = directoryRolesOf(claims);
  const why =
    names.length > 0 ? `The token has ${shown(names)} only, which open no data` : 'The token has neither scp nor roles';
  const besides = roles.length === 0 ? '' : `; it has directory roles (${shown(roles)}), which may open some calls`;
  return {
    cause: 'no-permissions-in-token',
    weight: roles.length > 0 ? 45 : refusal.status === 403 ? 88 : 70,
    evidence: `${why}: no permission of Microsoft Graph was granted when it was issued${besides}.`,
  };
}

function shown(names: readonly string[]): string {
  const some = names.slice(0, 8).map((name) => safeText(name, 80));
  return names.length > 8 ? `${some.join(', ')} and ${names.length - 8} more` : some.join(', ');
}

const selectedName = /^(?:Sites|Files|Lists|ListItems|Drives|Pages)\.(?:\w+\.)?Selected$/i;
const wholeName = /^(?:Sites|Files)\.(?:Read|ReadWrite|Manage|FullControl)(?:\.All)?$/i;

function selected(read: ReadToken): Hint | undefined {
  const { refusal, call } = read;
  const names = all(read).filter((name) => selectedName.test(name));
  const isThere = call !== undefined && /(?:^|\/)(?:sites|drives?|shares|lists|items|_api)(?:[/(:]|$)/.test(call.path);
  if (names.length === 0 || !isThere || ![undefined, 401, 403, 404].includes(refusal.status)) return undefined;
  const broad = all(read).filter((name) => wholeName.test(name));
  const besides = broad.length === 0 ? 'and no other permission for sites and files' : `beside ${shown(broad)}`;
  return {
    cause: 'selected-not-granted',
    weight: broad.length > 0 ? 30 : [403, 404].includes(refusal.status ?? 0) ? 86 : 60,
    evidence: `The token has ${shown(names)} ${besides}: it opens only the sites, lists or files that were granted to the application one by one.`,
  };
}

const wholeDirectory = /^(?:Application|Directory)\.ReadWrite\.All$/i;

function ownedOnly(read: ReadToken): Hint | undefined {
  const { claims, call, refusal } = read;
  const isOwned = claims.roles.some((role) => /^Application\.ReadWrite\.OwnedBy$/i.test(role));
  const isThere = call !== undefined && /^\/(?:applications|serviceprincipals)(?:[/(]|$)/.test(call.path);
  if (!isOwned || !isThere || claims.roles.some((role) => wholeDirectory.test(role))) return undefined;
  if (refusal.status !== undefined && refusal.status !== 403) return undefined;
  const isOne = /^\/(?:applications|serviceprincipals)(?:\/[^/]|\()/.test(call.path);
  return {
    cause: 'not-owner',
    weight: isOne ? (call.method === 'GET' ? 66 : 86) : 40,
    evidence:
      'The token has Application.ReadWrite.OwnedBy and nothing wider: it changes only applications and service principals that the calling service principal owns.',
  };
}

const mailbox =
  /^\/users\/([^/]{1,200})\/(messages|mailfolders|sendmail|events?|calendars?|calendarview|calendargroups|contacts|contactfolders)(?:[/(]|$)/;
const mailboxName = /^(?:Mail|Calendars|Contacts)\./i;

/** `.Shared` is what lets a user's token into mailboxes that are shared with the user. */
function otherMailbox({ claims, call, refusal }: ReadToken): Hint | undefined {
  const [, user = '', part = ''] = mailbox.exec(call?.path ?? '') ?? [];
  if (user === '' || claims.kind !== 'delegated') return undefined;
  if (refusal.status !== undefined && ![403, 404].includes(refusal.status)) return undefined;
  const name = user.replaceAll('%40', '@');
  if (claims.accountNames?.includes(name) === true) {
    const evidence = 'The mailbox that was called is that of the signed-in user.';
    return { cause: 'shared-mailbox-scope', weight: -40, evidence };
  }
  const family = part.startsWith('contact') ? 'Contacts' : /^(?:event|calendar)/.test(part) ? 'Calendars' : 'Mail';
  const own = claims.scopes.filter(
    (scope) => mailboxName.test(scope) && scope.toLowerCase().startsWith(family.toLowerCase()),
  );
  if (own.length === 0 || own.some((scope) => /\.Shared$/i.test(scope))) return undefined;
  const wanted = own.filter((scope) => !/\.ReadBasic$/i.test(scope)).map((scope) => `${safeText(scope, 60)}.Shared`);
  return {
    cause: 'shared-mailbox-scope',
    weight: refusal.status === undefined ? 60 : 76,
    evidence: `The call went to the mailbox of another user, and of the ${family} permissions the token has ${shown(own)} alone, for the signed-in user's own mailbox.`,
    steps: [
      {
        text: `Ask for ${wanted.length === 0 ? `${family}.Read.Shared` : wanted.join(', ')} as well; the other user has to share the mailbox or folder with the signed-in one.`,
      },
    ],
  };
}

function sharePointSecret(read: ReadToken): Hint | undefined {
  const { claims, call, refusal } = read;
  const isThere = call === undefined ? isFor(read, 'sharepoint') : call.resource?.key === 'sharepoint';
  if (!isThere || claims.kind !== 'application' || claims.credential === undefined) return undefined;
  if (claims.credential === 'certificate') {
    const evidence =
      'The token was got with a certificate or another signed assertion (appidacr 2), as SharePoint wants it.';
    return { cause: 'spo-appid-secret', weight: -40, evidence };
  }
  if (claims.credential !== 'secret' || ![undefined, 401, 403].includes(refusal.status)) return undefined;
  return {
    cause: 'spo-appid-secret',
    weight: refusal.status === 401 ? 93 : 75,
    evidence:
      'The token is one without a user, and was got with a client secret (appidacr 1): SharePoint takes such tokens only where a certificate proved the application.',
  };
}
