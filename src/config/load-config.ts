import { type PlacedFault, placedFault, type ReadConfigFile, readConfigFile } from './read-config.js';

/** A config's text: what faults call it, and what `ReadConfigText` is asked from when it names other files. */
export interface ConfigText {
  readonly name: string;
  readonly location: string;
  readonly text: string;
}

/** Hands out the file that a config names, from the location of that config on; or why it cannot be read. */
export type ReadConfigText = (target: string, from: string) => ConfigText | { readonly fault: string };

/** A config file and where it lies: paths that are written in it are meant from there. */
export interface ConfigLayer extends ReadConfigFile {
  readonly location: string;
}

export type ConfigLoading =
  /** Those that are extended come before what extends them. */
  | { readonly ok: true; readonly layers: readonly ConfigLayer[] }
  | { readonly ok: false; readonly faults: readonly PlacedFault[] };

/**
 * Reads a config and what it extends. The faults of all files are told at once, save that what a faulty one extends is
 * not read. Never throws.
 */
export function loadConfig(text: ConfigText, read: ReadConfigText): ConfigLoading {
  const layers: ConfigLayer[] = [];
  const faults: PlacedFault[] = [];
  load(text, { read, layers, faults, seen: new Set() }, []);
  return faults.length === 0 ? { ok: true, layers } : { ok: false, faults };
}

interface Loading {
  readonly read: ReadConfigText;
  readonly layers: ConfigLayer[];
  readonly faults: PlacedFault[];
  /** The locations of all files so far: several may extend the same one. */
  readonly seen: Set<string>;
}

function load({ name, location, text }: ConfigText, loading: Loading, above: readonly string[]): void {
  const { read, layers, faults, seen } = loading;
  seen.add(location);
  const reading = readConfigFile(name, text);
  if (!reading.ok) {
    faults.push(...reading.faults);
    return;
  }
  const { value, document } = reading.file;
  for (const [index, target] of [value.extends ?? []].flat().entries()) {
    const found = read(target, location);
    const isCircle = 'location' in found && (found.location === location || above.includes(found.location));
    const message = 'fault' in found ? found.fault : isCircle ? 'this config extends itself.' : undefined;
    if (message !== undefined) {
      const pointer = Array.isArray(value.extends) ? ['extends', index] : ['extends'];
      faults.push(placedFault(document, { pointer, part: 'value', message }));
    } else if ('location' in found && !seen.has(found.location)) load(found, loading, [...above, location]);
  }
  layers.push({ ...reading.file, location });
}
