import { type Cloud, namePolicy, resolve } from '../catalog/resolve.js';
import { resolveGrant } from '../catalog/resolve-grant.js';
import { type Audience, audiences, type Catalog } from '../catalog/types.js';
import type { ApplicationUsage, CallingApplication } from '../least/application-usage.js';
import type { Application, PermissionKind } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Finding, Severity } from '../model/finding.js';
import { type Document, type Place, pointerText } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import type {
  Flow,
  OptionValues,
  PermissionPolicy,
  ResolvedRequest,
  Rule,
  RuleContext,
  RuleOptions,
  Verdict,
} from '../rules/define-rule.js';
import internalError from '../rules/internal-error.js';
import invalidManifest from '../rules/invalid-manifest.js';
import parseError from '../rules/parse-error.js';
import { limitSuggestions } from './limit-suggestions.js';

/** What a check needs beside the applications. */
export interface CheckSetting {
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly now: Date;
  readonly cloud: Cloud;
  /** What users set of single rules, by rule id. */
  readonly options?: RuleOptions;
  /** What declared calls say of an application; left out where none is declared. */
  readonly usageOf?: (calling: CallingApplication, application: Application) => ApplicationUsage | undefined;
  /** What a team has set for an application, or for what belongs to none; left out where nothing is set. */
  readonly settingOf?: (application: Application | undefined) => ApplicationSetting;
  /** Marks findings that waivers accept; left out where there is none. */
  readonly waive?: (findings: readonly Finding[], applications: readonly Application[]) => Finding[];
  /** Whether findings leave out why a rule crashed: an error may hold any value of the input. */
  readonly hidesCauses?: boolean;
}

/** What a team has set for an application. */
export interface ApplicationSetting {
  /** The severity that a rule has here, or `off`; undefined where it keeps its own. */
  readonly levelOf: (rule: string) => Severity | 'off' | undefined;
  readonly options: RuleOptions;
  readonly permissionPolicy: PermissionPolicy | undefined;
  readonly flows: readonly Flow[] | undefined;
}

/** What a check gave. */
export interface Checked {
  readonly applications: readonly Application[];
  readonly findings: readonly Finding[];
  /** Whether a rule crashed: the run cannot be trusted then. */
  readonly crashed: boolean;
}

/**
 * Runs the rules over the applications and makes findings of the readers' problems. Findings come problems first, then
 * application by application in the order of the rules; a rule that throws gives an `internal-error` and the run goes on.
 */
export function check(
  applications: readonly Application[],
  problems: readonly Problem[],
  setting: CheckSetting,
): Checked {
  const findings = problemFindings(problems, applications, setting);
  let crashed = false;
  for (const application of applications) {
    if (checkOne(application, setting, findings)) crashed = true;
  }
  return { applications, findings: setting.waive?.(findings, applications) ?? findings, crashed };
}

/** Adds what the rules find in one application; true where one of them crashed. */
function checkOne(application: Application, setting: CheckSetting, findings: Finding[]): boolean {
  const own = setting.settingOf?.(application);
  const context = contextOf(application, setting, own);
  const statuses = statusesOf(context);
  let crashed = false;
  for (const rule of setting.rules) {
    const severity = own?.levelOf(rule.id) ?? rule.severity;
    if (severity === 'off' || !concerns(rule, application, context, statuses)) continue;
    const options = own?.options[rule.id] ?? setting.options?.[rule.id] ?? noOptions;
    try {
      for (const verdict of rule.check?.(application, context, options) ?? []) {
        findings.push({ rule: rule.id, severity, application, ...verdict });
      }
    } catch (error) {
      crashed = true;
      findings.push(crash(rule, application, setting.hidesCauses ? undefined : error));
    }
  }
  return crashed;
}

const noOptions: OptionValues = {};

/** The service takes 400 requests: what asks for more than this is no registration of a person's. */
const longList = 500;

/** What rules know of an application beside itself: every request and grant resolved, and what declared calls say. */
export function contextOf(
  application: Application,
  setting: CheckSetting,
  own: ApplicationSetting | undefined = setting.settingOf?.(application),
): RuleContext {
  const { catalog: whole, now, cloud } = setting;
  const isLong = application.requests.length + application.apis.length > longList;
  const catalog = isLong ? limitSuggestions(whole) : whole;
  const names = namePolicy(catalog, application);
  const requests: ResolvedRequest[] = application.requests.map((request) => ({
    request,
    resolution: resolve(catalog, request, names, cloud),
  }));
  for (const grant of application.grants) {
    requests.push({ request: grant, resolution: resolveGrant(catalog, grant, cloud) });
  }
  const audience = audienceOf(application);
  const { permissionPolicy, flows } = own ?? {};
  const usage = setting.usageOf?.(callingApplication(application, requests, audience, flows), application);
  return { catalog, now, cloud, names, audience, requests, usage, permissionPolicy, flows };
}

