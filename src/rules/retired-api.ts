import { defineRule } from './define-rule.js';
import { retirementHits } from './retirement-dates.js';
import {
  azureAdGraphBlock,
  azureAdGraphReports,
  azureAdGraphRetirement,
  ewsRetirement,
  outlookRestRetirement,
  pimApis,
  pimRetirement,
} from './sources.js';

export default defineRule({
  id: 'retired-api',
  title: 'API that has been retired',
  category: 'resolve',
  severity: 'medium',
  why: 'Deployment and sign-in still work, but calls to the API do not.',
  remedy: 'Remove the entry and request the replacement, where there is one.',
  sources: [
    azureAdGraphRetirement,
    azureAdGraphBlock,
    azureAdGraphReports,
    outlookRestRetirement,
    pimApis,
    pimRetirement,
    ewsRetirement,
  ],
  *check(application, context) {
    for (const { phase, isGranted, at, permission, event, advice } of retirementHits(application, context)) {
      if (phase !== 'ended') continue;
      const rest = isGranted
        ? 'The grant is still taken, and of no use.'
        : 'The registration still deploys and signs in, but this entry is of no use.';
      yield { at, message: `${event} ${rest}${advice}`, permission };
    }
  },
});
