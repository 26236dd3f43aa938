import { join } from 'node:path';
import { GvError } from '../../errors.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { answeringBase } from '../../jobs/here/answering.ts';
import { printable } from '../../report/page/printable.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Answers `gv which --json`; the launcher answers the plain form itself. */
export async function run(world: World, { args, report }: Input): Promise<number> {
  const tool = args[0] ?? 'go';
  if (!/^[A-Za-z0-9._+-]+$/.test(tool)) throw new GvError('usage', `${tool} is not the name of a tool`);
  const { name, goroot, label } = await answeringBase(world);
  const path = name === 'system' ? join(goroot, tool) : join(goroot, 'bin', tool);
  if (!isExecutable(path)) {
    throw new GvError('not-installed', noTool(world, label, tool));
  }
  report.result('which', { tool, version: label, path }, `${printable(path)}\n`);
  return 0;
}

/** The sentence of `__gv_others` (shims/posix/others.sh): the installed toolchains that have the tool, oldest first. */
function noTool(world: World, label: string, tool: string): string {
  const having = installedToolchains(world.layout)
    .filter(({ path }) => isExecutable(join(path, 'bin', tool)))
    .map(({ version }) => version.label)
    .toReversed();
  const others =
    having.length === 0 ? ', and no other installed Go has' : `; it exists in: ${having.join(' ')}`;
  return `Go ${label} has no tool named ${tool}${others}`;
}
