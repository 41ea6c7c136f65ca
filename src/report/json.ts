import { type Edit, type Fix, severities, type WaivedBy } from '../model/finding.js';
import { type Document, pointerText } from '../model/place.js';
import { renderJson } from './render-json.js';
import type { LocatedFinding, ReportWriter, RunFacts, Skipped, Summary } from './types.js';

interface JsonEdit {
  readonly op: Edit['op'];
  readonly pointer: string;
  readonly value?: unknown;
}

/** One finding of the JSON report: a contract, so absent values are null and nothing is passed through unnamed. */
export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly pointer: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly application: string | null;
  readonly permission: {
    readonly api: string;
    readonly apiName: string | null;
    readonly id: string | null;
    readonly name: string | null;
    readonly kind: string | null;
  } | null;
  readonly help: string;
  readonly fix: { readonly class: Fix['class']; readonly edits: readonly JsonEdit[] } | null;
  readonly waived: {
    readonly reason: string;
    readonly expires: string | null;
    readonly owner: string | null;
    readonly ticket: string | null;
  } | null;
}

/**
 * One JSON document, written piece by piece, so that the findings of many files do not pile up. Waived findings say so;
 * those of the baseline are only counted.
 */
export function createJsonWriter(facts: RunFacts): ReportWriter {
  let isEmpty = true;
  const head = () => {
    const { name, version, catalogDate } = facts.tool;
    return `{\n  "version": 1,\n  "tool": ${renderJson({ name, version, catalogDate }, 2)},\n  "findings": [`;
  };
  return {
    file: ({ file, findings }) => {
      let text = '';
      for (const finding of findings) {
        if (finding.baselined) continue;
        text += `${isEmpty ? head() : ','}\n    ${renderJson(jsonFinding(file, finding, facts), 4)}`;
        isEmpty = false;
      }
      return text;
    },
    end: (summary, skipped) => (isEmpty ? `${head()}]` : '\n  ]') + tail(summary, skipped),
  };
}

function tail(summary: Summary, skipped: readonly Skipped[]): string {
  const { files, applications, findings, waived, baselined } = summary;
  const counts = Object.fromEntries(severities.map((severity) => [severity, findings[severity]]));
  const entries = skipped.map(({ file, reason }) => ({ file, reason }));
  const totals = { files, applications, findings: counts, waived, baselined };
  return `,\n  "skipped": ${renderJson(entries, 2)},\n  "summary": ${renderJson(totals, 2)}\n}\n`;
}

/** The finding as the JSON report has it; `file` is the name of its input. */
export function jsonFinding(file: string, finding: LocatedFinding, facts: Pick<RunFacts, 'help'>): JsonFinding {
  const { rule, severity, message, at, lines, permission, fix } = finding;
  const name = finding.application?.name;
  return {
    rule,
    severity,
    message,
    file,
    pointer: pointerText(at.document.spell(at.pointer)),
    line: lines?.line ?? null,
    column: lines?.column ?? null,
    endLine: lines?.endLine ?? null,
    endColumn: lines?.endColumn ?? null,
    application: (name?.known ? name.value : undefined) ?? null,
    permission: permission === undefined ? null : jsonPermission(permission),
    help: facts.help(rule),
    fix:
      fix === undefined || !mayChange(at.document)
        ? null
        : { class: fix.class, edits: fix.edits.map((edit) => jsonEdit(edit, at.document)) },
    waived: finding.waived === undefined ? null : jsonWaiver(finding.waived),
  };
}

/** What is written in a language that nothing edits has no fix; an object that was handed in has one. */
function mayChange({ text, change }: Document): boolean {
  return text === undefined || change !== undefined;
}

function jsonPermission({ api, apiName, id, name, kind }: NonNullable<LocatedFinding['permission']>) {
  return { api, apiName, id, name, kind };
}

function jsonWaiver({ reason, expires, owner, ticket }: WaivedBy): JsonFinding['waived'] {
  return { reason, expires: expires ?? null, owner: owner ?? null, ticket: ticket ?? null };
}

function jsonEdit(edit: Edit, document: Document): JsonEdit {
  const pointer = pointerText(document.spell(edit.pointer));
  return edit.op === 'remove' ? { op: edit.op, pointer } : { op: edit.op, pointer, value: edit.value };
}
