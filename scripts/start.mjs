// `npm start [-- ARGUMENTS...]`: builds, then lints an example registration or runs permlint with what was given.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);

try {
  await buildAll();
  const example = ['--exit-zero', 'docs/examples/contoso-portal/aad.manifest.json'];
  // npm runs scripts in the package's folder; paths are meant from where the user stands.
  const cwd = given.length === 0 ? root : (process.env.INIT_CWD ?? process.cwd());
  const args = [`${root}dist/cli/main.cjs`, ...(given.length === 0 ? example : given)];
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  process.exitCode = status ?? 2;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
