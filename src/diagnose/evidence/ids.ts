import { isGuid } from '../../model/guid.js';
import { matchesOf } from './matches.js';

/** The names of ids as they are kept, by what services and clients call them, in lower case and without separators. */
const names: ReadonlyMap<string, string> = new Map([
  ['requestid', 'request-id'],
  ['clientrequestid', 'client-request-id'],
  ['xmsrequestid', 'request-id'],
  ['xmscorrelationrequestid', 'client-request-id'],
  ['sprequestguid', 'request-id'],
  ['traceid', 'Trace ID'],
  ['correlationid', 'Correlation ID'],
  ['servererrortracecorrelationid', 'Correlation ID'],
  ['date', 'date'],
  ['timestamp', 'date'],
]);

/** An id by which Microsoft's support finds a request. */
export interface RequestId {
  readonly name: string;
  readonly value: string;
}

/** The id that a name and a value are; none where the name is of something else, or the value may be a secret. */
export function idOf(name: string, value: unknown): readonly RequestId[] {
  if (typeof value !== 'string' || name.length > 40) return [];
  const known = names.get(name.toLowerCase().replace(/[\s_-]/g, ''));
  const text = value.trim();
  if (known === undefined || text === '' || text.length > 60) return [];
  const isRight = known === 'date' ? /^[\w:., +/-]{6,40}$/.test(text) && /\d\d:\d\d/.test(text) : isId(text);
  return isRight ? [{ name: known, value: text }] : [];
}

function isId(text: string): boolean {
  return isGuid(text) || /^[\dA-F]{32}$/i.test(text);
}

const written =
  /(?<![\w-])(client[-_ ]?request[-_ ]?id|request[-_ ]?id|trace[-_ ]?id|correlation[-_ ]?id|x-ms-request-id|x-ms-correlation-request-id|SPRequestGuid|ServerErrorTraceCorrelationId|timestamp|date)["']?\s{0,40}[:=]\s{0,3}["']?([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[\w:+-]{6,40}(?: [\d:.]{5,18}Z?)?)/gi;

/** The ids that stand in a text, the first of each name. */
export function idsIn(text: string): readonly RequestId[] {
  const found = new Map<string, RequestId>();
  for (const [, name = '', value = ''] of matchesOf(written, text)) {
    for (const id of idOf(name, value)) if (!found.has(id.name)) found.set(id.name, id);
  }
  return [...found.values()];
}
