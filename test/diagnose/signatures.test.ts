import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/diagnose/evidence/refusal.js';
import { rank } from '../../src/diagnose/rank.js';
import { signaturesOf, signatureTable } from '../../src/diagnose/signatures.js';
import { fromSignatures } from '../../src/diagnose/witnesses/from-signatures.js';
import { context, graphAnswer, refusal } from './open.js';

const ranked = (each: Refusal) => rank(fromSignatures(each, context));
const named = (each: Refusal) => ranked(each).map(({ id, confidence }) => `${id} ${confidence}`);

describe('the table', () => {
  test('every line is a signature of a cause that permlint knows, with its own id', () => {
    const signatures = signaturesOf(context.catalog);
    expect(signatures.length).toBeGreaterThan(300);
    expect(new Set(signatures.map(({ id }) => id)).size).toBe(signatures.length);
  });

  test('a number has at most one signature that asks for no text', () => {
    for (const [number, own] of signatureTable(context.catalog).numbered) {
      expect([number, own.filter(({ message }) => message === undefined).length]).toEqual([number, 1]);
    }
  });

  test('is made once', () => {
    expect(signatureTable(context.catalog)).toBe(signatureTable(context.catalog));
  });
});

describe('AADSTS numbers', () => {
  const answer = (codes: readonly string[], aadsts: readonly number[], message = '') =>
    refusal({ status: 400, codes, aadsts, messages: [message] });

  test('a known number wins over codes and texts', () => {
    const mixed = answer(['invalid_grant', 'Authorization_RequestDenied'], [65001], 'Insufficient privileges');
    expect(named(mixed)).toEqual(['consent-missing certain']);
    expect(ranked(mixed)[0]?.hints[0]).toMatchObject({
      signature: 'aadsts-65001',
      evidence: 'AADSTS65001: Nobody has consented to this API for this application and this user.',
    });
  });

  test('the particular number stands before the general one that it is wrapped in', () => {
    expect(named(answer(['invalid_client'], [70002, 50012]))).toEqual([
      'bad-certificate certain',
      'bad-secret possible',
    ]);
    expect(named(answer(['invalid_client'], [70002]))).toEqual(['bad-secret certain']);
    expect(named(answer(['interaction_required'], [50131, 53003]))[0]).toBe('blocked-by-ca certain');
  });

  test('of two particular ones the first proves its cause, the other may be', () => {
    expect(named(answer([], [50076, 700016]))).toEqual(['mfa-required certain', 'client-not-found possible']);
  });

  test.each([
    ["The field must be in the range of '1' to '8000'", 'aadsts-650051-too-long'],
    ['the service principal name is already present for the tenant', 'aadsts-650051-already-present'],
    ['the tenant is unmanaged', 'aadsts-650051-unmanaged'],
    ['something else', 'aadsts-650051'],
  ])('650051 with "%s" is %s', (message, id) => {
    const hints = fromSignatures(answer([], [650051], message), context);
    expect(hints.map(({ signature, cause }) => [signature, cause])).toEqual([[id, 'consent-too-long-or-conflict']]);
  });

  test('an unknown number is a guess by its OAuth error, and says where to look it up', () => {
    const [first, ...others] = ranked(answer(['invalid_client'], [999999], 'AADSTS999999: new.'));
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: 'bad-secret', confidence: 'guess' });
    expect(first?.hints[0]?.evidence).toBe(
      "AADSTS999999 is not in permlint's table. It comes with invalid_client, which means that the application's credential is wrong. https://login.microsoftonline.com/error?code=999999 says more.",
    );
  });

  test('a number beside an unknown one counts', () => {
    expect(named(answer([], [999999, 700016]))).toEqual(['client-not-found certain']);
  });
});

describe('OAuth errors without a number', () => {
  test.each([
    ['interaction_required', 'conditional-access-at-token likely'],
    ['consent_required', 'consent-missing likely'],
    ['login_required', 'session-expired likely'],
    ['invalid_scope', 'invalid-scope likely'],
    ['invalid_grant', 'session-expired possible'],
    ['invalid_client', 'bad-secret possible'],
    ['temporarily_unavailable', 'transient likely'],
  ])('%s: %s', (code, first) => {
    expect(named(refusal({ codes: [code] }))[0]).toBe(first);
  });

  test.each([
    [['invalid_grant', 'bad_token'], 'session-expired'],
    [['unauthorized_client', 'protection_policy_required'], 'device-policy'],
    [['interaction_required', 'basic_action'], 'conditional-access-at-token'],
    [['invalid_grant', 'consent_required'], 'consent-missing'],
    [['invalid_grant', 'user_password_expired'], 'credential'],
  ])('the suberror tells more than the error: %j', (codes, first) => {
    expect(ranked(refusal({ status: 400, codes }))[0]?.id).toBe(first);
  });
});

