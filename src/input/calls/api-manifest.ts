import type { CallItem } from '../../model/call.js';
import { isRecord } from '../source.js';
import { readAddress } from './address.js';
import { guid } from './fields.js';
import type { At } from './lines-of.js';
import { leftOut, problem, readRequest, reasons } from './request.js';

type Dependency = Readonly<Record<string, unknown>>;

/**
 * Reads a request of a dependency of an API manifest
 * (https://www.ietf.org/archive/id/draft-miller-api-manifest-01.html, and microsoft/OpenApi.ApiManifest, which has
 * `exclude` besides): `{"method": "GET", "uriTemplate": "/users/{id}"}`.
 */
export function* readManifestRequest(value: unknown, dependency: Dependency, at: At): Iterable<CallItem> {
  if (!isRecord(value)) {
    yield problem(at, 'This request of the API manifest is no object with "method" and "uriTemplate".');
    return;
  }
  const base = baseOf(dependency);
  if (base === undefined) yield leftOut(reasons.otherHost);
  else if (value.exclude === true) yield leftOut(reasons.excluded);
  else {
    const { method, uriTemplate } = value;
    const url = typeof uriTemplate === 'string' ? withoutQueryTemplate(uriTemplate) : uriTemplate;
    const appId = clientOf(dependency);
    const what = 'This request of the API manifest';
    yield* readRequest({ method, url, at, what, isLog: false, base, ...(appId !== undefined && { appId }) });
  }
}

/** Where the dependency's paths begin; undefined where it is of another API than Microsoft Graph. */
function baseOf({ apiDeploymentBaseUrl, ...dependency }: Dependency): string | undefined {
  const base = typeof apiDeploymentBaseUrl === 'string' ? readAddress(apiDeploymentBaseUrl.trim()) : undefined;
  if (base?.kind === 'other') return undefined;
  const url = base?.kind === 'graph' ? base.url : undefined;
  if (url !== undefined && !url.startsWith('/')) return url;
  // `apiDescripionUrl` is how the first versions of the library, and of Graph Explorer, spelled it.
  const description = dependency.apiDescriptionUrl ?? dependency.apiDescripionUrl;
  if (typeof description !== 'string' || description.length > 2_000 || !describesGraph(description)) return undefined;
  const version = /\/(v1\.0|beta)(?=\/|$)/i.exec(description)?.[1];
  return url ?? (version === undefined ? '' : `/${version.toLowerCase()}`);
}

/** Whether an API description is that of Microsoft Graph: one of its own hosts, or of its repositories. */
function describesGraph(description: string): boolean {
  return /^https?:/i.test(description) && (readAddress(description).kind === 'graph' || namesGraph.test(description));
}

const namesGraph = /microsoft-?graph|msgraph/i;

function clientOf({ authorizationRequirements, auth }: Dependency): string | undefined {
  const requirements = authorizationRequirements ?? auth;
  return isRecord(requirements) ? guid(requirements.clientIdentifier) : undefined;
}

/** Without the query of a URI template (RFC 6570): `/users{?$select}`. */
function withoutQueryTemplate(template: string): string {
  const query = template.search(/\{[?&]/);
  return query === -1 ? template : template.slice(0, query);
}
