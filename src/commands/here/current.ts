import { overruled } from '../../jobs/diagnose/overruled.ts';
import { currentBase, resolutionError } from '../../jobs/here/answering.ts';
import { forcedToolchain } from '../../jobs/surroundings/left-behind.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Answers `gv current --json`; the launcher answers the plain form itself. */
export async function run(world: World, { report }: Input): Promise<number> {
  const resolution = await currentBase(world);
  if (!resolution.ok) throw resolutionError(resolution);
  const { label, goroot, rule, file, line, asked, raised } = resolution.base;
  const found = await overruled(world, resolution);
  const [forced] = forcedToolchain(world, resolution.base.name);
  const data = {
    version: label,
    path: goroot,
    rule,
    file: file === '' ? null : file,
    line,
    asked,
    raised: raised ?? null,
    overruled: found === undefined ? null : { text: found.text, cure: found.cure },
    gotoolchain: forced === undefined ? null : { text: forced.text, cure: forced.cure },
  };
  report.result('current', data, `${label}\n`);
  return 0;
}
