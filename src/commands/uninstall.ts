import { findRemoval, uninstall, type Removal } from '../jobs/uninstall.ts';
import { printable } from '../report/printable.ts';
import type { World } from '../world.ts';
import type { Input } from './spec.ts';

export async function run(world: World, { args, options, report }: Input): Promise<number> {
  const dryRun = options.flag('dryRun');
  const force = options.flag('force');
  const removals: Removal[] = [];
  for (const text of args) removals.push(await findRemoval(world, text));
  for (const removal of removals) {
    if (!dryRun) await uninstall(world, removal, { force, emit: report.event });
  }
  const data = removals.map(({ toolchain, usedBy }) => ({
    version: toolchain.version.label,
    path: toolchain.path,
    usedBy: usedBy ?? null,
  }));
  report.result(
    'uninstall',
    { removed: !dryRun, toolchains: data },
    removals.map((removal) => line(removal, dryRun)).join(''),
  );
  return 0;
}

function line({ toolchain, usedBy }: Removal, dryRun: boolean): string {
  const what = `go ${toolchain.version.label} (${printable(toolchain.path)})`;
  if (!dryRun) return `removed ${what}\n`;
  return usedBy === undefined
    ? `would remove ${what}\n`
    : `would not remove ${what}: in use by ${printable(usedBy)}\n`;
}
