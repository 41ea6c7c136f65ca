import type { WaiverUse } from '../engine/waivers.js';
import type { Finding } from '../model/finding.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult } from '../report/types.js';
import type { OpenedConfig } from './open-config.js';
import { placeLine } from './place-line.js';

/** The findings about the waivers of a config, file by file. */
export function configFindings(opened: OpenedConfig, waivers: WaiverUse, isWhole: boolean): readonly FileResult[] {
  const { levelOf } = opened.settingOf(undefined);
  const findings = waivers.findings(isWhole).flatMap((finding): Finding[] => {
    const severity = levelOf(finding.rule) ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
  return opened.config.layers.flatMap(({ document }) => {
    const own = findings.filter(({ at }) => at.document === document);
    return own.length === 0 ? [] : [locateFindings(document.name, [], own)];
  });
}

/** Waivers that end within so many days are told of: time enough to correct what they accept. */
const soon = 30;

/** What is to be known of a config and is no finding. */
export function configNotices(
  opened: OpenedConfig,
  waivers: WaiverUse | undefined,
  isWhole: boolean,
): readonly string[] {
  const unmatched = isWhole ? opened.unmatchedApps() : [];
  return [
    ...firstOf(
      unmatched.map(({ label, at }) => `${placeLine(at)}: the entry of apps for ${label} matches no application`),
    ),
    ...firstOf(
      (waivers?.shared() ?? []).map(
        ({ waiver: { label, at }, names }) =>
          `${placeLine(at)}: the waiver for ${label} accepts findings of ${counted(names.length, 'application')}: ${names.slice(0, 3).join(', ')}`,
      ),
    ),
    ...firstOf(
      (waivers?.endingWithin(soon) ?? []).map(({ label, expires }) => `the waiver for ${label} ends on ${expires}`),
    ),
  ];
}

/** The first three, and how many there are besides. */
function firstOf(texts: readonly string[]): readonly string[] {
  const more = texts.length - 3;
  return more > 0 ? [...texts.slice(0, 3), `and ${more} more of these`] : texts;
}
