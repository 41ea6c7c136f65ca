import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphAppId } from '../../src/catalog/lookup.js';
import { audiences, type Permission } from '../../src/catalog/types.js';
import { lintText } from '../../src/lint.js';
import type { Finding } from '../../src/model/finding.js';
import { lineRanges, pointerText } from '../../src/model/place.js';
import { rules } from '../../src/rules/index.js';
import { catalog, findingLines, settingOn } from '../rules/lint-fixture.js';

interface Request {
  readonly api: string;
  readonly id: string;
  readonly type: string;
}

interface Registration {
  readonly audience: string | undefined;
  readonly requests: readonly Request[];
}

/** One permission of each sort that rules tell apart, of several APIs. */
const sorts = ['live', 'disabled', 'hidden', 'retired', 'draft'] as const;
const graph = catalog.api(graphAppId);
const ofGraph = graph === undefined ? [] : catalog.permissionsOf(graph);
const samples: readonly Permission[] = [
  ...sorts.flatMap((sort) => ofGraph.filter(({ state }) => state === sort).filter((_, index) => index % 40 === 0)),
  ...ofGraph.filter(({ resourceSpecific }) => resourceSpecific).slice(0, 3),
  ...ofGraph.filter(({ name }) => /^(User\.Export\.All|EWS|PrivilegedAccess|openid)/.test(name)),
  ...['SharePoint', 'Exchange', 'Azure AD Graph'].flatMap((name) => {
    const api = catalog.api(name);
    return api === undefined ? [] : catalog.permissionsOf(api).filter((_, index) => index % 6 === 0);
  }),
];

/** A template variable, which a tool fills in. */
const placeholder = `$${'{{LATER}}'}`;

const ownApi = '7d8f3c1e-5b0a-4e6f-9a42-1c2d3e4f5a6b';
const incompleteApi = '688413c8-5319-43e1-9a0e-42f49da53686';
const apiIds = [...new Set([...samples.map(({ api }) => api.appId), ownApi, incompleteApi])];

const type = fc.constantFrom('Role', 'Scope');
const right = fc
  .constantFrom(...samples)
  .map(({ api, id, kind }): Request => ({ api: api.appId, id, type: kind === 'application' ? 'Role' : 'Scope' }));
const wrong = fc.record({
  api: fc.constantFrom(...apiIds),
  id: fc.oneof(
    fc.constantFrom(...samples.map(({ id }) => id)),
    fc.uuid(),
    fc.constantFrom(
      '{e1fe6dd8-ba31-4d61-89e7-88639da4683d}',
      'E1FE6DD8-BA31-4D61-89E7-88639DA4683D',
      'e1fe6dd8-ba31',
      '',
    ),
  ),
  type,
});
const registration: fc.Arbitrary<Registration> = fc.record({
  audience: fc.constantFrom(undefined, 'AzureADMultleOrgs', ...audiences),
  requests: fc.array(fc.oneof(right, wrong), { maxLength: 12 }),
});

/** The document, each API once, in the order in which the requests name them. */
function render({ audience, requests }: Registration, indent = 1): string {
  const apis = [...new Set(requests.map(({ api }) => api))];
  const requiredResourceAccess = apis.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: requests
      .filter(({ api }) => api === resourceAppId)
      .map(({ id, type: kind }) => ({ id, type: kind })),
  }));
  const head = { displayName: 'Contoso', ...(audience !== undefined && { signInAudience: audience }) };
  return JSON.stringify({ ...head, requiredResourceAccess }, null, indent);
}

function lint(text: string): readonly Finding[] {
  return lintText('apps.json', text, 'named', settingOn()).findings;
}

const categoryOf = new Map(rules.map(({ id, category }) => [id, category]));

/** What a finding is about: its rule and its permission, wherever it stands. */
function subject({ rule, permission }: Finding): string {
  return `${rule} ${permission?.api} ${permission?.id} ${permission?.name} ${permission?.kind}`;
}

const subjects = (findings: readonly Finding[]) => findings.map(subject).sort();

/** Findings whose sentence tells of the first or the most, and may move between the requests. */
const ofTheWhole = ['undecided'];

