import type { Application } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import { pointerText } from '../model/place.js';
import { shown } from '../model/wording.js';

/** Number and noun: `1 file`, `2 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** What stands above the findings of an application: file, name, audience, what it requests. */
export function headingParts(
  file: string,
  application: Application | undefined,
  apiNameOf: (idOrName: string) => string | undefined,
): readonly string[] {
  if (application === undefined) return [file];
  const audience = rawOf(application.audience);
  return [file, nameOf(application), audience, requestsText(application, apiNameOf)].filter(
    (part): part is string => part !== undefined && part.trim() !== '',
  );
}

function nameOf({ name, appId, at }: Application): string | undefined {
  const pointer = pointerText(at.pointer);
  return rawOf(name) || rawOf(appId) || (pointer === '' ? undefined : pointer);
}

/** The value of a fact or, while it is not known, what stands for it. */
function rawOf(fact: Fact<string | undefined> | undefined): string | undefined {
  const written = fact?.known === false ? fact.raw : fact?.value;
  return written === undefined ? undefined : shown(written);
}

const namedApis = 3;

function requestsText(application: Application, apiNameOf: (idOrName: string) => string | undefined): string {
  const { grants } = application;
  const requested = permissionsText(application, apiNameOf);
  return grants.length === 0 ? requested : `${requested}, ${counted(grants.length, 'grant')}`;
}

function permissionsText({ requests }: Application, apiNameOf: (idOrName: string) => string | undefined): string {
  const counts = new Map<string, number>();
  for (const { api } of requests) {
    const raw = rawOf(api);
    const name = (raw === undefined ? undefined : apiNameOf(raw)) ?? raw ?? 'an API that is not known yet';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [only] = counts;
  if (only === undefined) return 'no permissions';
  const total = counted(requests.length, 'permission');
  if (counts.size === 1) return `${total} on ${only[0]}`;
  const parts = [...counts].slice(0, namedApis).map(([name, count]) => `${count} on ${name}`);
  const more = counts.size - namedApis;
  return `${total}: ${parts.join(', ')}${more > 0 ? ` and ${counted(more, 'more API')}` : ''}`;
}
