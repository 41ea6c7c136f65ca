import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { client, delegated, seconds } from '../diagnose/tokens.js';
import { clean, folderWith, permlint } from './run.js';

const graph = '00000003-0000-0000-c000-000000000000';
const body = JSON.stringify({
  error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
});
/** A token of a user, valid on the day of every run. */
const day = 86_400;
const token = delegated({ scp: 'User.Read', iat: seconds(-day), nbf: seconds(-day), exp: seconds(day) });

const answer = z.object({
  version: z.literal(1),
  causes: z.array(
    z.object({ id: z.string(), confidence: z.string(), evidence: z.array(z.string()), checks: z.array(z.string()) }),
  ),
  refusals: z.array(
    z.object({ status: z.int().nullable(), call: z.string().nullable(), where: z.string().nullable() }),
  ),
});

const json = (args: readonly string[], options: Parameters<typeof permlint>[1] = {}) => {
  const ran = permlint(['diagnose', '-f', 'json', ...args], options);
  return { ...ran, answer: answer.parse(JSON.parse(ran.out)) };
};

describe('evidence', () => {
  test('is text, a file, or standard input, with the same answer', () => {
    const cwd = folderWith({ 'response.json': body });
    const asText = json([body]);
    expect(asText.code).toBe(0);
    expect(asText.answer.causes[0]?.id).toBe('missing-permission-or-role');
    expect(json(['response.json'], { cwd }).out).toBe(asText.out);
    expect(json(['-'], { input: body }).out).toBe(asText.out);
    expect(json([], { input: body }).out).toBe(asText.out);
    expect(json(['--body', 'response.json'], { cwd }).answer.causes[0]?.id).toBe('missing-permission-or-role');
  });

  test('words that a shell took apart are one text', () => {
    const { answer } = json(['AADSTS65001:', 'no', 'consent']);
    expect(answer.causes[0]).toMatchObject({ id: 'consent-missing', confidence: 'certain' });
  });

  test('status, call and token are joined with the body', () => {
    const { code, answer } = json(['--status', '403', '--call', 'GET /users', '--token', '-', '--body', body], {
      input: token,
    });
    expect(code).toBe(0);
    expect(answer.causes[0]).toMatchObject({ id: 'missing-permission', confidence: 'certain' });
    expect(answer.refusals).toMatchObject([{ status: 403, call: 'GET /users' }]);
  });

  test('a manifest is joined', () => {
    const cwd = folderWith({ 'aad.manifest.json': clean });
    const { answer } = json(['--call', 'GET /users', '--status', '403', '--manifest', 'aad.manifest.json'], { cwd });
    expect(answer.causes[0]?.id).toBe('missing-permission');
    expect(answer.causes[0]?.evidence.join(' ')).toContain(
      'The registration requests User.Read, and none of that opens the call.',
    );
  });
});

describe('what is wrong with the command line', () => {
  test.each([
    [['--status', '4o3'], '--status is "4o3"; expected an HTTP status such as 403'],
    [['--status', 'abc8Q~kD93jfPqLzXvBn0wEr'], '--status is no number; expected an HTTP status such as 403'],
    [['nothing.json'], 'nothing.json: there is no such file'],
    [['--token', 'nothing.jwt'], 'nothing.jwt: there is no such file'],
    [['-', '--manifest', '-'], '--manifest and the evidence cannot both be read from standard input'],
    [['--token', '-', '--body', '-'], 'cannot both be read from standard input'],
    [['-f', 'sarif', 'AADSTS65001'], 'diagnose has no format sarif'],
    [['AADSTS65001', '--manifest', 'nothing.json'], 'nothing.json'],
    [[' '], 'nothing'],
  ])('%j', (args, message) => {
    const { code, out, err } = permlint(['diagnose', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('a token in the place of a file name is not repeated', () => {
    const { code, err } = permlint(['diagnose', 'AADSTS65001', '--manifest', token]);
    expect(code).toBe(2);
    expect(err).toContain('--manifest: eyJ…: ');
  });

  test('a manifest that does not parse is told with its place', () => {
    const cwd = folderWith({ 'app.json': '{"requiredResourceAccess": [' });
    const { code, err } = permlint(['diagnose', 'AADSTS65001', '--manifest', 'app.json'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/app\.json:1:\d+: /);
  });
});

describe('tokens', () => {
  test('in arguments are warned of, and standard input is offered', () => {
    const { err } = permlint(['diagnose', '--token', token, '--status', '403']);
    expect(err).toContain('the shell keeps it in its history');
    expect(err).toContain('--token -');
    expect(permlint(['diagnose', '--token', '-', '--status', '403'], { input: token }).err).toBe('');
    expect(permlint(['diagnose', `Authorization: Bearer ${token}`]).err).toContain('permlint diagnose -');
  });

  test('are described by their claims', () => {
    const { out } = permlint(['diagnose', '--token', '-', '--status', '403'], { input: token });
    expect(out).toContain('Microsoft Graph');
    expect(out).toContain('User.Read');
    expect(out).toContain(client);
  });
});

describe('exit codes', () => {
  test('0 for a cause, 1 for guesses, 2 for nothing', () => {
    expect(permlint(['diagnose', 'AADSTS700016']).code).toBe(0);
    const guessed = permlint(['diagnose', 'the printer is out of paper']);
    expect(guessed.code).toBe(1);
    expect(guessed.out).toContain('what follows are guesses');
    expect(permlint(['diagnose', '-'], { input: '' }).code).toBe(2);
  });
});

test('what JSON prints is as its schema says', () => {
  const schema: unknown = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../dist/schema/diagnosis.json', import.meta.url)), 'utf8'),
  );
  const isDiagnosis = new Ajv2020({ allowUnionTypes: true }).compile(z.record(z.string(), z.unknown()).parse(schema));
  for (const args of [[body], ['AADSTS65001'], ['hello'], ['--status', '401', '--call', `GET /users?appId=${graph}`]]) {
    expect(isDiagnosis(JSON.parse(permlint(['diagnose', '-f', 'json', ...args]).out))).toBe(true);
  }
});
