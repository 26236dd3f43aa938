import type { Resolution } from '../../core/choice/trace.ts';
import { pinHere } from '../../io/here/pin-files.ts';
import { explain } from '../../jobs/diagnose/explain.ts';
import { answerText } from '../../report/results/explanation-text.ts';
import type { World } from '../../world.ts';
import type { Here } from '../state/state.ts';

/** The Go of the current directory, in the words of `gv explain`, and the pins of its files. */
export async function hereOf(world: World, resolution: Resolution): Promise<Here> {
  const explanation = await explain(world, resolution);
  const pin = pinHere(world);
  return {
    text: answerText(explanation),
    label: resolution.ok && resolution.base.name !== 'system' ? resolution.base.label : undefined,
    pinFile: pin.file,
    pinSays: pin.says,
    hasModule: explanation.floor !== null,
  };
}
