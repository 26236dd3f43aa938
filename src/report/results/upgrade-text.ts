import type { UpgradePlan } from '../../core/release/upgrade-plan.ts';
import { printable } from '../page/printable.ts';
import { linesText } from './phrases.ts';

export interface UpgradeMode {
  readonly dryRun: boolean;
  readonly pruneOld: boolean;
}

/** The results of an upgrade, or its plan: the newest patches, the global version, and the files that still ask for an older patch. */
export function upgradeText(plan: UpgradePlan, { dryRun, pruneOld }: UpgradeMode): string {
  const verb = (done: string, planned: string): string => (dryRun ? `would ${planned}` : done);
  const lines = [
    ...plan.steps.map(
      ({ line, from, to }) => `${verb('upgraded', 'upgrade')} ${line}: ${from.label} -> ${to.label}`,
    ),
    ...(plan.global === undefined
      ? []
      : [
          `${verb('moved', 'move')} the global version: ${plan.global.from.label} -> ${plan.global.to.label}`,
        ]),
    ...(pruneOld ? plan.replaced.map(({ label }) => `${verb('removed', 'remove')} go ${label}`) : []),
    ...plan.behind.map(({ file, version, to }) =>
      file === 'GV_VERSION'
        ? `GV_VERSION still asks for ${version.label}`
        : `${printable(file)} still pins ${version.label} (there: gv use ${to.label})`,
    ),
  ];
  if (plan.steps.length === 0) lines.unshift('every line is at its newest patch');
  return linesText(lines);
}
