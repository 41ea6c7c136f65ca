import type { WaiverUse } from '../engine/waivers.js';
import type { Finding } from '../model/finding.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult } from '../report/types.js';
import type { OpenedConfig } from './open-config.js';

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
