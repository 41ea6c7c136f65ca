import { existsSync } from 'node:fs';
import { createCatalog } from '../catalog/catalog.js';
import { withOwnApis } from '../catalog/own-apis.js';
import type { Api, Catalog, Permission } from '../catalog/types.js';
import { readOwnApis } from '../input/own-apis.js';
import type { OwnApi } from '../model/own-api.js';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { openCatalog, readPart } from './catalog-files.js';
import { type Row, renderRows, writeJson } from './command-output.js';
import { namedFileReader, readRegularText } from './config-files.js';
import { configPath } from './config-path.js';
import { headOf, readApis } from './data-file.js';
import type { OpenedConfig } from './open-config.js';
import { type Output, tell } from './output.js';
import { terminalWidth } from './terminal.js';
import { dayOfRun } from './today.js';
import { UsageError } from './usage-error.js';

/** Where lists come from. */
interface Source {
  readonly name: string;
  readonly cloud: string | null;
  readonly date: string | null;
  readonly apis: number;
}

type Counts = Record<'application' | 'delegated' | 'resourceSpecific', Record<Permission['state'], number>>;

/** `permlint data describe [FILE|API]`: what a file, an API or the catalog in use holds. */
export async function describeCatalog(args: Arguments, output: Output, errors: Output): Promise<number> {
  const [operand, ...others] = args.operands;
  if (others.length > 0) throw new UsageError(`data describe takes one file or API, and was given "${others[0]}", too`);
  if (operand !== undefined && (operand === '-' || existsSync(operand))) return describeFile(args, operand, output);
  const path = configPath(args);
  const opened =
    path === undefined
      ? undefined
      : (await import('./open-config.js')).openConfig({ path, rules: [], now: dayOfRun() });
  const catalog = opened?.catalog ?? openCatalog();
  if (operand === undefined) {
    const sources = [builtInSource(), ...(opened === undefined ? [] : sourcesOf(opened))];
    describe(args, output, {
      title: 'the catalog in use',
      catalog,
      apis: catalog.apis(),
      cloud: opened?.cloud ?? 'global',
      date: catalog.date,
      sources,
    });
    return 0;
  }
  const api = catalog.api(operand);
  if (api !== undefined) {
    describeApi(args, output, catalog, api);
    return 0;
  }
  const near = catalog.nearestApis(operand, 1).map(({ name }) => ` Did you mean ${name}?`);
  tell(errors, `no file and no API of the catalog in use is called ${operand}.${near.join('')}`);
  return 1;
}

function describeFile(args: Arguments, path: string, output: Output): number {
  const apis = readApis(path);
  const source = sourceOf(path, apis);
  // A table without rows of its own: what the file says is all there is.
  const empty = (part: Parameters<typeof readPart>[0]): string => `${readPart(part).split('\n', 1)[0]}\n`;
  const catalog = createCatalog(withOwnApis(empty, apis));
  const ids = new Set(apis.map(({ appId }) => appId.toLowerCase()));
  const own = catalog.apis().filter(({ appId }) => ids.has(appId));
  describe(args, output, { ...source, title: path, catalog, apis: own, sources: [source] });
  return 0;
}

function builtInSource(): Source {
  const catalog = openCatalog();
  return { name: 'built-in', cloud: 'global', date: catalog.date, apis: catalog.apis().length };
}

function sourceOf(name: string, apis: readonly OwnApi[]): Source {
  return { name, ...headOf(apis), apis: apis.length };
}

/** What the config names was read a moment ago, so that it can be read. */
function sourcesOf({ config: { catalogs = [] } }: OpenedConfig): readonly Source[] {
  const read = namedFileReader((path) => readRegularText(path));
  return catalogs.map(({ value, location }) => {
    if (typeof value !== 'string') return { name: `${value.name} (in the config)`, cloud: null, date: null, apis: 1 };
    const file = read(value, location);
    const reading = 'text' in file ? readOwnApis(file.text) : file;
    return sourceOf(value, 'apis' in reading ? reading.apis : []);
  });
}

interface Whole {
  readonly title: string;
  readonly catalog: Catalog;
  readonly apis: readonly Api[];
  readonly cloud: string | null;
  readonly date: string | null;
  readonly sources: readonly Source[];
}

function describe({ options }: Arguments, output: Output, { title, catalog, apis, cloud, date, sources }: Whole): void {
  const counts = countsOf(apis.flatMap((api) => catalog.permissionsOf(api)));
  const incomplete = apis.filter(({ complete }) => !complete).length;
  if (options.get('format') === 'json') {
    writeJson(output, { version: 1, date, cloud, apis: apis.length, incomplete, permissions: counts, sources });
    return;
  }
  const rows: readonly Row[] = [
    ['date', date ?? 'not said'],
    ['cloud', cloud ?? 'not said'],
    ['APIs', `${apis.length}${incomplete === 0 ? '' : `; the lists of ${incomplete} may lack some permissions`}`],
    ...countRows(counts),
    ...sources.map((source, index): Row => [index === 0 ? 'from' : '', sourceText(source)]),
  ];
  output.write(`${escapeText(title)}\n${renderRows(escaped(rows), terminalWidth())}`);
}

function sourceText({ name, cloud, date, apis }: Source): string {
  return [name, cloud, date, `${apis} ${apis === 1 ? 'API' : 'APIs'}`].filter((each) => each !== null).join(', ');
}

function describeApi({ options }: Arguments, output: Output, catalog: Catalog, api: Api): void {
  const counts = countsOf(catalog.permissionsOf(api));
  const { appId, name, complete, cloud = 'global' } = api;
  if (options.get('format') === 'json') {
    writeJson(output, { version: 1, api: { appId, name, complete, cloud }, permissions: counts });
    return;
  }
  const rows: readonly Row[] = [
    ['id', appId],
    ['list', `${complete ? 'complete' : 'may lack some permissions'}, of the cloud ${cloud}`],
    ...countRows(counts),
  ];
  output.write(`${escapeText(name)}\n${renderRows(escaped(rows), terminalWidth())}`);
}

function countsOf(permissions: readonly Permission[]): Counts {
  const none = () => ({ live: 0, disabled: 0, hidden: 0, retired: 0, draft: 0 });
  const counts: Counts = { application: none(), delegated: none(), resourceSpecific: none() };
  for (const { kind, state, resourceSpecific } of permissions) {
    counts[resourceSpecific ? 'resourceSpecific' : kind][state] += 1;
  }
  return counts;
}

function countRows(counts: Counts): readonly Row[] {
  const labels = { application: 'application', delegated: 'delegated', resourceSpecific: 'resource-specific' } as const;
  return (['application', 'delegated', 'resourceSpecific'] as const).map((kind) => {
    const states = Object.entries(counts[kind]).filter(([, count]) => count > 0);
    const text = states.map(([state, count]) => `${count.toLocaleString('en-US')} ${state}`).join(', ');
    return [labels[kind], text === '' ? 'none' : text];
  });
}

function escaped(rows: readonly Row[]): readonly Row[] {
  return rows.map(([label, text]) => [label, escapeText(text)]);
}
