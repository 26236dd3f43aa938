import { parseQuery, queryText } from '../../core/choice/query.ts';
import type { LineState } from '../../core/release/line-state.ts';
import { planUpgrade, type UpgradePlan } from '../../core/release/upgrade-plan.ts';
import { lineOf } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchain, installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { knownAskings } from '../here/askings.ts';
import { writeGlobal } from '../here/use.ts';
import { install, type InstallOptions } from '../install/install.ts';
import { findOutdated } from './outdated.ts';
import { uninstall } from './uninstall.ts';

/**
 * Plans an upgrade. `names` are the words that the user typed: lines, or releases that stand for their lines; none means every
 * installed line. Tells of lines that have only prereleases, which no upgrade takes. Fails with `usage`, `no-release` when a
 * named line is not installed, and as `findOutdated` does.
 */
export async function findUpgrade(run: Run, names: readonly string[]): Promise<UpgradePlan> {
  const wanted = names.map(lineNamed);
  const { lines } = await findOutdated(run);
  const missing = wanted.find((line) => !lines.some((state) => state.line === line));
  if (missing !== undefined) {
    throw new GvError('no-release', `no toolchain of ${missing} is installed`, {
      hint: `gv install ${missing}`,
    });
  }
  const isWanted = ({ line }: LineState): boolean => wanted.length === 0 || wanted.includes(line);
  const plan = planUpgrade({
    lines: lines.filter(isWanted),
    installed: installedToolchains(run.layout).map(({ version }) => version),
    askings: await knownAskings(run),
    globalFile: globalFile(run.layout),
  });
  for (const { line, newest } of plan.prereleases) {
    const text = `${line} has no release yet: gv install ${newest?.label ?? line} gets its newest prerelease`;
    run.emit({ type: 'notice', text });
  }
  return plan;
}

function lineNamed(text: string): string {
  const query = parseQuery(text);
  if (query.kind === 'line') return query.line;
  if (query.kind === 'exact') return lineOf(query.version);
  throw new GvError('usage', `${queryText(query)} is not a line`, {
    hint: 'gv upgrade 1.22, or gv upgrade alone for every installed line',
  });
}

export interface UpgradeOptions {
  readonly install: InstallOptions;
  /** Remove the older patches that no known file asks for. */
  readonly pruneOld: boolean;
}

/** Carries out a plan: installs first, so that an old toolchain stays when its successor fails to install. Fails with the codes of `install` and `uninstall`. */
export async function upgrade(run: Run, plan: UpgradePlan, options: UpgradeOptions): Promise<void> {
  for (const { to } of plan.steps) {
    await install(run, { kind: 'exact', version: to }, options.install);
  }
  if (plan.global !== undefined) await writeGlobal(run, plan.global.to.label);
  if (!options.pruneOld) return;
  const replaced = plan.replaced.flatMap((version) => installedToolchain(run.layout, version) ?? []);
  const removals = replaced.map((toolchain) => ({ toolchain, usedBy: undefined }));
  await uninstall(run, removals, { force: false });
}