describe('codes, texts, status and path', () => {
  test('what was met is said, with the input in quotes', () => {
    const [hint] = fromSignatures(
      graphAnswer(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
      context,
    );
    expect(hint?.evidence).toMatch(
      /^The answer says "Insufficient privileges to complete the operation\.", with the code Authorization_RequestDenied and status 403\. The directory refused: /,
    );
  });

  test('a token in the text is not shown', () => {
    const token = `eyJ${'hbGciOiJub25lIn0'.repeat(4)}.${'a'.repeat(60)}.${'b'.repeat(60)}`;
    const hints = fromSignatures(graphAnswer(403, '', `Insufficient privileges ${token}`), context);
    expect(hints).not.toEqual([]);
    expect(JSON.stringify(hints)).not.toContain('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
  });

  test('the path of the call decides where a text is met in two places', () => {
    const text = "Missing scope permissions on the request. API requires one of 'X'.";
    expect(named(graphAnswer(403, 'Forbidden', text, '/v1.0/teams/1/channels'))).toEqual([
      'teams-missing-permission certain',
      'missing-permission likely',
    ]);
    expect(named(graphAnswer(403, 'Forbidden', text, '/v1.0/users'))).toEqual(['missing-permission likely']);
  });

  test('words of many texts count only at the calls that they are about', () => {
    const group = graphAnswer(403, 'Authorization_RequestDenied', 'a group is not for you');
    expect(
      named(group)
        .filter((each) => each.startsWith('nested-group'))
        .join(),
    ).toMatch(/^(?:nested-group guess)?$/);
    const there = {
      ...group,
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/groups/1/members?$top=1' },
    };
    expect(named(there)).toContain('nested-group possible');
  });

  test('a batch tells nothing of the call', () => {
    const raop = graphAnswer(
      403,
      'ErrorAccessDenied',
      'Access to OData is disabled.',
      'https://graph.microsoft.com/v1.0/$batch',
    );
    expect(named(raop)[0]).toBe('exchange-policy likely');
  });

  test('one text, several causes: all are named', () => {
    expect(named(graphAnswer(403, 'ErrorAccessDenied', 'Access to OData is disabled.', '/me/messages'))).toEqual([
      'exchange-policy likely',
      'exchange-application-access-policy likely',
      'ews-user-agent-policy likely',
    ]);
    expect(
      named(graphAnswer(403, 'ErrorAccessDenied', 'Access to OData is disabled: [RAOP] : Blocked', '/me/messages')),
    ).toEqual(['exchange-application-access-policy certain']);
  });

  test('a code that many entries share says nothing beside a text that was met', () => {
    expect(named(graphAnswer(401, 'InvalidAuthenticationToken', 'Access token is empty.'))).toEqual([
      'token-missing certain',
    ]);
  });

  test('a status that does not fit takes from what was met', () => {
    const weight = (status: number) =>
      ranked(graphAnswer(status, 'InvalidAudience', 'Invalid audience'))[0]?.weight ?? 0;
    expect(weight(500)).toBeLessThan(weight(401));
  });

  test.each([
    [401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.', 'token-expired certain'],
    [
      401,
      'InvalidAuthenticationToken',
      'CompactToken validation failed with reason code: 80049228.',
      'token-expired certain',
    ],
    [
      401,
      'InvalidAuthenticationToken',
      'CompactToken parsing failed with error code: 80049217',
      'token-malformed certain',
    ],
    [
      401,
      'InvalidAuthenticationToken',
      'IDX14100: JWT is not well formed, there are no dots (.).',
      'token-malformed certain',
    ],
    [401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.', 'wrong-audience certain'],
    [401, 'InvalidAuthenticationToken', 'Signing key is invalid.', 'token-signature certain'],
    [401, 'InvalidAuthenticationToken', '', 'token-expired possible'],
    [401, 'MissingCredentials', 'Valid Authorization header is needed.', 'token-missing certain'],
    [403, 'Authorization_RequestDenied', '', 'missing-permission-or-role likely'],
    [
      403,
      'Forbidden',
      'Missing application roles. API required roles: SecurityAlert.Read.All, application roles: .',
      'missing-app-roles certain',
    ],
    [
      403,
      'Forbidden',
      'Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementApps.Read.All',
      'intune-permission certain',
    ],
    [
      403,
      'AccessDenied',
      'You cannot perform the requested operation, required scopes are missing in the token.',
      'missing-permission certain',
    ],
    [
      403,
      'Authentication_MSGraphPermissionMissing',
      'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
      'audit-permission certain',
    ],
    [
      403,
      'Authentication_RequestFromUnsupportedUserRole',
      'User is not in the allowed roles',
      'audit-permission certain',
    ],
    [
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
      'tenant-not-premium certain',
    ],
    [
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      'mailbox-not-cloud certain',
    ],
    [400, 'BadRequest', '/me request is only valid with delegated authentication flow.', 'me-with-app-token certain'],
    [
      412,
      'PreconditionFailed',
      'Requested API is not supported in application-only context',
      'token-type-mismatch certain',
    ],
    [400, 'BadRequest', 'This API is not supported for MSA accounts', 'personal-account-unsupported certain'],
    [
      403,
      'AccessDenied',
      'Either scp or roles claim need to be present in the token.',
      'no-permissions-in-token certain',
    ],
    [403, 'General', 'No application access policy found for this app.', 'teams-application-access-policy certain'],
    [401, '', 'Unsupported app only token.', 'spo-appid-secret likely'],
    [403, 'AclCheckFailed', '', 'teams-membership likely'],
  ])('%s %s "%s": %s', (status, code, message, first) => {
    expect(named(graphAnswer(status, code, message))[0]).toBe(first);
  });
});

test('any text: no throw, and short answers', () => {
  const words = fc.constantFrom(
    'AADSTS',
    'Missing scope ',
    'Forbidden',
    '"',
    '\\',
    'insufficient_claims',
    'token ',
    '\ud800',
    '\0',
    ' ',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 400 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, fc.integer({ min: -1, max: 700 }), (message, code, status) => {
      const each = refusal({ status, codes: [code], messages: [message], call: { method: 'GET', url: message } });
      for (const { evidence } of fromSignatures(each, context)) expect(evidence.length).toBeLessThan(800);
    }),
  );
});

describe('fixed sentences of AADSTS codes', () => {
  const all = signaturesOf(context.catalog);
  const byId = new Map(all.map((signature) => [signature.id, signature]));
  const worded = all.filter(({ wordsOf }) => wordsOf !== undefined);

  test('each stands for a signature with the same cause and the same note', () => {
    expect(worded.length).toBeGreaterThan(80);
    for (const { id, wordsOf = '', cause, note, message, codes, statuses } of worded) {
      const own = byId.get(wordsOf);
      expect([id, own?.cause, own?.note]).toEqual([id, cause, note]);
      expect([message !== undefined, codes, statuses]).toEqual([true, [], []]);
    }
  });

  test('a sentence that has lost its number is likely, and has the steps of that number', () => {
    const [first] = ranked(refusal({ messages: ['OAuth2 Authorization code was already redeemed, please retry.'] }));
    expect(first).toMatchObject({ id: 'code-reuse', confidence: 'likely' });
    expect(first?.hints[0]?.signature).toBe('aadsts-54005');
    expect(first?.hints[0]?.evidence).toContain(
      'This is what AADSTS54005 says: The authorization code was redeemed before.',
    );
  });

  test('beside a known number the sentence says nothing more', () => {
    const hints = fromSignatures(refusal({ aadsts: [65001], messages: ['code was already redeemed'] }), context);
    expect(hints.map(({ signature }) => signature)).toEqual(['aadsts-65001']);
  });

  test('a number of two meanings goes by its words', () => {
    const causeOf = (message: string) => ranked(refusal({ aadsts: [700023], messages: [message] }))[0]?.id;
    expect(causeOf('Client assertion audience claim does not match Realm issuer.')).toBe('bad-certificate');
    expect(causeOf('The scope is not valid.')).toBe('invalid-scope');
  });
});

describe('what stands about an answer', () => {
  const around = ['Unsupported app only token.'];

  test('makes a cause possible at most, and is said to stand beside it', () => {
    const [first] = ranked(refusal({ status: 403, codes: ['Forbidden'], messages: ['No.'], around }));
    expect(first).toMatchObject({ id: 'spo-appid-secret', confidence: 'possible' });
    expect(first?.hints[0]?.evidence).toMatch(/^Beside the answer stands "Unsupported app only token\."/);
  });

  test('counts for particular texts only', () => {
    const vague = refusal({ status: 403, codes: ['Forbidden'], messages: ['No.'], around: ['a guest of the group'] });
    expect(named(vague).filter((each) => /^(?:guest-limits|nested-group)/.test(each))).toEqual([]);
  });
});
