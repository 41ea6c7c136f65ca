/** A command to copy. Placeholders stand in it as `<app-id>`; known ones are filled in, see fill-in.ts. */
export interface Command {
  readonly tool:
    | 'azure-cli'
    | 'graph-powershell'
    | 'exchange-powershell'
    | 'teams-powershell'
    | 'sharepoint-powershell'
    | 'permlint';
  /** One line, or several that are run one after the other. */
  readonly text: string;
}

/** Something to do about a cause. */
export interface Step {
  /** A whole sentence in the imperative; may hold placeholders, too. */
  readonly text: string;
  readonly commands?: readonly Command[];
  /** Only where one of these signatures (ids of data/signatures.tsv) was met: `aadsts-500113`. */
  readonly only?: readonly string[];
  /** Left out where the evidence tells what to do in particular: it says the same in general. */
  readonly isGeneral?: true;
}

/** What permlint says of a cause, whatever the evidence was. */
export interface CauseText {
  /** What is wrong, in one sentence without a full stop: "The token has expired". */
  readonly title: string;
  /** Why the call is refused because of it: one or two sentences. */
  readonly why: string;
  /** What to do, the first thing first. */
  readonly steps: readonly Step[];
  /** What would tell it from the causes that look like it: whole sentences. */
  readonly checks: readonly string[];
}

/** Causes by their names. The names alone are in the type: in the published types the texts would stand letter by letter. */
export function causeTexts<Id extends string>(texts: Readonly<Record<Id, CauseText>>): Readonly<Record<Id, CauseText>> {
  return texts;
}
