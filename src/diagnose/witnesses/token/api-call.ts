import { callData, type KnownCall } from '../../../least/openers.js';
import type { Refusal } from '../../evidence/refusal.js';
import type { DiagnoseContext } from '../../hint.js';
import { hostOf, type Resource, resourceOfUrl } from '../../token/resources.js';

/** The refused call as a token is held against it. */
export interface ApiCall {
  readonly method: string;
  readonly url: string;
  /** The path in lower case, without version and query. */
  readonly path: string;
  /** Undefined for a path alone. */
  readonly host: string | undefined;
  /** The API that was called; undefined where its host is none that is known. */
  readonly resource: Resource | undefined;
  /** What the data know of the call; undefined for calls of other APIs, too. */
  readonly known: KnownCall | undefined;
}

/** The call of a refusal, told apart by the API that it went to. */
export function apiCallOf({ call }: Refusal, { catalog }: DiagnoseContext): ApiCall | undefined {
  if (call === undefined) return undefined;
  const { method, url } = call;
  const resource = resourceOfUrl(url);
  const known = resource?.key === 'graph' ? callData(catalog).find(method, url) : undefined;
  return { method, url, path: pathOf(url), host: hostOf(url), resource, known };
}

function pathOf(url: string): string {
  const plain = url.slice(0, 4_000).split(/[?#]/, 1)[0] ?? '';
  const path = plain.replace(/^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/[^/]{0,300}/i, '').toLowerCase();
  return path.replace(/^\/?(?:v\d\.\d|beta)(?=\/|$)/, '');
}

/** When the call was refused: the date of the answer where the evidence has it, else the moment of the diagnosis. */
export interface Moment {
  readonly at: number;
  /** Whether it is that of the answer. Before the moment of the diagnosis the token may have been in another state. */
  readonly isOfAnswer: boolean;
}

/** The moment that the times of a token are held against. */
export function momentOf({ ids }: Refusal, { now }: DiagnoseContext): Moment {
  const date = ids.find(({ name }) => name.toLowerCase() === 'date')?.value.slice(0, 60);
  // Microsoft Graph writes UTC without saying so: "date": "2026-11-20T12:00:00".
  const isLocal = date !== undefined && /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(date);
  const at = date === undefined ? Number.NaN : Date.parse(isLocal ? `${date.replace(' ', 'T')}Z` : date);
  return Number.isNaN(at) ? { at: now.getTime(), isOfAnswer: false } : { at, isOfAnswer: true };
}
