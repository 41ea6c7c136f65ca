import type { CallItem } from '../../model/call.js';
import { isRecord } from '../source.js';
import type { At } from './lines-of.js';
import { problem, readRequest } from './request.js';

/**
 * Reads an entry of an HTTP archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec): the method and address of
 * its request, and of a batch what was posted. Headers and cookies, which hold tokens, are never looked at.
 */
export function* readHarEntry(entry: unknown, at: At): Iterable<CallItem> {
  const request = isRecord(entry) ? entry.request : undefined;
  if (!isRecord(request)) {
    yield problem(at, 'This entry of the HTTP archive has no request.');
    return;
  }
  const { method, url, postData } = request;
  // The text itself: an object here would stand for a batch, and an archive has texts alone.
  const text = isRecord(postData) && typeof postData.text === 'string' ? postData.text : '';
  yield* readRequest({ method, url, at, what: 'The request of this entry', isLog: true, body: text });
}
