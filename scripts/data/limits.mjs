import { DataError } from './text.mjs';

/**
 * @typedef {'AzureADMyOrg' | 'AzureADMultipleOrgs' | 'AzureADandPersonalMicrosoftAccount' | 'PersonalMicrosoftAccount'} Audience
 * @typedef {{ repo: string, path: string, commit: string, date: string }} FactSource
 *
 * @typedef {object} LimitsFile facts/audience-limits.json
 * @property {Readonly<Record<string, FactSource>>} sources
 * @property {readonly { id: string, values: Readonly<Record<Audience, unknown>>, source: readonly string[] }[]} limits
 * @property {readonly { id: string, limit: string, audiences?: readonly string[], source: readonly string[] }[]} consent_request_limits
 *
 * @typedef {{ id: string, values: Record<Audience, number | boolean | null>, sources: readonly string[] }} Limit
 */

/** @type {readonly Audience[]} */
const audiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

/** The rows that rules use, in the order of the fact sheet. */
const used = [
  'rra-total',
  'rra-total-graph-page',
  'rra-graph',
  'rra-per-api',
  'rra-apis',
  'idu-urn',
  'idu-wild',
  'idu-query',
  'idu-len',
  'idu-count',
  'idu-slash',
  'red-count',
  'red-len',
  'red-scheme',
  'red-wild',
  'red-query',
  'red-chars',
  'logout-https',
  'logout-len',
  'logout-wild',
  'name-len',
  'tags-len',
  'tags-ws',
  'secrets',
  'scope-count',
  'scope-len',
  'scope-chars',
  'preauth-total',
  'preauth-clients',
  'preauth-scopes',
  'manifest-1200',
];

/** Words of the fact sheet that stand for a value. */
const meanings = new Map(
  /** @type {[string, number | boolean][]} */ ([
    ['manifest only, discouraged', true],
    ['1..256', 256],
  ]),
);

/** Limits of one consent request: the row for work accounts, the row for personal ones, and the number that each states. */
const consentLimits = /** @type {const} */ ([
  { id: 'consent-delegated', work: ['consent-delegated-155', 155], personal: ['consent-30', 30] },
  { id: 'consent-application', work: ['consent-app-300', 300], personal: ['consent-30', 30] },
]);

/** @param {unknown} value @param {string} id @returns {number | boolean | null} */
function checkedValue(value, id) {
  const meant = typeof value === 'string' ? meanings.get(value) : value;
  if (meant === null || typeof meant === 'number' || typeof meant === 'boolean') return meant;
  throw new DataError(`facts/audience-limits.json: ${id}: ${JSON.stringify(value)} is no number, true, false or null`);
}

/** @param {(audience: Audience) => number | boolean | null} value */
function perAudience(value) {
  const [a, b, c, d] = audiences.map(value);
  return {
    AzureADMyOrg: a ?? null,
    AzureADMultipleOrgs: b ?? null,
    AzureADandPersonalMicrosoftAccount: c ?? null,
    PersonalMicrosoftAccount: d ?? null,
  };
}

/** @param {LimitsFile} file @param {readonly [string, number]} row @returns {readonly string[]} its sources */
function consentSources(file, [id, number]) {
  const row = file.consent_request_limits.find((limit) => limit.id === id);
  if (row?.limit.includes(` ${number} `) || row?.limit.startsWith(`${number} `)) return row.source;
  throw new DataError(`facts/audience-limits.json: ${id} is missing or does not say ${number}`);
}

/** @param {LimitsFile} file @returns {Limit[]} */
export function limitsOf(file) {
  const rows = used.map((id) => {
    const row = file.limits.find((limit) => limit.id === id);
    if (row === undefined) throw new DataError(`facts/audience-limits.json: ${id} is missing`);
    return { id, values: perAudience((audience) => checkedValue(row.values[audience], id)), sources: row.source };
  });
  const consent = consentLimits.map(({ id, work, personal }) => ({
    id,
    values: perAudience((audience) => (audience.includes('Personal') ? personal[1] : work[1])),
    sources: [...new Set([...consentSources(file, work), ...consentSources(file, personal)])],
  }));
  return [...rows, ...consent];
}

/** @param {readonly Limit[]} limits */
export function limitsText(limits) {
  return `[\n${limits.map((limit) => JSON.stringify(limit)).join(',\n')}\n]\n`;
}
