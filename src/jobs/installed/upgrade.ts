import { parseQuery, queryText } from '../../core/choice/query.ts';
import type { Emit } from '../../core/events.ts';
import type { LineState } from '../../core/release/line-state.ts';
import { planUpgrade, type UpgradePlan } from '../../core/release/upgrade-plan.ts';
import { lineOf } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchain, installedToolchains } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { knownAskings } from '../here/askings.ts';
import { writeGlobal } from '../here/use.ts';
import { install, type InstallOptions } from '../install/install.ts';
import { findOutdated } from './outdated.ts';
import { uninstall } from './uninstall.ts';

export interface UpgradeRequest {
  /** What a person typed: lines, or releases that stand for theirs. Empty means every installed line. */
  readonly names: readonly string[];
  readonly offline: boolean;
  readonly emit: Emit;
}

/** Decides what an upgrade would do. Fails with `usage`, `no-release` when a named line is not installed, and as `findOutdated` does. */
export async function findUpgrade(world: World, request: UpgradeRequest): Promise<UpgradePlan> {
  const wanted = request.names.map(lineNamed);
  const { lines } = await findOutdated(world, request.offline, request.emit);
  const missing = wanted.find((line) => !lines.some((state) => state.line === line));
  if (missing !== undefined) {
    throw new GvError('no-release', `no toolchain of ${missing} is installed`, {
      hint: `gv install ${missing}`,
    });
  }
  const isWanted = ({ line }: LineState): boolean => wanted.length === 0 || wanted.includes(line);
  return planUpgrade({
    lines: lines.filter(isWanted),
    installed: installedToolchains(world.layout).map(({ version }) => version),
    askings: await knownAskings(world),
    globalFile: globalFile(world.layout),
  });
}

function lineNamed(text: string): string {
  const query = parseQuery(text);
  if (query.kind === 'line') return query.line;
  if (query.kind === 'exact') return lineOf(query.version);
  throw new GvError('usage', `${queryText(query)} names no line`, {
    hint: 'gv upgrade 1.22, or gv upgrade alone for every installed line',
  });
}

export interface UpgradeOptions {
  readonly install: InstallOptions;
  /** Remove the older patches that nothing known asks for. */
  readonly pruneOld: boolean;
  readonly emit: Emit;
}

/** Does what was planned: installs first, so that nothing is taken away for a toolchain that never came. Fails with the codes of `install` and `uninstall`. */
export async function upgrade(world: World, plan: UpgradePlan, options: UpgradeOptions): Promise<void> {
  const { emit } = options;
  for (const { to } of plan.steps) {
    await install(world, { kind: 'exact', version: to }, options.install, emit);
  }
  if (plan.global !== undefined) await writeGlobal(world, plan.global.to.label);
  if (!options.pruneOld) return;
  for (const version of plan.replaced) {
    const toolchain = installedToolchain(world.layout, version);
    if (toolchain !== undefined)
      await uninstall(world, { toolchain, usedBy: undefined }, { force: false, emit });
  }
}
