// The shape of the JSON report, for those who read it: the build makes dist/schema/report.json of it. Fields may be added
// without a new version, so readers must not mind unknown ones.
import { z } from 'zod';

const text = z.string();
const count = z.int().min(0);
const place = z.int().min(1).nullable();
const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

const permission = z.object({
  api: text.meta({ description: 'The appId of the API.' }),
  apiName: text.nullable(),
  id: text.nullable(),
  name: text.nullable(),
  kind: z.enum(['application', 'delegated']).nullable(),
});

const edit = z.object({
  op: z.enum(['replace', 'add', 'remove']),
  pointer: text.meta({ description: 'RFC 6901; - ends a list.' }),
  value: z.unknown().optional(),
});

const finding = z.object({
  rule: text,
  severity,
  message: text,
  file: text,
  pointer: text.meta({ description: 'RFC 6901, from the root of the document on.' }),
  line: place,
  column: place,
  endLine: place,
  endColumn: place,
  application: text.nullable().meta({ description: 'Its display name.' }),
  permission: permission.nullable(),
  help: text.meta({ description: 'How to learn more: an address, or a command.' }),
  fix: z.object({ class: z.enum(['safe', 'unsafe']), edits: z.array(edit) }).nullable(),
  waived: z
    .object({ reason: text, expires: text.nullable(), owner: text.nullable(), ticket: text.nullable() })
    .nullable()
    .meta({ description: 'Why and until when it is accepted; null where it counts.' }),
});

/** The report that `permlint -f json` prints. */
export const reportSchema = z.object({
  version: z.literal(1),
  tool: z.object({ name: text, version: text, catalogDate: text }),
  findings: z.array(finding),
  skipped: z.array(z.object({ file: text, reason: text })).meta({ description: 'What could not be linted.' }),
  summary: z.object({
    files: count,
    applications: count,
    findings: z.object({ critical: count, high: count, medium: count, low: count, info: count }),
    waived: count,
    baselined: count,
  }),
});

const command = z.object({
  tool: text.meta({
    description:
      'azure-cli, graph-powershell, exchange-powershell, teams-powershell, sharepoint-powershell or permlint.',
  }),
  text: text.meta({ description: 'What stands in <> is to be filled in.' }),
});

const cause = z.object({
  id: text.meta({ description: 'Stable from the first release.' }),
  title: text,
  confidence: z.enum(['certain', 'likely', 'possible', 'guess']),
  why: text,
  evidence: z.array(text).meta({ description: 'What was seen, a sentence each.' }),
  steps: z
    .array(z.object({ text, commands: z.array(command) }))
    .meta({ description: 'What to do, the first thing first.' }),
  checks: z.array(text).meta({ description: 'What would tell it from the other causes.' }),
});

const refusal = z.object({
  where: text.nullable(),
  call: text.nullable(),
  status: z.int().nullable(),
  codes: z.array(text),
  token: z
    .array(z.object({ name: text, value: text }))
    .nullable()
    .meta({ description: 'What the token says of itself; null where there is none.' }),
  causes: z.array(text),
});

/** The answer that `permlint diagnose -f json` prints. */
export const diagnosisSchema = z.object({
  version: z.literal(1),
  causes: z.array(cause).meta({ description: 'The most likely first.' }),
  refusals: z.array(refusal).meta({ description: 'The refused calls, in the order of the evidence.' }),
  notes: z.array(text),
});
