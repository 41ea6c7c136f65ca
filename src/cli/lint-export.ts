import { isExportName } from '../input/exports/export-names.js';
import { decodeUtf8, exportText } from '../input/exports/export-texts.js';
import { layoutOf } from '../input/exports/layout.js';
import { openExport, type TenantExport } from '../input/exports/read-export.js';
import type { ExportFile } from '../input/exports/records.js';
import { type Linted, type LintSetting, lintParts } from '../lint.js';
import { openLarge } from './export-bytes.js';
import type { InputFile } from './inputs.js';
import { largestFile } from './read-bytes.js';
import { type Read, readFile } from './read-file.js';
import { folderOf, siblingFiles } from './sibling-files.js';
import type { Staged } from './staged.js';

/** What reading a file gave that may belong to an export. */
export type ExportContent = Extract<Read, { readonly text: string } | { readonly begin: Buffer }>;

/** Parts of an export as they are linted; or, of a large file that is no export, how it is read whole. */
export type ExportOutcome = { readonly parts: Iterable<Linted> } | { readonly whole: InputFile } | undefined;

/** Lints a file as a part of a tenant's export, where it is one. */
export type LintExport = (input: InputFile, content: ExportContent, setting: LintSetting) => ExportOutcome;

/** What a run tells of itself. */
export interface ExportSetting {
  readonly staged: Staged | undefined;
  /** Whether files are fixed in this run. */
  readonly fixes: boolean;
  readonly notice: (text: string) => void;
}

interface Group {
  readonly names: readonly string[];
  readonly tenant: TenantExport;
}

/** So many applications are checked at a time: a part is what is held in memory of an export. */
const partSize = 32;

/** Lints files of exports; the files of a folder that belong together are looked through once. */
export function exportLinter({ staged, fixes, notice }: ExportSetting): LintExport {
  const groups = new Map<string, Group>();
  return (input, content, setting) => {
    const own = fileOf(input, content);
    if (own === undefined) return 'begin' in content ? { whole: wholeOf(input, content) } : undefined;
    if (fixes && 'begin' in content) {
      notice(`${input.name} is read line by line, as it is large: --fix does not write into it`);
    }
    // The other files of an export lie beside it under names of their own; what they hold tells what they are.
    const siblings = isExportName(input.path ?? '') ? siblingFiles(input, isExportName, staged) : [];
    const key = input.path === undefined ? undefined : folderOf(input.path);
    // Fixes move what stands behind them.
    const isKept = key !== undefined && siblings.length > 0 && !fixes;
    const known = isKept ? groups.get(key) : undefined;
    const group = known ?? openGroup([own, ...siblings.flatMap((each) => openSibling(each) ?? [])]);
    if (isKept) groups.set(key, group);
    if (!group.tenant.hasGrants && 'text' in content) return undefined;
    const items = group.tenant.read(group.names.indexOf(input.name), input.origin === 'named');
    return { parts: lintParts(items, setting, partSize) };
  };
}

function openGroup(files: readonly ExportFile[]): Group {
  return { names: files.map(({ name }) => name), tenant: openExport(files) };
}

/** A file of an export; undefined where it is of another form. */
function fileOf({ name, path }: InputFile, content: ExportContent): ExportFile | undefined {
  if ('begin' in content) {
    const { size, chunks } = openedLarge(content, path);
    const layout = layoutOf(content.begin, size, decodeUtf8);
    return layout && { name, layout, chunks, decode: decodeUtf8 };
  }
  return exportText(name, content.text);
}

const opened = new WeakMap<ExportContent, ReturnType<typeof openLarge>>();

/** What can be read only once is opened only once. */
function openedLarge(content: ExportContent & { readonly begin: Buffer }, path: string | undefined) {
  const file = opened.get(content) ?? openLarge(path, content.begin);
  opened.set(content, file);
  return file;
}

/** A large file of another form, which is read whole. */
function wholeOf(input: InputFile, content: ExportContent & { readonly begin: Buffer }): InputFile {
  const { size, chunks } = openedLarge(content, input.path);
  return {
    ...input,
    bytes: () => {
      if (size > largestFile) return undefined;
      const bytes = Buffer.allocUnsafeSlow(size);
      let at = 0;
      for (const chunk of chunks(0)) at += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).copy(bytes, at);
      return bytes.subarray(0, at);
    },
  };
}

function openSibling(input: InputFile): ExportFile | undefined {
  const read = readFile(input, () => undefined, true);
  if (!('text' in read || 'begin' in read)) return undefined;
  const file = fileOf(input, read);
  if (file !== undefined || 'text' in read) return file;
  // A document of usual size.
  const whole = readFile(wholeOf(input, read), () => undefined);
  return 'text' in whole ? fileOf(input, whole) : undefined;
}
