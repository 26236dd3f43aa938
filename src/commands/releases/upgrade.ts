import type { UpgradePlan } from '../../core/release/upgrade-plan.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { findUpgrade, upgrade } from '../../jobs/installed/upgrade.ts';
import { NOTHING_INSTALLED } from '../../report/results/phrases.ts';
import { upgradeText, type UpgradeMode } from '../../report/results/upgrade-text.ts';
import type { Run } from '../../world.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const [dryRun, pruneOld] = [options.flag('dryRun'), options.flag('pruneOld')];
  const settings = await installOptions(run, input);
  if (args.length === 0 && installedToolchains(run.layout).length === 0) {
    report.result('upgrade', dataOf(NOTHING, { dryRun, pruneOld }), NOTHING_INSTALLED);
    return 0;
  }
  const plan = await findUpgrade(run, args);
  if (!dryRun) await upgrade(run, plan, { install: settings, pruneOld });
  report.result('upgrade', dataOf(plan, { dryRun, pruneOld }), upgradeText(plan, { dryRun, pruneOld }));
  return 0;
}

const NOTHING: UpgradePlan = {
  steps: [],
  prereleases: [],
  global: undefined,
  behind: [],
  replaced: [],
  kept: [],
};

function dataOf(plan: UpgradePlan, { dryRun, pruneOld }: UpgradeMode): unknown {
  const { steps, global, behind, replaced, kept } = plan;
  return {
    done: !dryRun,
    upgraded: steps.map(({ line, from, to }) => ({ line, from: from.label, to: to.label })),
    global: global === undefined ? null : { from: global.from.label, to: global.to.label },
    behind: behind.map(({ file, version, to }) => ({ file, pins: version.label, newest: to.label })),
    removed: pruneOld ? replaced.map(({ label }) => label) : [],
    kept: kept.map(({ version, files }) => ({ version: version.label, files })),
  };
}