/** The permissions that a token carries, by how the application signs in. */
const kindOfFlow: Readonly<Record<Flow, PermissionKind>> = { user: 'delegated', 'app-only': 'application' };

function callingApplication(
  { appId, isPart, isAlone, resourceSpecific }: Application,
  requests: readonly ResolvedRequest[],
  audience: Audience | undefined,
  flows: readonly Flow[] | undefined,
): CallingApplication {
  return {
    appId: appId && knownValue(appId)?.toLowerCase(),
    audience,
    permissions: requests.flatMap(({ resolution }) => (resolution.status === 'found' ? [resolution.permission] : [])),
    // What a Teams manifest asks for besides opens calls of single teams and chats.
    isPartial:
      isPart === true ||
      isAlone === true ||
      resourceSpecific.length > 0 ||
      requests.some(({ resolution }) => resolution.status === 'undecided'),
    onlyKind: flows?.length === 1 ? kindOfFlow[flows[0] ?? 'user'] : undefined,
  };
}

type Statuses = ReadonlySet<ResolvedRequest['resolution']['status']>;

function statusesOf({ requests }: RuleContext): Statuses {
  return new Set(requests.map(({ resolution }) => resolution.status));
}

/** Whether a rule may have something to say; most rules are about what few registrations have. */
function concerns(
  { category, audiences: own, resolutions, aboutCalls }: Rule,
  { grants }: Application,
  { audience, usage, permissionPolicy }: RuleContext,
  statuses: Statuses,
): boolean {
  if (category === 'grants' && grants.length === 0) return false;
  if (category === 'policy' && permissionPolicy === undefined) return false;
  if (aboutCalls === true && usage === undefined) return false;
  if (own !== undefined && (audience === undefined || !own.includes(audience))) return false;
  return resolutions === undefined || resolutions.some((status) => statuses.has(status));
}

/** The audience whatever its letter case: what it was meant to be decides which limits hold. */
function audienceOf({ audience }: Application): Audience | undefined {
  const written = knownValue(audience)?.toLowerCase();
  return written === undefined ? undefined : audiences.find((each) => each.toLowerCase() === written);
}

function problemFindings(
  problems: readonly Problem[],
  applications: readonly Application[],
  { settingOf }: CheckSetting,
): Finding[] {
  if (problems.length === 0) return [];
  const places = placesOf(applications);
  return problems.flatMap(({ kind, at, message, fix }) => {
    const rule = kind === 'unreadable' ? parseError : invalidManifest;
    const application = applicationAt(at, places);
    const severity = settingOf?.(application).levelOf(rule.id) ?? rule.severity;
    if (severity === 'off') return [];
    return [{ rule: rule.id, severity, message, at, ...(application && { application }), ...(fix && { fix }) }];
  });
}

type ApplicationPlaces = ReadonlyMap<Document, ReadonlyMap<string, Application>>;

function placesOf(applications: readonly Application[]): ApplicationPlaces {
  const places = new Map<Document, Map<string, Application>>();
  for (const application of applications) {
    const { document, pointer } = application.at;
    const own = places.get(document) ?? new Map<string, Application>();
    places.set(document, own.set(pointerText(pointer), application));
  }
  return places;
}

/** The application that a place lies in: the one in the same document whose pointer the place's begins with. */
function applicationAt({ document, pointer }: Place, places: ApplicationPlaces): Application | undefined {
  const own = places.get(document);
  for (let length = pointer.length; own !== undefined && length >= 0; length -= 1) {
    const application = own.get(pointerText(pointer.slice(0, length)));
    if (application !== undefined) return application;
  }
  return undefined;
}

function crash(rule: Rule, application: Application, error: unknown): Finding {
  const cause = error === undefined ? '' : ` (${error instanceof Error ? error.message : 'unknown error'})`;
  const verdict: Verdict = {
    at: application.at,
    message: `The rule ${rule.id} crashed on this application${cause}: what it would have found is missing. This is a bug in permlint; please report it.`,
  };
  return { rule: internalError.id, severity: internalError.severity, application, ...verdict };
}
