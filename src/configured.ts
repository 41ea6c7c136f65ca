import { graphAppId } from './catalog/lookup.js';
import { type Cloud, cloudNamed } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import {
  type ApplicationConfig,
  appEntryText,
  applicationConfigs,
  type CallEntry,
  optionsOf,
  setLevelOf,
} from './config/application-setting.js';
import { checkConfig, endOf } from './config/check-config.js';
import type { Config, Sourced } from './config/config.js';
import { pathMatcher, permissionMatcher } from './config/patterns.js';
import { type PlacedFault, placedFault } from './config/read-config.js';
import type { AppEntry, InlineApi, WaiverEntry } from './config/schema.js';
import { callsOfText } from './declared-calls.js';
import type { ApplicationSetting } from './engine/check.js';
import { mayAccept, openWaivers, type Waiver, type WaiverUse } from './engine/waivers.js';
import { parseCallLine } from './input/calls/read-calls.js';
import { type OwnApisReading, readOwnApis } from './input/own-apis.js';
import type { Application } from './model/application.js';
import type { Call } from './model/call.js';
import { knownValue } from './model/fact.js';
import type { OwnApi } from './model/own-api.js';
import type { Document, Place } from './model/place.js';
import { quoted } from './model/wording.js';
import { patternFaults } from './policy-patterns.js';
import type { PermissionPolicy } from './rules/define-rule.js';

/** Hands out a file that a config names, from the location of that config on; or why it cannot be read. */
export type ReadNamedFile = (
  target: string,
  from: string,
) => { readonly name: string; readonly text: string } | { readonly fault: string };

/** What a config comes to, for the applications of a run. */
export interface Configured {
  readonly cloud: Cloud;
  /** What the config says of an application, with the origin of each value. */
  readonly configOf: (application: Application | undefined) => ApplicationConfig;
  readonly settingOf: (application: Application | undefined) => ApplicationSetting;
  /** The calls that the config declares for an application; undefined where it declares none. */
  readonly callsOf: ((application: Application) => readonly Call[]) | undefined;
  /** The waivers that may accept findings of an application. */
  readonly waiversOf: (application: Application) => readonly Waiver[];
  /** All waivers, in their order. */
  readonly waivers: readonly Waiver[];
  /** The entries of `apps` that were for none of the applications that were asked for so far. */
  readonly unmatchedApps: () => readonly UnmatchedApp[];
  /** Starts a count of what they do. */
  readonly openWaivers: () => WaiverUse;
}

/** An entry of `apps` that is for no application, in words (`Contoso Portal, apps/a.json`), and its place. */
export interface UnmatchedApp {
  readonly label: string;
  readonly at: Place;
}

export type Configuration<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly PlacedFault[] };

/** The APIs that a config adds to the catalog; those of a catalog file have to be of the config's cloud. */
export function ownApisOf({ catalogs = [], cloud }: Config, read: ReadNamedFile): Configuration<readonly OwnApi[]> {
  const own = cloudNamed(cloud?.value);
  const apis: OwnApi[] = [];
  const faults: PlacedFault[] = [];
  for (const { value, location, at } of catalogs) {
    if (typeof value !== 'string') {
      apis.push({ ...inlineApi(value), cloud: own });
      continue;
    }
    const file = read(value, location);
    const found = 'fault' in file ? file : ofCloud(readOwnApis(file.text), own);
    if ('fault' in found) faults.push(faultAt({ at }, `${value}: ${found.fault}`));
    else apis.push(...found.apis);
  }
  return faults.length === 0 ? { ok: true, value: apis } : { ok: false, faults };
}

/** What is no catalog file says nothing of its cloud, and is taken for what the config is for. */
function ofCloud(reading: OwnApisReading, cloud: Cloud): OwnApisReading {
  if ('fault' in reading) return reading;
  const other = reading.apis.find((api) => api.cloud !== undefined && api.cloud !== cloud)?.cloud;
  if (other === undefined) return { apis: reading.apis.map((api) => ({ ...api, cloud })) };
  const words = `is a catalog of the cloud ${quoted(other)}, and this config is for ${cloud}`;
  return { fault: `${words}: set cloud, or name one of ${cloud} (permlint data refresh --cloud ${cloud})` };
}

function inlineApi({ appId, name, delegated = {}, application = {} }: InlineApi): OwnApi {
  const permissions = (
    [
      ['delegated', delegated],
      ['application', application],
    ] as const
  ).flatMap(([kind, ids]) => Object.entries(ids).map(([each, id]) => ({ id, name: each, kind, isEnabled: true })));
  return { appId, name, permissions };
}

/**
 * Makes what a lint run needs of a config. `catalog` has the config's own APIs already; `pathOf` gives a document's path
 * from the folder of the config on, undefined where it lies elsewhere.
 */
