import type { Application, PermissionRequest } from '../model/application.js';
import type { Finding, Severity } from '../model/finding.js';
import type { LineRange, OffsetRange, Place } from '../model/place.js';

/** A finding with its range and lines, undefined where the input has no text. */
export interface LocatedFinding extends Finding {
  readonly lines: LineRange | undefined;
  readonly range: OffsetRange | undefined;
  /** Lines of the related places, in their order. */
  readonly relatedLines: readonly (LineRange | undefined)[];
}

/** The result of one input, findings ordered by line, column and rule. */
export interface FileResult {
  readonly file: string;
  readonly applications: readonly Application[];
  readonly findings: readonly LocatedFinding[];
  /** Lines of the places of the requested permissions, where they were asked for. */
  readonly requestLines: ReadonlyMap<Place, LineRange | undefined>;
  /** Set where this is a further part of a file that comes in parts. */
  readonly continues?: boolean;
}

/** What a request asks for, in words that are as they were written where nothing else is known. */
export interface RequestFacts {
  readonly name: string;
  readonly kind: string;
  /** The API's name, and what else is to be said: `Microsoft Graph (retired)`, `not in the catalog`. */
  readonly api: string;
}

/** An input that was named and could not be linted, or that could not be read. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

export interface Summary {
  /** Files looked at. */
  readonly files: number;
  readonly applications: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly waived: number;
  readonly baselined: number;
}

/** What is said of a rule wherever it fires. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
}

/** Facts of a run that writers print. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string; readonly catalogDate: string };
  /** Every rule, whether it fired or not, by id. */
  readonly rules: readonly RuleFacts[];
  /** The address of a rule's page, where the pages have one. */
  readonly address: (rule: string) => string | undefined;
  /** The SHA-256 of a text, in hexadecimal digits. */
  readonly hash: (text: string) => string;
  /** A file's path from the root of its repository on, with / between names; its name where it lies in none. */
  readonly repositoryPath: (file: string) => string;
  /** How to learn more of a rule: an address, or a command. */
  readonly help: (rule: string) => string;
  /** The canonical name of the API with this appId or name, if known. */
  readonly apiNameOf: (idOrName: string) => string | undefined;
  /** The canonical name of a permission or API id that stands in a code frame, if known. */
  readonly nameOf: (id: string) => string | undefined;
  /** What a request of an application asks for. */
  readonly describeRequest: (request: PermissionRequest, application: Application) => RequestFacts;
}

/** The four styles that reports use. */
export type Style = 'red' | 'yellow' | 'cyan' | 'bold';

/** Puts a style around a text, or returns it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

/** A writer of one format. Called with each file in order, then once with the summary; each call returns text to print. */
export interface ReportWriter {
  /** Set where the report names registrations without findings, too: then `file` is called for each of them. */
  readonly listsClean?: true;
  readonly file: (result: FileResult) => string;
  readonly end: (summary: Summary, skipped: readonly Skipped[]) => string;
}
