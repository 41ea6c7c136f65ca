import { ageInDays, staleAfterDays } from '../catalog/age.js';
import { counted } from '../report/heading.js';
import { isWhole, notice, type Run } from './run.js';

/** Where nothing is found, the config may be why. */
export function leftOutHint({ session: { configPath, opened } }: Run): string {
  return opened?.leavesOut === undefined ? '' : `; ${configPath} says what is left out (include, ignore)`;
}

/** What there is to say on standard error once a run is over. */
export function closingNotices(run: Run): void {
  const { session, counts, files, applications, baseline } = run;
  const { options, catalog, setting } = session;
  const found = `${counted(applications, 'app registration')} in ${counted(files, 'file')}`;
  if (options.format !== 'pretty') {
    const parts = Object.entries(counts).flatMap(([severity, count]) => (count === 0 ? [] : [`${count} ${severity}`]));
    const accepted = [
      run.waived > 0 ? `${run.waived} waived` : '',
      run.baselined > 0 ? `${run.baselined} in the baseline` : '',
    ];
    const told = [...(parts.length === 0 ? ['no findings'] : parts), ...accepted.filter((each) => each !== '')];
    notice(run, `${told.join(', ')}; looked at ${found}`);
  } else if (options.staged) {
    notice(run, files === 0 ? 'nothing to lint is staged' : `looked at what is staged: ${found}`);
  } else if (options.operands.length === 0) notice(run, `looked at ${found} below the working directory`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0) + run.waived + run.baselined;
  const hasSarif = [options, ...options.outputs].some(({ format }) => format === 'sarif');
  if (hasSarif && total > 5_000)
    notice(run, `GitHub keeps the first 5,000 of the ${total} results in SARIF: errors come first`);
  for (const text of baseline?.notices(isWhole(run)) ?? []) notice(run, text);
  if (run.timings !== undefined) notice(run, run.timings.text());
  if (applications === 0) return;
  const age = Math.floor(ageInDays(catalog, setting.now));
  if (age > staleAfterDays) {
    notice(run, `the list of permissions is of ${catalog.date}, ${age} days old; a newer permlint knows newer ones`);
  }
}
