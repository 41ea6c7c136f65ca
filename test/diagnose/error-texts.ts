import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const cause = z.string();

/** An error as somebody met it, and the cause that it speaks of. */
const entry = z.strictObject({
  name: z.string().min(3),
  text: z.string().min(3),
  status: z.int().min(100).max(599).optional(),
  call: z
    .string()
    .regex(/^(?:GET|POST|PUT|PATCH|DELETE) \S+$/)
    .optional(),
  headers: z.array(z.string().regex(/^[\w-]+: \S/)).optional(),
  cause,
  /** Causes that are as right: the text does not tell them apart. */
  also: z.array(cause).optional(),
  /** A public thread or page where this shape was seen. */
  seen: z.string().regex(/^(?:[\w.-]+\/[\w.-]+#\d+|https:\/\/\S+)$/),
});
export type ErrorText = z.infer<typeof entry>;

const read = (file: string): unknown => parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** The tables: one that was there while the matcher was made, one that was written by somebody who had not seen it. */
export const errorTexts = (file: 'error-texts.yaml' | 'error-texts.unseen.yaml'): readonly ErrorText[] =>
  z.array(entry).parse(read(file));

/** Texts that speak of nothing in the catalogue. */
export const unknownTexts = (): readonly { readonly name: string; readonly text: string }[] =>
  z.array(z.strictObject({ name: z.string(), text: z.string() })).parse(read('error-texts.unknown.yaml'));

/** Why the first cause of a text is another than the table says. */
export const knownMisses = (): Readonly<Record<string, { readonly first: string; readonly why: string }>> =>
  z
    .record(z.string(), z.strictObject({ first: z.string(), why: z.string().min(20) }))
    .parse(read('error-texts.misses.yaml') ?? {});
