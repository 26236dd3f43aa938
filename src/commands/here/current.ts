import { answeringBase } from '../../jobs/here/answering.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Answers `gv current --json`; the launcher answers the plain form itself. */
export async function run(world: World, { report }: Input): Promise<number> {
  const { label, goroot, rule, file, line, asked, raised } = await answeringBase(world);
  const data = {
    version: label,
    path: goroot,
    rule,
    file: file === '' ? null : file,
    line,
    asked,
    raised: raised ?? null,
  };
  report.result('current', data, `${label}\n`);
  return 0;
}
