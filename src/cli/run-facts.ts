import { graphAppId } from '../catalog/lookup.js';
import { spellingOf } from '../catalog/resolve.js';
import type { Catalog } from '../catalog/types.js';
import { addressOf, helpFor } from '../report/help.js';
import type { RunFacts } from '../report/types.js';
import { rules } from '../rules/index.js';
import { describeRequest } from './describe-request.js';
import { repositoryPath } from './repository-path.js';
import { sha256 } from './sha256.js';
import { homepage, version } from './version.js';

/** What writers print of the run; names are looked up when they are asked for. */
export function createRunFacts(catalog: Catalog): RunFacts {
  const apiNameOf = remembering((idOrName: string) => {
    const spelling = spellingOf(idOrName);
    return catalog.api(spelling.form === 'other' ? idOrName : spelling.id)?.name;
  });
  return {
    tool: {
      name: 'permlint',
      version,
      get catalogDate() {
        return catalog.date;
      },
    },
    get rules() {
      return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
    help: helpFor,
    address: (rule) => addressOf(rule, homepage),
    hash: sha256,
    repositoryPath,
    apiNameOf,
    describeRequest: (request, application) => describeRequest(catalog, request, application),
    nameOf: remembering((id) => {
      // Most ids are Microsoft Graph's, and the other APIs are a file of their own.
      const graph = catalog.api(graphAppId);
      const [own] = graph === undefined ? [] : catalog.permissionsIn(graph, id);
      return (own ?? catalog.permissionsById(id)[0])?.name ?? apiNameOf(id);
    }),
  };
}

const mostRemembered = 10_000;

/** Remembers answers, none included: the ids of one run are mostly the same, and an unknown one takes longest. */
function remembering<R>(compute: (text: string) => R): (text: string) => R {
  const known = new Map<string, { readonly answer: R }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.answer;
    if (known.size >= mostRemembered) known.clear();
    const answer = compute(text);
    known.set(text, { answer });
    return answer;
  };
}
