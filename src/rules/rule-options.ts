/** What users may set of single rules, by rule id. */
export interface RuleOptions {
  readonly 'retiring-api'?: {
    /** Speak only of what ends within so many days [default: of everything that has a date]. */
    readonly withinDays?: number;
  };
}
