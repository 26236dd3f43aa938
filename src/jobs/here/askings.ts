import type { Asking } from '../../core/choice/askings.ts';
import { pinText } from '../../core/choice/pin.ts';
import { readSmall } from '../../io/disk/read.ts';
import { globalFile } from '../../io/store/global-version.ts';
import type { World } from '../../world.ts';
import { currentBase } from './answering.ts';
import { projectPins } from './projects.ts';

/** All known files that ask for a version: the known projects, this directory, the global version. Each file stands there once. */
export async function knownAskings(world: World): Promise<readonly Asking[]> {
  const resolution = await currentBase(world);
  const { file, asked } = resolution.ok ? resolution.base : resolution;
  const global = globalFile(world.layout);
  const all = [
    ...projectPins(world),
    ...(file === '' ? [] : [{ file, asked }]),
    { file: global, asked: pinText(readSmall(global) ?? '') ?? '' },
  ];
  return [...new Map(all.map((asking) => [asking.file, asking])).values()];
}
