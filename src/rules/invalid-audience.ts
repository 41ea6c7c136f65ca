import { audiences } from '../catalog/types.js';
import { nearestOf } from '../model/spelling.js';
import { defineRule } from './define-rule.js';
import { graphManifest, providerChecks } from './sources.js';
import { anyOf, propertyName, quoted } from './wording.js';

export default defineRule({
  id: 'invalid-audience',
  title: 'Misspelt signInAudience',
  category: 'shape',
  severity: 'high',
  why: 'signInAudience takes four values. Terraform and Pulumi refuse any other when they plan, letter case included.',
  remedy: 'Write AzureADMyOrg, AzureADMultipleOrgs, AzureADandPersonalMicrosoftAccount or PersonalMicrosoftAccount.',
  sources: [graphManifest, providerChecks],
  *check({ audience }) {
    if (!audience?.known || audience.value === undefined) return;
    const written = audience.value;
    if (audiences.some((value) => value === written)) return;
    const near =
      audiences.find((value) => value.toLowerCase() === written.trim().toLowerCase()) ??
      nearestOf(written, audiences, 1)[0];
    const onlyCase = near?.toLowerCase() === written.toLowerCase();
    const effect = onlyCase
      ? `differs from ${near} in letter case: Terraform and Pulumi refuse that when they plan, and no document says that Microsoft Graph takes it.`
      : 'is none of the four audiences: Terraform and Pulumi refuse it when they plan, and Microsoft Graph most likely when it is written.';
    yield {
      at: audience.at,
      message: `${propertyName(audience.at, 'signInAudience')} ${quoted(written)} ${effect} Write ${near ?? anyOf(audiences)}.`,
      ...(near !== undefined && {
        fix: { class: 'safe', edits: [{ op: 'replace', pointer: audience.at.pointer, value: near }] },
      }),
    };
  },
});
