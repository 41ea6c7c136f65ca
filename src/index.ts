export { createCatalog } from './catalog/catalog.js';
export type { Cloud } from './catalog/resolve.js';
export type {
  Api,
  Audience,
  Catalog,
  CatalogPart,
  Coverage,
  Limit,
  MissingCalls,
  Narrower,
  NarrowerPermission,
  Permission,
  PermissionState,
  ReadPart,
  Retirement,
  Succession,
  Tier,
} from './catalog/types.js';
export type { Command } from './diagnose/causes/cause-text.js';
export type { CauseId } from './diagnose/causes/index.js';
export type { Cause, Confidence, Diagnosis, RefusalSummary, TokenRow } from './diagnose/diagnosis.js';
export type { Evidence } from './diagnose/evidence/evidence.js';
export { type PulumiResource, pulumiTypes } from './input/pulumi/values.js';
export {
  catalog,
  type FileReport,
  type LintOptions,
  type LintReport,
  lint,
  lintFiles,
  lintPulumiResource,
  lintPulumiResources,
  type PulumiFinding,
} from './library.js';
export { type ConfigOptions, type LintConfig, readConfig } from './library-config.js';
export { type DiagnoseOptions, diagnose } from './library-diagnose.js';
export { type LeastCall, type LeastOptions, type LeastReport, least } from './library-least.js';
export type { NamedText } from './lint-files.js';
export type { PermissionKind } from './model/application.js';
export { parseDay } from './model/day.js';
export { type Severity, severities } from './model/finding.js';
export { escapeText } from './report/escape.js';
export { helpFor } from './report/help.js';
export type { JsonFinding as ReportedFinding } from './report/json.js';
export type { Category, OptionValues, RuleMeta, RuleOption, RuleOptions, Source } from './rules/define-rule.js';
export { rules } from './rules/index.js';
