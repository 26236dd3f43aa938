import { GvError } from '../../errors.ts';
import { warnOfOthers } from '../../jobs/diagnose/overruled.ts';
import { answeringBase } from '../../jobs/here/answering.ts';
import { prepareDirectory } from '../../jobs/here/prepare.ts';
import { offerMise } from '../../jobs/surroundings/other-managers.ts';
import { readyText } from '../../report/results/use-text.ts';
import type { Run } from '../../world.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

/** A bare `gv use`: installs the versions that this directory requests, and reports the toolchain that answers. */
export async function makeReady(run: Run, input: Input): Promise<number> {
  const { options: given, report } = input;
  if (given.flag('global') || given.flag('track')) {
    throw new GvError('usage', 'the version is missing', { hint: 'gv use -g 1.22.5' });
  }
  const options = await installOptions(run, input);
  const prepared = await prepareDirectory(run, { ...options, global: 'never' });
  const base = await answeringBase(run);
  const { label, file, goroot } = base;
  // The go command changes from a base below the floor to the toolchain of the floor.
  const floors = prepared.filter(({ role, version }) => role === 'floor' && version.label !== label);
  const data = { version: label, file: file === '' ? null : file, path: goroot };
  offerMise(run, base);
  await warnOfOthers(run);
  report.result('use', data, readyText(base, floors));
  return 0;
}
