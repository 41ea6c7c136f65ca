import type { Cloud, Resolution } from '../catalog/resolve.js';
import type { Audience, Catalog } from '../catalog/types.js';
import type { ApplicationUsage } from '../least/application-usage.js';
import type { Application, NamePolicy, PermissionRequest } from '../model/application.js';
import type { Finding, PermissionRef, Severity } from '../model/finding.js';

export const categories = ['resolve', 'type', 'limits', 'least-privilege', 'shape', 'policy', 'grants', 'run'] as const;
/**
 * `resolve`: does it exist; `type`: does its kind fit; `limits`: are there too many; `shape`: is it written right;
 * `grants`: what is consented to beside what is asked for; `run`: the check itself.
 */
export type Category = (typeof categories)[number];

/** Where a fact was read, and when. */
export interface Source {
  /** What the document or report is about. */
  readonly title: string;
  /** Repository and path, issue or page. */
  readonly where: string;
  /** ISO date, year or year and month of what was read. */
  readonly seen: string;
}

/** What users may set of a rule: a whole number. Plain data, of which the schemas of configs are made. */
export interface RuleOption {
  readonly type: 'integer';
  readonly minimum: number;
  /** What is allowed: "a whole number of days, 0 or more". */
  readonly allowed: string;
  /** What it does. */
  readonly effect: string;
}

/** What is set of one rule, by option. */
export type OptionValues = Readonly<Record<string, number>>;

/** What is set of single rules, by rule id. */
export type RuleOptions = Readonly<Record<string, OptionValues>>;

/** What a rule's page says. Plain data: it must survive `JSON.stringify`. */
export interface RuleMeta {
  /** Kebab case; names the fault. Never reused or renamed. */
  readonly id: string;
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  /** What happens because of it. */
  readonly why: string;
  /** What to write instead. */
  readonly remedy: string;
  readonly sources: readonly Source[];
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** The rule is about requests that turn out so; without any of them it has nothing to say, and is not asked. */
  readonly resolutions?: readonly Resolution['status'][];
  /** The rule is about these audiences; for another or an unknown one it has nothing to say, and is not asked. */
  readonly audiences?: readonly Audience[];
  /** The rule is about declared calls; where none is declared it is not asked. */
  readonly aboutCalls?: true;
}

/** A request with what it turned out to ask for. */
export interface ResolvedRequest {
  readonly request: PermissionRequest;
  readonly resolution: Resolution;
}

/** What an organisation allows and denies an application. */
export interface PermissionPolicy {
  /** Whether there is a list of what is allowed. */
  readonly hasAllowList: boolean;
  /** Whether an entry allows it. */
  readonly isAllowed: (permission: PermissionRef) => boolean;
  /** The entry that denies it, as written. */
  readonly deniedBy: (permission: PermissionRef) => string | undefined;
}

/** How an application signs in: with users, or without one. */
export type Flow = 'user' | 'app-only';

/** What rules know beside the application. */
export interface RuleContext {
  readonly catalog: Catalog;
  /** The day of the run; retirements are judged by it. */
  readonly now: Date;
  readonly cloud: Cloud;
  readonly names: NamePolicy;
  /** The application's audience when it is known and one of the four values, letter case aside. */
  readonly audience: Audience | undefined;
  /** Requests and grants, in the order of the document. */
  readonly requests: readonly ResolvedRequest[];
  /** What the declared calls say of the application; undefined where none is declared for it. */
  readonly usage: ApplicationUsage | undefined;
  /** What the organisation allows and denies; undefined where nothing is set. */
  readonly permissionPolicy: PermissionPolicy | undefined;
  /** How the application signs in, where that is declared. */
  readonly flows: readonly Flow[] | undefined;
}

/** What a rule yields; the engine adds the rule's id, its severity and the application. */
export type Verdict = Omit<Finding, 'rule' | 'severity' | 'application'>;

/** A rule is pure: the same application and context give the same verdicts. `check` is missing where readers or the engine raise it. */
export interface Rule extends RuleMeta {
  readonly check?: (application: Application, context: RuleContext, options: OptionValues) => Iterable<Verdict>;
}

/** Types a rule from one object; does nothing else. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
