import type { Arguments } from './arguments.js';
import { catalogWish, readApis, writeCatalog } from './data-file.js';
import { cloudOf } from './graph-open.js';
import type { Output } from './output.js';
import { dayOfRun } from './today.js';
import { UsageError } from './usage-error.js';

/** `permlint data import FILE...`: adds the APIs that files describe to a catalog file. */
export async function importCatalog(args: Arguments, output: Output): Promise<number> {
  const { operands } = args;
  if (operands.length === 0) {
    throw new UsageError('data import needs a file of service principals, or -', {
      hint: "For example what GET /servicePrincipals(appId='<id>') of Microsoft Graph answers.",
    });
  }
  const cloud = await cloudOf(args);
  const apis = operands.flatMap((path) => {
    const read = readApis(path);
    const other = read.find((api) => api.cloud !== undefined && api.cloud !== cloud)?.cloud;
    if (other === undefined) return read;
    throw new UsageError(`${path} is a catalog of the cloud ${other}, and this one is of ${cloud}`, {
      hint: 'Say which is meant with --cloud.',
    });
  });
  const filled = apis.filter(({ permissions }) => permissions.length > 0);
  if (filled.length === 0) throw new UsageError(`${operands.join(', ')}: none of the APIs has a permission`);
  output.write(await writeCatalog(args, catalogWish(args, cloud, dayOfRun()), filled));
  return 0;
}
