import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { GvError, isSystemError } from '../../errors.ts';
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
  if (!(await isExecutable(path))) {
    throw new GvError('not-installed', `go ${label} has no ${tool}`, { hint: 'gv which shows its go.' });
  }
  report.result('which', { tool, version: label, path }, `${printable(path)}\n`);
  return 0;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return false;
    throw error;
  }
}
