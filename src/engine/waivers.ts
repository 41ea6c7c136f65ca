import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Finding, PermissionRef, WaivedBy } from '../model/finding.js';
import { type Place, pointerText } from '../model/place.js';
import expiredWaiver from '../rules/expired-waiver.js';
import unusedWaiver from '../rules/unused-waiver.js';

/** A decision to accept findings of a rule: of these permissions, of this application, in these files. */
export interface Waiver extends WaivedBy {
  readonly rule: string;
  readonly isPermission?: (permission: PermissionRef) => boolean;
  /** A name or an appId. */
  readonly app?: string;
  readonly isFile?: (place: Place) => boolean;
  /** The first moment at which it holds no more; undefined where it has no end. */
  readonly end: number | undefined;
  /** What it is for in words: `privilege-escalation of Contoso Sync`. */
  readonly label: string;
  /** Where it is written. */
  readonly at: Place;
  /** Where its end is written. */
  readonly endAt: Place;
}

/** The waivers of a run, and what has come of them so far. */
export interface WaiverUse {
  /** Marks the findings that a waiver accepts; remembers which waivers were of use, and which applications were seen. */
  readonly waive: (findings: readonly Finding[], applications: readonly Application[]) => Finding[];
  /**
   * Findings about the waivers themselves, once all applications were seen: those that have ended and would be needed,
   * and those that accept nothing. Of a run over part of the files (`isWhole` false) only waivers whose application or
   * file was seen can be called unused.
   */
  readonly findings: (isWhole: boolean) => Finding[];
  /** Waivers that were of use and end within so many days. */
  readonly endingWithin: (days: number) => readonly Waiver[];
}

const dayLength = 86_400_000;

/** Starts the count of what waivers do in a run on a day. */
export function openWaivers(waivers: readonly Waiver[], now: Date): WaiverUse {
  // By place: a text may be linted several times in a run.
  const held = new Map<Waiver, Set<string>>();
  const seen = new Set<Waiver>();
  const hasEnded = ({ end }: Waiver): boolean => end !== undefined && now.getTime() >= end;
  const waiveOne = (finding: Finding): Finding => {
    const own = waivers.filter((waiver) => waiver.rule === finding.rule && accepts(waiver, finding));
    const first = own.find((waiver) => !hasEnded(waiver));
    const { document, pointer } = finding.at;
    for (const waiver of first === undefined ? own : [first]) {
      held.set(waiver, (held.get(waiver) ?? new Set()).add(`${document.name} ${pointerText(pointer)}`));
    }
    return first === undefined ? finding : { ...finding, waived: waivedBy(first) };
  };
  return {
    waive: (findings, applications) => {
      for (const waiver of waivers) {
        if (!seen.has(waiver) && applications.some((each) => concerns(waiver, each))) seen.add(waiver);
      }
      return findings.map(waiveOne);
    },
    findings: (isWhole) =>
      waivers.flatMap((waiver) => {
        const count = held.get(waiver)?.size ?? 0;
        if (count > 0) return hasEnded(waiver) ? [expired(waiver, count)] : [];
        return isWhole || seen.has(waiver) ? [unused(waiver)] : [];
      }),
    endingWithin: (days) =>
      waivers.filter((waiver) => {
        const { end } = waiver;
        return end !== undefined && held.has(waiver) && !hasEnded(waiver) && end - now.getTime() <= days * dayLength;
      }),
  };
}

function waivedBy({ reason, expires, owner, ticket }: Waiver): WaivedBy {
  return { reason, expires, ...(owner !== undefined && { owner }), ...(ticket !== undefined && { ticket }) };
}

function accepts({ isPermission, app, isFile }: Waiver, { permission, application, at }: Finding): boolean {
  if (isPermission !== undefined && (permission === undefined || !isPermission(permission))) return false;
  if (app !== undefined && (application === undefined || !isCalled(application, app))) return false;
  return isFile === undefined || isFile(at);
}

/** Whether an application is one that the waiver speaks of; a waiver of permissions alone speaks of none. */
function concerns(waiver: Waiver, application: Application): boolean {
  return (waiver.app !== undefined || waiver.isFile !== undefined) && mayAccept(waiver, application);
}

/** Whether a waiver may accept findings of an application. */
export function mayAccept({ app, isFile }: Waiver, application: Application): boolean {
  return (app === undefined || isCalled(application, app)) && (isFile === undefined || isFile(application.at));
}

function isCalled({ name, appId }: Application, wanted: string): boolean {
  const own = [knownValue(name), knownValue(appId), appId?.known === false ? appId.raw : undefined];
  return own.some((each) => each?.trim().toLowerCase() === wanted.trim().toLowerCase());
}

function expired({ label, expires, owner, endAt: at }: Waiver, count: number): Finding {
  const back = count === 1 ? 'The finding that it accepted is back' : `The ${count} findings that it accepted are back`;
  const who = owner === undefined ? 'Correct the application' : `Its owner is ${owner}. Correct the application`;
  const message = `The waiver for ${label} ended on ${expires}. ${back}. ${who}, or have the waiver renewed with a new end.`;
  return { rule: expiredWaiver.id, severity: expiredWaiver.severity, message, at };
}

function unused({ label, at }: Waiver): Finding {
  const message = `The waiver for ${label} accepts nothing: what it was for is gone, or is spelled differently here. Remove it, or correct it.`;
  return { rule: unusedWaiver.id, severity: unusedWaiver.severity, message, at };
}
