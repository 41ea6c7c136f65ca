import { graphAppId } from './permissions.mjs';
import { byCodeUnit, checkedCount, checkedName, DataError, textOf } from './text.mjs';

/**
 * The delegated permissions that users cannot consent to where Microsoft manages user consent.
 * @param {object} file facts/consent-policy.json
 * @param {readonly { name: string, id: string }[]} file.refused_graph_scopes
 * @param {readonly { name: string, resourceAppId: string }[]} file.refused_exchange_scopes
 * @param {import('./lookup.mjs').Lookup} lookup
 */
export function consentPolicyText(file, lookup) {
  const where = 'facts/consent-policy.json';
  const graph = file.refused_graph_scopes.map(({ name, id }) => ({ api: graphAppId, name, id }));
  const others = file.refused_exchange_scopes.map(({ name, resourceAppId }) => ({
    api: resourceAppId,
    name,
    id: undefined,
  }));
  const lines = [...graph, ...others].map(({ api, name, id }) => {
    const row = lookup.liveByName(api, 'd', checkedName(name, where));
    if (row === undefined || (id !== undefined && row.id !== id)) {
      throw new DataError(`${where}: ${name} (${id}) is not live in ${api}`);
    }
    if (row.flags[1] === 'A') throw new DataError(`${where}: ${name}: only an administrator consents to it anyway`);
    return `${api}\t${row.id}`;
  });
  checkedCount(lines.length, 30, 60, `${where}, refused scopes`);
  return textOf(lines.sort(byCodeUnit));
}
