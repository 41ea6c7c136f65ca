import { type PlacedFault, placedFault, type ReadConfigFile, readConfigFile } from './read-config.js';
import type { ConfigFault } from './schema-faults.js';

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

/** Reads a config and what it extends. Every fault of every file is told at once. Never throws. */
export function loadConfig(text: ConfigText, read: ReadConfigText): ConfigLoading {
  const layers: ConfigLayer[] = [];
  const faults: PlacedFault[] = [];
  load(text, read, [], layers, faults);
  return faults.length === 0 ? { ok: true, layers } : { ok: false, faults };
}

function load(
  { name, location, text }: ConfigText,
  read: ReadConfigText,
  above: readonly string[],
  layers: ConfigLayer[],
  faults: PlacedFault[],
): void {
  const reading = readConfigFile(name, text);
  if (!reading.ok) {
    faults.push(...reading.faults);
    return;
  }
  const { value, document } = reading.file;
  const fault = (at: ConfigFault): void => {
    faults.push(placedFault(document, at));
  };
  const targets = [value.extends ?? []].flat();
  for (const [index, target] of targets.entries()) {
    const pointer = Array.isArray(value.extends) ? ['extends', index] : ['extends'];
    const found = read(target, location);
    if ('fault' in found) fault({ pointer, part: 'value', message: found.fault });
    else if (found.location === location || above.includes(found.location)) {
      fault({ pointer, part: 'value', message: 'this config extends itself.' });
    } else if (!layers.some((layer) => layer.location === found.location)) {
      load(found, read, [...above, location], layers, faults);
    }
  }
  layers.push({ ...reading.file, location });
}