export function configure(
  config: Config,
  catalog: Catalog,
  now: Date,
  read: ReadNamedFile,
  pathOf: (document: Document) => string | undefined,
): Configuration<Configured> {
  const calls = callsOfConfig(config, read);
  const faults = [...checkConfig(config, now), ...patternFaults(config, catalog), ...calls.faults];
  if (faults.length > 0) return { ok: false, faults };
  const find = applicationConfigs(config);
  const matched = new Set<Sourced<AppEntry>>();
  const configOf = (application: Application | undefined): ApplicationConfig => {
    const own = find({
      name: knownValue(application?.name),
      appId: knownValue(application?.appId),
      file: application && pathOf(application.at.document),
    });
    for (const entry of own.entries) matched.add(entry);
    return own;
  };
  const settings = settingsOf(catalog);
  const waivers = config.waivers.map((waiver) => waiverOf(waiver, catalog, pathOf));
  return {
    ok: true,
    value: {
      cloud: cloudNamed(config.cloud?.value),
      configOf,
      settingOf: (application) => settings(configOf(application)),
      callsOf: calls.isEmpty
        ? undefined
        : (application) => configOf(application).calls.flatMap(({ value }) => calls.of(value)),
      waiversOf: (application) => waivers.filter((waiver) => mayAccept(waiver, application)),
      waivers,
      unmatchedApps: () =>
        config.apps.filter((entry) => !matched.has(entry)).map(({ value, at }) => ({ label: appEntryText(value), at })),
      openWaivers: () => openWaivers(waivers, now),
    },
  };
}

/** Settings by what they are made of: most applications of a run have the same. */
function settingsOf(catalog: Catalog): (config: ApplicationConfig) => ApplicationSetting {
  const known = new Map<string, ApplicationSetting>();
  return (config) => {
    const key = config.entries.map(({ at }) => `${at.document.name} ${at.pointer.join('/')}`).join('\n');
    const before = known.get(key);
    if (before !== undefined) return before;
    const setting = settingFor(config, catalog);
    known.set(key, setting);
    return setting;
  };
}

function settingFor(config: ApplicationConfig, catalog: Catalog): ApplicationSetting {
  const ids = new Set(config.rules.map(({ value: [rule] }) => rule));
  const levels = new Map([...ids].map((id) => [id, setLevelOf(config.rules, id)?.value]));
  return {
    levelOf: (rule) => levels.get(rule),
    options: Object.fromEntries([...ids].map((id) => [id, optionsOf(config.rules, id)])),
    permissionPolicy: policyOf(config, catalog),
    flows: config.flows?.value,
  };
}

function policyOf({ allow, exceptions, deny }: ApplicationConfig, catalog: Catalog): PermissionPolicy | undefined {
  if (allow === undefined && deny.length === 0) return undefined;
  const matcherOf = ({ value }: Sourced<string>) => matcherFor(value, catalog);
  const allowed = [...(allow ?? []), ...exceptions].map(matcherOf);
  const denied = deny.map((entry) => ({ text: entry.value, isFor: matcherOf(entry) }));
  return {
    hasAllowList: allow !== undefined,
    isAllowed: (permission) => allowed.some((isFor) => isFor(permission)),
    deniedBy: (permission) => denied.find(({ isFor }) => isFor(permission))?.text,
  };
}

function matcherFor(pattern: string, catalog: Catalog) {
  return permissionMatcher(pattern, graphAppId, (name) => catalog.api(name)?.appId);
}

function waiverOf(
  { value, at }: Sourced<WaiverEntry>,
  catalog: Catalog,
  pathOf: (document: Document) => string | undefined,
): Waiver {
  const { rule, permission, app, file, reason, expires, owner, ticket } = value;
  const isPath = file === undefined ? undefined : pathMatcher(file);
  const what = [permission, app, file].filter((each) => each !== undefined).join(', ');
  return {
    rule,
    reason,
    expires,
    end: expires === undefined ? undefined : endOf(expires),
    label: `${rule} of ${what}`,
    at,
    endAt: { ...at, pointer: [...at.pointer, 'expires'] },
    ...(owner !== undefined && { owner }),
    ...(ticket !== undefined && { ticket }),
    ...(app !== undefined && { app }),
    ...(permission !== undefined && { isPermission: matcherFor(permission, catalog) }),
    ...(isPath && { isFile: ({ document }) => isPath(pathOf(document) ?? '') }),
  };
}

interface ConfigCalls {
  readonly isEmpty: boolean;
  readonly of: (entry: CallEntry) => readonly Call[];
  readonly faults: readonly PlacedFault[];
}

/** The calls of all applications; each file is read once. */
function callsOfConfig({ apps }: Config, read: ReadNamedFile): ConfigCalls {
  const calls = new Map<CallEntry, readonly Call[]>();
  const faults: PlacedFault[] = [];
  for (const { value, location, at } of apps) {
    for (const [index, entry] of (value.calls ?? []).entries()) {
      const found = readCallEntry(entry, location, read);
      calls.set(entry, found.calls);
      const place = { at: { ...at, pointer: [...at.pointer, 'calls', index] } };
      faults.push(...found.faults.map((fault) => faultAt(place, fault)));
    }
  }
  return { isEmpty: calls.size === 0, of: (entry) => calls.get(entry) ?? [], faults };
}

function readCallEntry(entry: CallEntry, location: string, read: ReadNamedFile) {
  if (typeof entry === 'string') {
    const parsed = parseCallLine(entry);
    return parsed.ok ? { calls: [parsed.call], faults: [] } : { calls: [], faults: [parsed.message] };
  }
  const file = read(entry.file, location);
  if ('fault' in file) return { calls: [], faults: [`${entry.file}: ${file.fault}`] };
  const { calls, faults } = callsOfText(file.name, file.text);
  return { calls, faults: faults.map((fault) => `${file.name}:${fault}`) };
}

function faultAt({ at }: Pick<Sourced<unknown>, 'at'>, message: string): PlacedFault {
  return placedFault(at.document, { pointer: at.pointer, part: 'value', message });
}
