import adminConsent from './admin-consent.js';
import audienceLimits from './audience-limits.js';
import broadPermission from './broad-permission.js';
import consentRequestSize from './consent-request-size.js';
import type { Rule } from './define-rule.js';
import delegatedTakeover from './delegated-takeover.js';
import deniedPermission from './denied-permission.js';
import directoryWide from './directory-wide.js';
import disabledPermission from './disabled-permission.js';
import duplicateApi from './duplicate-api.js';
import duplicatePermission from './duplicate-permission.js';
import emptyApi from './empty-api.js';
import excessivePermission from './excessive-permission.js';
import expiredWaiver from './expired-waiver.js';
import flowMismatch from './flow-mismatch.js';
import grantForAll from './grant-for-all.js';
import hiddenPermission from './hidden-permission.js';
import internalError from './internal-error.js';
import invalidAudience from './invalid-audience.js';
import invalidManifest from './invalid-manifest.js';
import limitedMembers from './limited-members.js';
import missingPermission from './missing-permission.js';
import narrowerExists from './narrower-exists.js';
import notAllowed from './not-allowed.js';
import parseError from './parse-error.js';
import personalAppRole from './personal-app-role.js';
import personalPermissionLimit from './personal-permission-limit.js';
import personalTotalAdvisory from './personal-total-advisory.js';
import personalUnsupported from './personal-unsupported.js';
import privilegeEscalation from './privilege-escalation.js';
import redundantPermission from './redundant-permission.js';
import retiredApi from './retired-api.js';
import retiredPermission from './retired-permission.js';
import retiringApi from './retiring-api.js';
import rscPermission from './rsc-permission.js';
import tenantTakeover from './tenant-takeover.js';
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
import unusedWaiver from './unused-waiver.js';
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
  flowMismatch,
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
  redundantPermission,
  tenantTakeover,
  privilegeEscalation,
  delegatedTakeover,
  directoryWide,
  broadPermission,
  narrowerExists,
  adminConsent,
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
  deniedPermission,
  notAllowed,
  undeclaredGrant,
  grantForAll,
  undecided,
  parseError,
  internalError,
  expiredWaiver,
  unusedWaiver,
];
