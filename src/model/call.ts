import type { PermissionKind } from './application.js';

/** An HTTP call that an application makes, as somebody wrote it down or a log recorded it. */
export interface Call {
  /** In upper case: `GET`. */
  readonly method: string;
  /** As written: a whole URL, or a path with or without version and query. */
  readonly url: string;
  /** How the application signs in for it, where the source says so. */
  readonly kind?: PermissionKind;
  /** The application that made it, in lower case, where the source says so. */
  readonly appId?: string;
  /** The text that it stands in, and the line there, counted from 1; none for an argument or a value. */
  readonly source?: { readonly name: string; readonly line: number };
}

/** What a reader of calls found: a call, or why something is none. */
export type CallItem =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'problem'; readonly problem: CallProblem }
  /** Something that is left out on purpose, such as calls of other hosts: counted, so that nothing is lost silently. */
  | { readonly kind: 'left-out'; readonly reason: string; readonly count: number };

/** A fault in a text of calls. Line and column count from 1. */
export interface CallProblem {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** An address without query and fragment. The # of a guest's name (`ann_example.com#EXT#@...`) begins no fragment. */
export function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  const fragment = path.search(/#(?!EXT#)(?<!#EXT#)/i);
  return fragment === -1 ? path : path.slice(0, fragment);
}
