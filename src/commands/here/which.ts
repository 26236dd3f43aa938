import { join } from 'node:path';
import { GvError } from '../../errors.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { answeringBase } from '../../jobs/here/answering.ts';
import { printable } from '../../report/page/printable.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** With `--json`; the launcher answers the plain form itself. */
export async function run(world: World, { args, report }: Input): Promise<number> {
  const tool = args[0] ?? 'go';
  if (!/^[A-Za-z0-9._+-]+$/.test(tool)) throw new GvError('usage', `not the name of a tool: ${tool}`);
  const { name, goroot, label } = await answeringBase(world);
  const path = name === 'system' ? join(goroot, tool) : join(goroot, 'bin', tool);
  if (!isExecutable(path)) {
    throw new GvError('not-installed', `go ${label} has no ${tool}`, { hint: 'gv which shows its go.' });
  }
  report.result('which', { tool, version: label, path }, `${printable(path)}\n`);
  return 0;
}
