// Programs and a recorded state against the built pack, on every engine that there is.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Engine, type Outcome, outline, type PreviewRun } from '../engine/engine.js';
import { engines } from '../engine/engines.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pack = `${root}policies`;
const example = `${root}test/stack`;
const program = (name: string) => `${root}test/engine/programs/${name}`;
const application = (name: string) => `azuread:index/application:Application ${name}`;
const typeMismatch = `mandatory type-mismatch ${application('daemon')}`;

const secret = 'kX9-s3cr3t';

/** The lines about one resource. */
function about(outcome: Outcome, name: string): readonly string[] {
  return outline(outcome).filter((line) => line.endsWith(` ${application(name)}`));
}

const seen = new Map<string, Promise<Outcome>>();

/** A preview takes seconds: what has been seen once is not run again. */
function previewOnce(engine: Engine, run: PreviewRun): Promise<Outcome> {
  const key = JSON.stringify([engine.name, run]);
  const outcome = seen.get(key) ?? engine.preview(run);
  seen.set(key, outcome);
  return outcome;
}

describe.each(engines)('a preview on $name', (engine) => {
  const preview = (run: PreviewRun) => previewOnce(engine, run);

  test('fails for a mandatory violation, which stands at its resource, and says nothing of a right one', async () => {
    const outcome = await preview({ program: example, pack });
    expect(outcome.exitCode).toBe(1);
    expect(about(outcome, 'daemon')).toEqual([typeMismatch]);
    expect(about(outcome, 'portal')).toEqual([]);
    expect(outcome.printed).toContain('type-mismatch');
  });

  test('says of the example what the guide shows', async () => {
    const { violations } = await preview({ program: example, pack });
    const [shown = ''] =
      /^Policies:\n[\s\S]*?(?=^```$)/m.exec(readFileSync(`${root}docs/guides/pulumi.md`, 'utf8')) ?? [];
    const [, , ...lines] = shown.trimEnd().split('\n');
    // Each violation is a line for its policy and its resource, and two lines of what is said.
    const said = lines.map((line) => line.trim()).filter((line) => !line.startsWith('- ['));
    const messages = violations.flatMap(({ message }) => message.split('\n'));
    expect(said.length).toBe(2 * violations.length);
    expect(messages.sort()).toEqual(said.sort());
  });

  test('takes a client id that is not known yet for no mistake', async () => {
    const outcome = await preview({ program: example, pack, config: { 'type-mismatch': 'disabled' } });
    expect(about(outcome, 'client')).toEqual([`advisory undecided ${application('client')}`]);
    expect(outcome.exitCode).toBe(0);
  });

  test('of a clean program gives nothing', async () => {
    expect(await preview({ program: program('clean'), pack })).toMatchObject({ exitCode: 0, violations: [] });
  });

  test('without a pack gives nothing', async () => {
    expect(await preview({ program: example })).toMatchObject({ exitCode: 0, violations: [] });
  });

  test('knows what data sources give', async () => {
    const file = `${program('lookups')}/service-principals.json`;
    const env = { PERMLINT_TEST_SERVICE_PRINCIPALS: file };
    const outcome = await preview({ program: program('lookups'), pack, env });
    expect(about(outcome, 'daemon')).toContain(typeMismatch);
  });

  test('shows no secret, whatever is wrong with it', async () => {
    const outcome = await preview({ program: program('secret'), pack });
    expect(about(outcome, 'daemon')).toContain(typeMismatch);
    expect(outcome.violations.length).toBeGreaterThan(2);
    expect(JSON.stringify(outcome).toLowerCase()).not.toContain(secret.toLowerCase());
  });

  test('goes on after resources that have the wrong shape', async () => {
    const outcome = await preview({ program: program('broken'), pack });
    expect(about(outcome, 'daemon')).toEqual([typeMismatch]);
    expect(outline(outcome).filter((line) => line.includes('internal-error'))).toEqual([]);
  });

  test('takes the parts of a registration together', async () => {
    const outcome = await preview({ program: program('split'), pack });
    const told = outline(outcome).filter((line) => !line.includes(' undecided '));
    expect(told).toEqual(['advisory personal-app-role azuread:index/applicationApiAccess:ApplicationApiAccess orders']);
    expect(outcome.exitCode).toBe(0);
  });

  test('says nothing of grants beyond permissions whose changes are ignored', async () => {
    const { violations } = await preview({ program: program('kept'), pack });
    expect(violations.map(({ policy }) => policy)).toEqual([]);
  });

  test.each<[string, object, number, readonly string[]]>([
    ['advisory by its name', { 'type-mismatch': 'advisory' }, 0, [`advisory type-mismatch ${application('daemon')}`]],
    ['disabled by its name', { 'type-mismatch': { enforcementLevel: 'disabled' } }, 0, []],
    ['disabled with all others', { all: 'disabled' }, 0, []],
    ['spared of what is said of all', { all: 'disabled', 'type-mismatch': 'mandatory' }, 1, [typeMismatch]],
  ])('takes a rule that the config makes %s', async (_name, config, exitCode, expected) => {
    const outcome = await preview({ program: example, pack, config });
    expect(about(outcome, 'daemon')).toEqual(expected);
    expect(outcome.exitCode).toBe(exitCode);
  });

  test('of a recorded state finds what a preview would, and reads no secret', async () => {
    const state = JSON.parse(readFileSync(`${root}test/engine/states/deployed.json`, 'utf8'));
    const outcome = await engine.analyze({ state, pack });
    expect(outcome.exitCode).toBe(1);
    expect(about(outcome, 'daemon')).toEqual([typeMismatch]);
    expect(about(outcome, 'portal')).toEqual([]);
    const fewer = await engine.analyze({ state, pack, config: { all: 'advisory' } });
    expect(fewer.exitCode).toBe(0);
    expect(outline(fewer)).toContain(`advisory type-mismatch ${application('daemon')}`);
  });
});

describe.runIf(engines.length > 1)('both engines', () => {
  const runs = ['deployed', 'secret', 'broken', 'split'].map((name): PreviewRun => ({ program: program(name), pack }));

  test.each([{ program: example, pack }, ...runs])('say the same of $program, word for word', async (run) => {
    const [first, ...others] = await Promise.all(engines.map((engine) => previewOnce(engine, run)));
    for (const { exitCode, violations } of others) expect({ exitCode, violations }).toEqual(told(first));
  });
});

/** What does not depend on the engine. */
function told(outcome: Outcome | undefined) {
  return { exitCode: outcome?.exitCode, violations: outcome?.violations };
}
