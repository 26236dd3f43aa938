import { directoryFloor } from '../../io/module-files.ts';
import { pinHere } from '../../io/pin-files.ts';
import { currentBase } from '../../jobs/base.ts';
import type { World } from '../../world.ts';
import type { Here } from '../state/state.ts';

/** Which Go answers in the current directory, and what its files say. */
export async function hereOf(world: World): Promise<Here> {
  const resolution = await currentBase(world);
  const floor = directoryFloor(world, world.cwd);
  const pin = pinHere(world);
  return {
    text: resolution.ok ? answer(resolution.base) : resolution.message.replace(/^gv: /, ''),
    label: resolution.ok && resolution.base.name !== 'system' ? resolution.base.label : undefined,
    pinFile: pin.file,
    pinSays: pin.says,
    hasModule: floor !== undefined,
  };
}

function answer({ label, file, line, rule }: Answer): string {
  const why = file === '' ? rule : line > 0 ? `${file}:${line}` : file;
  return `go ${label} here (${why})`;
}

interface Answer {
  readonly label: string;
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}