describe('for any registration', () => {
  test('the order of its requests changes nothing about what is found', () => {
    fc.assert(
      fc.property(registration, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const keyed = given.requests.map((request) => ({ request, key: numbers.next().value }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ request }) => request);
        expect(subjects(lint(render({ ...given, requests: shuffled })))).toEqual(subjects(lint(render(given))));
      }),
    );
  });

  test('the same bytes give the same findings twice', () => {
    fc.assert(
      fc.property(registration, (given) => {
        const text = render(given);
        expect(findingLines(lint(text))).toEqual(findingLines(lint(text)));
      }),
    );
  });

  test('every place lies within the text, and every edit points into the document or at the end of a list', () => {
    fc.assert(
      fc.property(registration, fc.constantFrom(0, 1, 4), (given, indent) => {
        const text = render(given, indent);
        const lines = text.split('\n');
        for (const { at, related = [], fix } of lint(text)) {
          for (const place of [at, ...related.map((each) => each.at)]) {
            const [range] = lineRanges(place.document, [place]);
            expect(range).toBeDefined();
            if (range === undefined) continue;
            expect(range.line).toBeGreaterThan(0);
            expect(range.endLine).toBeLessThanOrEqual(lines.length);
            expect(range.endColumn - 1).toBeLessThanOrEqual(lines[range.endLine - 1]?.length ?? 0);
          }
          for (const { op, pointer } of fix?.edits ?? []) {
            const target = op === 'add' ? pointer.slice(0, -1) : pointer;
            expect(valueAt(JSON.parse(text), target), pointerText(pointer)).toBeDefined();
          }
        }
      }),
    );
  });

  test('removing a request never adds a finding about what is left', () => {
    fc.assert(
      fc.property(registration, fc.nat(), (given, number) => {
        fc.pre(given.requests.length > 0);
        const index = number % given.requests.length;
        const judged = (each: Registration) =>
          subjects(lint(render(each)).filter(({ rule }) => ['resolve', 'type'].includes(categoryOf.get(rule) ?? '')));
        const before = judged(given);
        for (const found of judged({ ...given, requests: given.requests.filter((_, at) => at !== index) })) {
          expect(before).toContain(found);
        }
      }),
    );
  });

  test('a value that is not known yet is undecided, and the findings beside it stay', () => {
    const part = fc.constantFrom('api', 'id', 'type');
    // An id that is no GUID is left out: a placeholder makes the text a template, where names are right.
    const guids = fc.record({
      audience: fc.constantFrom(undefined, ...audiences),
      requests: fc.array(right, { minLength: 1, maxLength: 8 }),
    });
    const unique = guids.map(({ audience, requests }) => ({
      audience,
      requests: requests.filter(
        (each, at) => requests.findIndex(({ api, id }) => api === each.api && id === each.id) === at,
      ),
    }));
    fc.assert(
      fc.property(unique, part, fc.nat(), (given, which, number) => {
        const index = number % given.requests.length;
        const unknown = given.requests.map((each, at) => (at === index ? { ...each, [which]: placeholder } : each));
        const after = lint(render({ ...given, requests: unknown }));
        const others = { ...given, requests: given.requests.filter((_, at) => at !== index) };
        const found = subjects(after.filter(({ rule }) => !ofTheWhole.includes(rule)));
        // Its API may be retired as a whole, which does not hang on the request.
        const api = given.requests[index]?.api;
        const left = found.filter((each) => each !== `retired-api ${api} null null null`);
        const beside = subjects(lint(render(others)).filter(({ rule }) => !ofTheWhole.includes(rule)));
        expect(left).toEqual(beside.filter((each) => each !== `retired-api ${api} null null null`));
        expect(after.map(({ rule }) => rule)).toContain('undecided');
      }),
    );
  });

  test('an audience or a token version that is not known yet raises nothing but undecided', () => {
    fc.assert(
      fc.property(registration, (given) => {
        const isGuid = ({ id }: Request): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(id);
        const requests = given.requests.filter(isGuid);
        const unknown = lint(render({ audience: placeholder, requests }));
        const absent = lint(render({ audience: undefined, requests }));
        expect(subjects(unknown.filter(({ rule }) => rule !== 'undecided'))).toEqual(
          subjects(absent.filter(({ rule }) => rule !== 'undecided')),
        );
        expect(unknown.filter(({ rule }) => rule === 'undecided')).toHaveLength(1);
      }),
    );
  });
});

function valueAt(root: unknown, pointer: readonly (string | number)[]): unknown {
  return pointer.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    root,
  );
}
