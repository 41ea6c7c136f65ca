import { byCodeUnit, checkedCount, checkedId, checkedName, textOf } from './text.mjs';

/**
 * The appIds that the azuread provider publishes, by the provider's names.
 * @param {object} file facts/azuread-well-known.json
 * @param {Readonly<Record<string, string>>} file.keys
 */
export function publishedAppsText({ keys }) {
  const where = 'facts/azuread-well-known.json';
  const lines = Object.entries(keys).map(
    ([name, id]) => `${checkedName(name, where)}\t${checkedId(id, `${where}, ${name}`)}`,
  );
  checkedCount(lines.length, 100, 200, `${where}, keys`);
  return textOf(lines.sort(byCodeUnit));
}
