import { join } from 'node:path';
import { isInside } from '../../core/layout.ts';
import { GvError } from '../../errors.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { absoluteEntries, realPath } from '../../io/host/search-path.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { answeringBase } from '../../jobs/here/answering.ts';
import { printable } from '../../report/page/printable.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Answers `gv which --json`; the launcher answers the plain form itself. */
export async function run(world: World, { args, report }: Input): Promise<number> {
  const tool = args[0] ?? 'go';
  checkTool(tool);
  const { name, goroot, label } = await answeringBase(world);
  const beside = name === 'system' ? join(goroot, tool) : join(goroot, 'bin', tool);
  // The system's gofmt may lie in another directory than its go.
  const path = isExecutable(beside) || name !== 'system' ? beside : foreignProgram(world, tool);
  if (path === undefined || !isExecutable(path)) {
    throw new GvError('not-installed', noTool(world, label, tool));
  }
  report.result('which', { tool, version: label, path }, `${printable(path)}\n`);
  return 0;
}

const MOST_BYTES = 99;

/** Refuses the names that the launcher refuses (`__gv_refuse_path` in shims/posix/gv), in its words. */
function checkTool(tool: string): void {
  const wants = 'gv which takes the name of a tool, such as gofmt';
  if (tool === '') throw new GvError('usage', 'gv which was given an empty text');
  if (tool.includes('/')) throw new GvError('usage', `${wants}, not a path`);
  if (/\p{Cc}/u.test(tool) || Buffer.byteLength(tool) > MOST_BYTES) throw new GvError('usage', wants);
}

/** The first program of that name on PATH that is not gv's, as `__gv_on_path` finds it (shims/posix/system.sh). */
function foreignProgram(world: World, tool: string): string | undefined {
  const { root, scripts } = world.layout;
  const shim = realPath(join(scripts, 'shim.sh'));
  return absoluteEntries(world)
    .filter((entry) => !isInside(root, entry))
    .map((entry) => join(entry, tool))
    .find((path) => isExecutable(path) && realPath(path) !== shim);
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
