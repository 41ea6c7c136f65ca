import audienceLimits from './audience-limits.js';
import consentRequestSize from './consent-request-size.js';
import type { Rule } from './define-rule.js';
import disabledPermission from './disabled-permission.js';
import duplicateApi from './duplicate-api.js';
import duplicatePermission from './duplicate-permission.js';
import emptyApi from './empty-api.js';
import excessivePermission from './excessive-permission.js';
import grantForAll from './grant-for-all.js';
import hiddenPermission from './hidden-permission.js';
import internalError from './internal-error.js';
import invalidAudience from './invalid-audience.js';
import invalidManifest from './invalid-manifest.js';
import limitedMembers from './limited-members.js';
import missingPermission from './missing-permission.js';
import parseError from './parse-error.js';
import personalAppRole from './personal-app-role.js';
import personalPermissionLimit from './personal-permission-limit.js';
import personalTotalAdvisory from './personal-total-advisory.js';
import personalUnsupported from './personal-unsupported.js';
import retiredApi from './retired-api.js';
import retiredPermission from './retired-permission.js';
import retiringApi from './retiring-api.js';
import rscPermission from './rsc-permission.js';
import tokenVersion from './token-version.js';
import tooManyApis from './too-many-apis.js';
import tooManyPermissions from './too-many-permissions.js';
import typeMismatch from './type-mismatch.js';
import undecided from './undecided.js';
import undeclaredGrant from './undeclared-grant.js';
import unknownApi from './unknown-api.js';
import unknownPermission from './unknown-permission.js';
import unknownRscPermission from './unknown-rsc-permission.js';
import unusableFlow from './unusable-flow.js';
import unusedPermission from './unused-permission.js';
import workOnlyCall from './work-only-call.js';
import workOnlyPermission from './work-only-permission.js';
import wrongApi from './wrong-api.js';

/** Every rule, one a line. */
export const rules: readonly Rule[] = [
  unknownPermission,
  unknownApi,
  wrongApi,
  retiredPermission,
  retiredApi,
  retiringApi,
  hiddenPermission,
  disabledPermission,
  rscPermission,
  unknownRscPermission,
  typeMismatch,
  unusableFlow,
  personalAppRole,
  personalUnsupported,
  workOnlyPermission,
  workOnlyCall,
  tooManyPermissions,
  personalPermissionLimit,
  personalTotalAdvisory,
  tooManyApis,
  consentRequestSize,
  unusedPermission,
  missingPermission,
  excessivePermission,
  limitedMembers,
  invalidManifest,
  invalidAudience,
  duplicateApi,
  duplicatePermission,
  emptyApi,
  tokenVersion,
  audienceLimits,
  undeclaredGrant,
  grantForAll,
  undecided,
  parseError,
  internalError,
];
