// What a test asks of an engine, and what it is told.

/** Runs programs and states against policy packs: Pulumi's own, or the small one of this folder. */
export interface Engine {
  readonly name: 'pulumi' | 'small engine';
  /** As `pulumi preview` in a project with file state: a program, with a pack or without. */
  readonly preview: (run: PreviewRun) => Promise<Outcome>;
  /** As `pulumi policy analyze --file`: a state as `pulumi stack export` writes it. */
  readonly analyze: (run: AnalyzeRun) => Promise<Outcome>;
}

export interface PreviewRun extends PolicyRun {
  /** The folder of the program: its package.json says what to run. */
  readonly program: string;
}

export interface AnalyzeRun extends PolicyRun {
  readonly state: unknown;
  readonly pack: string;
}

interface PolicyRun {
  /** The folder of the policy pack; without one nothing is checked. */
  readonly pack?: string;
  /** What `--policy-pack-config` names, as an object. */
  readonly config?: object;
  /** Environment variables of the run, for the program, the pack and the provider. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  /** 0, or 1 if something is wrong: a mandatory violation, a mistake in the config, a program that fails. */
  readonly exitCode: number;
  /** In an order that does not depend on the run. */
  readonly violations: readonly Violation[];
  /** What a person would have read. */
  readonly printed: string;
}

export interface Violation {
  readonly policy: string;
  readonly level: 'advisory' | 'mandatory';
  /** `low` to `critical`, or nothing if the policy has none. */
  readonly severity: string;
  readonly urn: string;
  readonly message: string;
}

export const project = 'scenario';
export const stack = 'dev';

/** Engines report in the order in which resources get ready, which is another one each time. */
export function inOrder(violations: readonly Violation[]): readonly Violation[] {
  const key = ({ urn, policy, message }: Violation) => `${urn} ${policy} ${message}`;
  return violations.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The type and the name in a URN: `azuread:index/application:Application web`. */
export function resourceOf(urn: string): string {
  const [, , types = '', ...name] = urn.split('::');
  return `${types.split('$').at(-1)} ${name.join('::')}`;
}

/** One line per violation that does not depend on its words: `mandatory type-mismatch azuread:...:Application web`. */
export function outline({ violations }: Outcome): readonly string[] {
  return violations.map(({ level, policy, urn }) => `${level} ${policy} ${resourceOf(urn)}`).sort();
}
