// The registrations of registrations.json, as manifests, each with the ids of the rules that must speak.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const texts = z.array(z.string());
const platform = z.strictObject({ redirectUris: texts, logoutUrl: z.string().optional() });

const manifest = z.strictObject({
  displayName: z.string(),
  signInAudience: z.string(),
  api: z.strictObject({ requestedAccessTokenVersion: z.int() }).optional(),
  web: platform.optional(),
  identifierUris: texts.optional(),
  tags: texts.optional(),
  requiredResourceAccess: z.array(
    z.strictObject({
      resourceAppId: z.string(),
      resourceAccess: z.array(z.strictObject({ id: z.string(), type: z.string() })),
    }),
  ),
});

export type Manifest = z.infer<typeof manifest>;

const registrations = z.array(
  z.strictObject({
    name: z.string(),
    /** Whether the program writes it as several resources. */
    split: z.literal(true).optional(),
    rules: texts,
    manifest,
  }),
);

/** Reads the file that stands in a folder. */
export function readRegistrations(folder: string): z.infer<typeof registrations> {
  return registrations.parse(JSON.parse(readFileSync(`${folder}/registrations.json`, 'utf8')));
}
