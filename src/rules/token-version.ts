import { personalAudiences } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { graphManifest, providerChecks } from './sources.js';
import { propertyName } from './wording.js';

export default defineRule({
  id: 'token-version',
  title: 'Access token version that personal accounts do not take',
  category: 'shape',
  severity: 'high',
  why: 'Where personal accounts can sign in, requestedAccessTokenVersion must be 2. An explicit 1 or null is refused (InvalidAccessTokenVersion).',
  remedy: 'Write 2. In the older manifest format the property is accessTokenAcceptedVersion.',
  sources: [
    graphManifest,
    {
      title: 'The rule in the service, quoted by an engineer of Microsoft',
      where: 'microsoftgraph/microsoft-graph-docs issue #21685',
      seen: '2023-06-16',
    },
    providerChecks,
  ],
  audiences: personalAudiences,
  *check({ tokenVersion }, { audience }) {
    if (!tokenVersion?.known) return;
    const { value, isDefault, at } = tokenVersion;
    if (value === 2 || value === undefined) return;
    const name = propertyName(at, 'requestedAccessTokenVersion');
    yield {
      at,
      message: `${name} is ${isDefault ? `not given, and ${value} by default` : value}${value === null ? ', which means 1' : ''}; with personal accounts (${audience}) the service refuses anything but 2 (InvalidAccessTokenVersion). Write 2.`,
      fix: { class: 'safe', edits: [{ op: 'replace', pointer: at.pointer, value: 2 }] },
    };
  },
});
