import type { Application } from '../model/application.js';
import { dayLength } from '../model/day.js';
import { knownValue } from '../model/fact.js';
import type { Finding, PermissionRef, WaivedBy } from '../model/finding.js';
import { isGuid } from '../model/guid.js';
import { type Place, pointerText } from '../model/place.js';
import expiredWaiver from '../rules/expired-waiver.js';
import unusedWaiver from '../rules/unused-waiver.js';

/** A decision to accept findings of a rule: of these permissions, of this application, in these files. */
export interface Waiver extends WaivedBy {
  readonly rule: string;
  readonly isPermission?: (permission: PermissionRef) => boolean;
  /** An appId, where it has the form of one, else a name. */
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
   * and those that accept nothing. Of a run over part of the files (`isWhole` false) only waivers of a file can be called
   * unused, where an application that they speak of was seen in it: another file may hold one of the same name.
   */
  readonly findings: (isWhole: boolean) => Finding[];
  /** Waivers that end within so many days, and whose findings no other waiver accepts for longer. */
  readonly endingWithin: (days: number) => readonly Waiver[];
  /** Waivers of one `app` that accept findings of several applications: names can be copied. */
  readonly shared: () => readonly SharedWaiver[];
}

/** A waiver that several applications share, and what they are called: `Contoso Sync in apps/a.json`. */
export interface SharedWaiver {
  readonly waiver: Waiver;
  readonly names: readonly string[];
}

/** Starts the count of what waivers do in a run on a day. */
export function openWaivers(waivers: readonly Waiver[], now: Date): WaiverUse {
  const tally = openTally();
  const hasEnded = ({ end }: Waiver): boolean => end !== undefined && now.getTime() >= end;
  const waiveOne = (finding: Finding): Finding => {
    const own = waivers.filter((waiver) => waiver.rule === finding.rule && accepts(waiver, finding));
    for (const waiver of own) tally.used.add(waiver);
    const active = own.filter((waiver) => !hasEnded(waiver));
    const [first] = active;
    if (first === undefined) {
      for (const waiver of own) note(tally.back, waiver, placeText(finding.at), finding);
      return finding;
    }
    tally.lasting.add(active.reduce((one, other) => (endOf(other) > endOf(one) ? other : one)));
    const { application } = finding;
    if (application !== undefined)
      for (const waiver of active) note(tally.applications, waiver, placeText(application.at), application);
    return { ...finding, waived: waivedBy(first) };
  };
  return {
    waive: (findings, applications) => {
      for (const waiver of waivers) {
        if (!tally.seen.has(waiver) && applications.some((each) => concerns(waiver, each))) tally.seen.add(waiver);
      }
      return findings.map(waiveOne);
    },
    findings: (isWhole) =>
      waivers.flatMap((waiver) => {
        const count = tally.back.get(waiver)?.size ?? 0;
        if (count > 0) return [expired(waiver, count)];
        if (tally.used.has(waiver)) return [];
        return isWhole || tally.seen.has(waiver) ? [unused(waiver)] : [];
      }),
    endingWithin: (days) =>
      waivers.filter((waiver) => tally.lasting.has(waiver) && endOf(waiver) - now.getTime() <= days * dayLength),
    shared: () => waivers.flatMap((waiver) => sharedBy(waiver, tally.applications.get(waiver))),
  };
}

/** What waivers have done so far. By place: a text may be linted several times in a run. */
interface Tally {
  readonly used: Set<Waiver>;
  /** Waivers that speak of a file and an application that were seen. */
  readonly seen: Set<Waiver>;
  /** Of those that accept a finding, the one that ends last. */
  readonly lasting: Set<Waiver>;
  /** Findings that only waivers accept which have ended. */
  readonly back: Map<Waiver, Map<string, Finding>>;
  readonly applications: Map<Waiver, Map<string, Application>>;
}

function openTally(): Tally {
  return { used: new Set(), seen: new Set(), lasting: new Set(), back: new Map(), applications: new Map() };
}

function note<T>(of: Map<Waiver, Map<string, T>>, waiver: Waiver, key: string, value: T): void {
  of.set(waiver, (of.get(waiver) ?? new Map<string, T>()).set(key, value));
}

const placeText = ({ document, pointer }: Place): string => `${document.name} ${pointerText(pointer)}`;

const endOf = ({ end }: Waiver): number => end ?? Number.POSITIVE_INFINITY;

function sharedBy(waiver: Waiver, applications: ReadonlyMap<string, Application> = new Map()): readonly SharedWaiver[] {
  if (waiver.app === undefined || applications.size < 2) return [];
  const names = [...applications.values()].map(
    ({ name, at }) => `${knownValue(name) ?? waiver.app} in ${at.document.name}`,
  );
  return [{ waiver, names }];
}

function waivedBy({ reason, expires, owner, ticket }: Waiver): WaivedBy {
  return { reason, expires, ...(owner !== undefined && { owner }), ...(ticket !== undefined && { ticket }) };
}

function accepts({ isPermission, app, isFile }: Waiver, { permission, application, at }: Finding): boolean {
  if (isPermission !== undefined && (permission === undefined || !isPermission(permission))) return false;
  if (app !== undefined && (application === undefined || !isCalled(application, app))) return false;
  return isFile === undefined || isFile(at);
}

/** Whether an application shows that a waiver of its file would be of use by now. */
function concerns(waiver: Waiver, application: Application): boolean {
  return waiver.isFile !== undefined && mayAccept(waiver, application);
}

/** Whether a waiver may accept findings of an application. */
export function mayAccept({ app, isFile }: Waiver, application: Application): boolean {
  return (app === undefined || isCalled(application, app)) && (isFile === undefined || isFile(application.at));
}

/**
 * Whether `app` of a waiver means an application. What has the form of an appId is never a name, and no name is trimmed:
 * else an application could take the name of one that is waived and look different in the portal.
 */
export function isCalled({ name, appId }: Application, app: string): boolean {
  const own = knownValue(isGuid(app) ? appId : name);
  return own?.toLowerCase() === app.toLowerCase();
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
