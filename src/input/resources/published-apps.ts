import { publishedAppIdsText } from './published-apps.generated.js';

let ids: ReadonlyMap<string, string> | undefined;

/** The appIds that the azuread provider publishes under names of its own (`azuread_application_published_app_ids`). */
export function publishedAppIds(): ReadonlyMap<string, string> {
  ids ??= new Map(
    publishedAppIdsText
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => {
        const at = line.indexOf('\t');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );
  return ids;
}
