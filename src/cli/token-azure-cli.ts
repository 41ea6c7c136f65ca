import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isRecord } from '../input/source.js';
import type { GraphCloud } from './graph-cloud.js';
import { withoutTokens } from './token-claims.js';
import type { SignInWays, TokenResult } from './token-ways.js';

/** Asks the Azure CLI for a token; undefined where it is not installed. */
export function azureCliToken(
  { resource, azName }: GraphCloud,
  { environment, patience }: Omit<SignInWays, 'folder'>,
): Promise<TokenResult> {
  const program = azureCli(environment.PATH ?? environment.Path ?? '');
  if (program === undefined) return Promise.resolve(undefined);
  const args = ['account', 'get-access-token', '--resource', resource, '--output', 'json'];
  const isWindows = process.platform === 'win32';
  return new Promise((done) => {
    const child = execFile(
      isWindows ? `"${program}"` : program,
      args,
      // Node starts a .cmd by a shell only; none of the arguments comes from a user.
      { env: { ...environment }, timeout: patience, killSignal: 'SIGKILL', shell: isWindows, maxBuffer: 1 << 20 },
      (error, stdout, stderr) => {
        if (error === null) done(tokenOf(stdout));
        else if (error.killed === true) done({ fault: `did not answer within ${Math.ceil(patience / 1_000)} seconds` });
        else {
          const said = withoutTokens(stderr.replace(/^(?:ERROR:\s*)/i, ''));
          const about = azName === 'AzureCloud' ? '' : ` (is it set to ${azName}?)`;
          done({ fault: `gave no token${about}: ${said === '' ? 'it says nothing of why' : said}` });
        }
      },
    );
    child.stdin?.end();
  });
}

function azureCli(path: string): string | undefined {
  const name = process.platform === 'win32' ? 'az.cmd' : 'az';
  const candidates = path.split(delimiter).flatMap((folder) => (folder === '' ? [] : [join(folder, name)]));
  return candidates.find((each) => existsSync(each));
}

function tokenOf(stdout: string): TokenResult {
  try {
    const answer: unknown = JSON.parse(stdout);
    if (isRecord(answer) && typeof answer.accessToken === 'string' && answer.accessToken !== '') {
      return { token: answer.accessToken };
    }
  } catch {
    // What it printed may hold a token, so that it is not shown.
  }
  return { fault: 'answered something else than a token' };
}
