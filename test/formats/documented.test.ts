// What the documentation of azuread and of Bicep's Microsoft Graph extension shows, written anew: each idiom is read, and what
// is said of it was read by a person (docs/resources of hashicorp/terraform-provider-azuread, quickstart-templates of
// microsoftgraph/msgraph-bicep-types, 2026-11-21).
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lintFiles } from '../../src/index.js';

const folder = fileURLToPath(new URL('documented', import.meta.url));
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected'));

test.each(names)('%s', async (name) => {
  const files = [{ name, text: readFileSync(`${folder}/${name}`, 'utf8') }];
  const [report] = await lintFiles(files, { now: new Date('2026-11-21T00:00:00Z') });
  const lines = report?.findings.map(
    ({ line, column, severity, rule, application, message }) =>
      `${line}:${column} ${severity} ${rule} of ${application ?? 'no name'}: ${message}\n`,
  );
  expect(report?.passedOver).toBeNull();
  await expect(lines?.join('') ?? '').toMatchFileSnapshot(`documented/${name}.expected`);
});
