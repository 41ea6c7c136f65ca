/**
 * @typedef {import('./permissions.mjs').Section} Section
 * @typedef {import('./permissions.mjs').Row} Row
 *
 * @typedef {object} Lookup finds permissions of the compiled catalog
 * @property {(api: string, kind: 'a' | 'd', id: string) => Row | undefined} byId
 * @property {(api: string, kind: 'a' | 'd', name: string) => Row | undefined} liveByName
 * @property {(kind: 'a' | 'd', name: string) => boolean} resourceSpecific whether a live resource-specific permission has the name
 */

/** @param {Row | undefined} row @returns {row is Row} live, and not resource-specific */
export const isLive = (row) => row !== undefined && /^[lx]/.test(row.flags);

/** @param {readonly Section[]} sections @returns {Lookup} */
export function lookupOf(sections) {
  /** @type {Map<string, Row>} */
  const ids = new Map();
  /** @type {Map<string, Row>} */
  const names = new Map();
  /** @type {Set<string>} */
  const specific = new Set();
  for (const { appId, rows } of sections) {
    for (const row of rows) {
      ids.set(`${appId} ${row.kind} ${row.id}`, row);
      if (isLive(row)) names.set(`${appId} ${row.kind} ${row.name}`, row);
      if (row.flags.startsWith('L')) specific.add(`${row.kind} ${row.name}`);
    }
  }
  return {
    byId: (api, kind, id) => ids.get(`${api} ${kind} ${id}`),
    liveByName: (api, kind, name) => names.get(`${api} ${kind} ${name}`),
    resourceSpecific: (kind, name) => specific.has(`${kind} ${name}`),
  };
}
