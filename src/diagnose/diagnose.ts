import { isGuid } from '../model/guid.js';
import type { Diagnosis, RefusalSummary } from './diagnosis.js';
import type { Evidence } from './evidence/evidence.js';
import { readEvidence } from './evidence/read-evidence.js';
import type { Refusal } from './evidence/refusal.js';
import type { Known } from './fill-in.js';
import type { DiagnoseContext, Hint, Witness } from './hint.js';
import { causeOf, merged, type RankedCause, rank } from './rank.js';
import { type Registration, registrationOf } from './registration.js';
import { pathForCommands, shownCall } from './shown-call.js';
import { describeToken } from './token/describe-token.js';
import { fromAnswer } from './witnesses/from-answer.js';
import { fromCall } from './witnesses/from-call.js';
import { fromChallenge } from './witnesses/from-challenge.js';
import { fromRegistration } from './witnesses/from-registration.js';
import { fromScopes } from './witnesses/from-scopes.js';
import { fromSignatures } from './witnesses/from-signatures.js';
import { fromToken } from './witnesses/from-token.js';
import { guesses } from './witnesses/guesses.js';
import { namedInAnswer } from './witnesses/scopes/read-scopes.js';
import { isAlone } from './witnesses/token/looked-at.js';

const witnesses: readonly Witness[] = [
  fromSignatures,
  fromAnswer,
  fromChallenge,
  fromToken,
  fromCall,
  fromScopes,
  fromRegistration,
];

/** What diagnoses rest on, and the registrations of which one may be the application's that made the call. */
export interface DiagnoseSetting extends Omit<DiagnoseContext, 'registration'> {
  readonly registrations?: readonly Registration[];
}

/**
 * Why a call was refused: the causes that its evidence speaks for, the most likely first. Reads no file and asks no
 * network. Never throws for what is in the evidence. No causes: there was nothing usable in it.
 */
export function diagnoseEvidence(evidence: Evidence, { registrations = [], ...given }: DiagnoseSetting): Diagnosis {
  const { refusals, notes } = readEvidence(evidence);
  const appId = refusals.find(({ token }) => token?.claims?.appId !== undefined)?.token?.claims?.appId;
  const registration = registrationOf(registrations, appId);
  return diagnoseRefusals(refusals, notes, { ...given, ...(registration !== undefined && { registration }) });
}

/** The same of refusals that were read, with what should be said of the reading. */
export function diagnoseRefusals(
  refusals: readonly Refusal[],
  notes: readonly string[],
  context: DiagnoseContext,
): Diagnosis {
  const isOne = refusals.length === 1;
  const ranked = refusals.map((refusal) => rankedFor(refusal, context, isOne));
  const known = knownOf(refusals, context);
  return {
    causes: merged(ranked).map((cause) => causeOf(cause, known)),
    refusals: refusals.map((refusal, place) => summaryOf(refusal, ranked[place] ?? [], context)),
    notes: [...notes, ...ofGuesses(refusals, ranked)],
  };
}

function rankedFor(refusal: Refusal, context: DiagnoseContext, isOne: boolean): readonly RankedCause[] {
  const hints = witnesses.flatMap((witness) => witness(refusal, context));
  const speaks = rank(hints).some(({ confidence }) => confidence !== 'guess');
  const all = speaks ? hints : [...hints, ...guesses(refusal, hints)];
  return rank(isOne ? all : all.map((hint) => placed(hint, refusal)));
}

/** Of several refusals, the evidence says which it is of. */
function placed(hint: Hint, { where }: Refusal): Hint {
  return where === undefined ? hint : { ...hint, evidence: `${capital(where)}: ${hint.evidence}` };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function summaryOf(refusal: Refusal, causes: readonly RankedCause[], context: DiagnoseContext): RefusalSummary {
  const { where = null, status = null, codes, token } = refusal;
  const call = refusal.call === undefined ? null : shownCall(refusal.call);
  const rows = token === undefined ? [] : describeToken(token, context);
  const said = rows.map(([name, value]) => ({ name, value }));
  return { where, call, status, codes, token: token === undefined ? null : said, causes: causes.map(({ id }) => id) };
}

function ofGuesses(refusals: readonly Refusal[], ranked: readonly (readonly RankedCause[])[]): readonly string[] {
  const guessed = refusals.filter((_, place) => ranked[place]?.[0]?.confidence === 'guess');
  if (guessed.length === 0) return [];
  if (guessed.length === refusals.length) {
    return [
      refusals.every(isTokenAlone) ? ofToken : 'Nothing that permlint knows reads like this: what follows are guesses.',
    ];
  }
  const where = guessed.flatMap((refusal) => refusal.where ?? []).slice(0, 3);
  const named = where.length === 0 ? '' : `, for example ${where.join(', ')}`;
  const reads = guessed.length === 1 ? 'reads' : 'read';
  return [`${guessed.length} of ${refusals.length} refusals ${reads} like nothing that permlint knows${named}.`];
}

const ofToken =
  'Nothing that can be read in the token explains a refusal: what follows are guesses. Hand in what was called (--call) and what came back (--status, --body), too: they tell more.';

function isTokenAlone(refusal: Refusal): boolean {
  return refusal.token !== undefined && isAlone(refusal);
}

/** What the refusals tell for the placeholders of commands, where one answer fits all: commands hold no other text of the input. */
function knownOf(refusals: readonly Refusal[], { catalog, registration }: DiagnoseContext): Known {
  const claims = refusals.flatMap(({ token }) => token?.claims ?? []);
  const registered = registration?.application.appId;
  const named = registered?.known === true ? (registered.value ?? []) : [];
  const clients = refusals.flatMap((refusal) =>
    refusal.aadsts.length > 0 ? (namedInAnswer(catalog, refusal).client ?? []) : [],
  );
  const ids = [...claims.flatMap((each) => each.appId ?? []), ...clients, ...[named].flat()];
  const appId = only(ids.map((id) => id.toLowerCase()));
  const tenant = only(claims.flatMap((each) => each.tenant ?? []));
  const calls = refusals.flatMap(({ call }) => call ?? []);
  const method = only(calls.map((call) => call.method));
  const path = only(calls.map((call) => pathForCommands(call) ?? ''));
  const correlation = only(refusals.flatMap(({ messages }) => messages.flatMap(correlationOf)));
  return {
    ...(appId !== undefined && isGuid(appId) && { 'app-id': appId }),
    ...(tenant !== undefined && isGuid(tenant) && { 'tenant-id': tenant }),
    ...(method !== undefined && /^[A-Z]{3,7}$/.test(method) && { method }),
    ...(path !== undefined && path !== '' && { path }),
    ...(correlation !== undefined && { 'correlation-id': correlation }),
  };
}

const correlationId =
  /\bcorrelation[ _-]?id["']{0,2}\s{0,3}[:=]\s{0,3}["']?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i;

/** The id by which the sign-in logs find a refused request for a token. */
function correlationOf(message: string): readonly string[] {
  const id = correlationId.exec(message.slice(0, 20_000))?.[1];
  return id === undefined ? [] : [id.toLowerCase()];
}

function only(values: readonly string[]): string | undefined {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? first : undefined;
}
