import { createCatalog } from './catalog/catalog.js';
import { withOwnApis } from './catalog/own-apis.js';
import { parts } from './catalog/parts.generated.js';
import type { Catalog } from './catalog/types.js';
import { type Config, mergeLayers } from './config/config.js';
import { loadConfig } from './config/load-config.js';
import type { PlacedFault } from './config/read-config.js';
import { extendedPath, targetPath } from './config/targets.js';
import { type Configuration, type Configured, configure, ownApisOf } from './configured.js';
import { usageOfCalls } from './declared-calls.js';
import type { LintSetting } from './lint.js';
import type { Document } from './model/place.js';
import { helpFor } from './report/help.js';
import { type JsonFinding, jsonFinding } from './report/json.js';
import { locateFindings } from './report/locate-findings.js';

/** A config that was read: the option `config` of what lints. It counts what its waivers accept in all calls. */
export interface LintConfig {
  /** The path that it was read as. */
  readonly path: string;
  /**
   * What there is to say of the waivers after the calls so far: those that have ended and would be needed, and those of
   * a file in which an application of theirs was seen that accept nothing.
   */
  readonly waiverFindings: () => readonly JsonFinding[];
}

/** What a caller may set for a config. */
export interface ConfigOptions {
  /** Where the config lies: paths in it are meant from there, and faults name it [default: `permlint.yaml`]. */
  readonly path?: string;
  /** Gives the text of a file that the config names, by its path; undefined where there is none. */
  readonly read?: (path: string) => string | undefined;
  /** The day that waivers are judged by [default: today]. */
  readonly now?: Date;
  /** Whether `rules` counts [default: true]; a policy pack has levels of its own. */
  readonly levels?: boolean;
}

/**
 * Reads a `permlint.yaml`. Throws a TypeError that tells every fault with its line and column.
 *
 * @example
 * const config = readConfig(readFileSync('permlint.yaml', 'utf8'), { path: 'permlint.yaml' });
 * const { findings } = lint(text, { name: 'apps/portal/aad.manifest.json', config });
 */
export function readConfig(text: string, options: ConfigOptions = {}): LintConfig {
  const { path = 'permlint.yaml', read = () => undefined, now = new Date(), levels = true } = options;
  const loading = loadConfig({ name: path, location: path, text }, (target, from) => {
    const found = extendedPath(target, from, (each) => read(each) !== undefined);
    return 'fault' in found ? found : { name: found.path, location: found.path, text: read(found.path) ?? '' };
  });
  if (!loading.ok) throw configFault(loading.faults);
  const merged = mergeLayers(loading.layers);
  const config: Config = levels ? merged : { ...merged, rules: [] };
  const readNamed = (target: string, from: string) => {
    const name = targetPath(target, from);
    const found = read(name);
    return found === undefined ? { fault: 'there is no such file' } : { name, text: found };
  };
  const apis = valueOrThrow(ownApisOf(config, readNamed));
  const catalog = createCatalog(withOwnApis((part) => parts[part], apis));
  // A resource of a program lies in no file.
  const pathOf = ({ name, isFinal }: Document): string | undefined => (isFinal ? undefined : pathFrom(path, name));
  const configured = valueOrThrow(configure(config, catalog, now, readNamed, pathOf));
  return open(path, catalog, configured);
}

/** A name below the folder of the config, from there on; a name that is no absolute path is meant from there already. */
function pathFrom(config: string, name: string): string | undefined {
  const folder = config.slice(0, Math.max(config.lastIndexOf('/'), config.lastIndexOf('\\')) + 1);
  if (name.startsWith(folder)) return name.slice(folder.length);
  return /^(?:[a-z]:)?[\\/]/i.test(name) ? undefined : name;
}

function open(path: string, catalog: Catalog, configured: Configured): LintConfig {
  const waivers = configured.openWaivers();
  const own: LintConfig = {
    path,
    waiverFindings: () =>
      locateFindings(path, [], waivers.findings(false)).findings.map((finding) =>
        jsonFinding(finding.at.document.name, finding, { help: helpFor }),
      ),
  };
  const { cloud, settingOf, callsOf } = configured;
  const usage = callsOf && { usageOf: usageOfCalls(catalog, callsOf) };
  settings.set(own, { catalog, cloud, settingOf, ...usage, waive: waivers.waive });
  return own;
}

/** What a config adds to the setting of a run. */
export type ConfigSetting = Pick<LintSetting, 'catalog' | 'cloud' | 'settingOf' | 'usageOf' | 'waive'>;

/** Kept apart from what callers see: what a config is made of may change. */
const settings = new WeakMap<LintConfig, ConfigSetting>();

/** What a config adds to the setting of a run. Throws a TypeError for an object that `readConfig` did not make. */
export function settingOfConfig(config: LintConfig): ConfigSetting {
  const setting = settings.get(config);
  if (setting === undefined) throw new TypeError('options.config must be what readConfig returns');
  return setting;
}

function valueOrThrow<T>(result: Configuration<T>): T {
  if (result.ok) return result.value;
  throw configFault(result.faults);
}

function configFault(faults: readonly PlacedFault[]): TypeError {
  return new TypeError(
    faults
      .map(({ name, line, column, message }) => `cannot read config ${name}:${line}:${column}: ${message}`)
      .join('\n'),
  );
}
