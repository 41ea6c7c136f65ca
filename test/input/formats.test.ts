import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outline } from './outline.js';

const folder = new URL('formats/', import.meta.url);
const inputs = readdirSync(folder).filter((name) => !name.endsWith('.expected'));

/** The lines that the file beside an input says it must give. */
function expectedFor(name: string): string[] {
  const text = readFileSync(new URL(`${name.replace(/\.\w+$/, '')}.expected`, folder), 'utf8');
  return text.trimEnd().split('\n');
}

describe('every format gives its facts, each with its place', () => {
  test.each(inputs)('%s', (name) => {
    expect(outline(readFileSync(new URL(name, folder), 'utf8'))).toEqual(expectedFor(name));
  });
});

describe('a format is known by its content', () => {
  test.each(inputs)('%s is read from a folder as when named', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(outline(text, 'met')).toEqual(outline(text, 'named'));
  });
});
