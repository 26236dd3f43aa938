import type { Version } from '../version.ts';
import { aliasesFor } from './aliases.ts';
import { parsePin } from './pin.ts';

/** A place that asks for a version: a pin's file, the global version, a variable. */
export interface Asking {
  readonly file: string;
  readonly asked: string;
}

/** The names of the installed toolchains that are asked for, each with the places that ask. A text that is not a pin is passed over. */
export function keptBy(
  askings: readonly Asking[],
  installed: readonly Version[],
): ReadonlyMap<string, readonly string[]> {
  const aliases = aliasesFor(installed);
  const kept = new Map<string, string[]>();
  for (const { file, asked } of askings) {
    const pin = parsePin(asked);
    if (pin === undefined || pin.kind === 'system') continue;
    const name = pin.kind === 'release' ? pin.version.name : aliases.get(pin.name);
    if (name === undefined) continue;
    const files = kept.get(name);
    if (files === undefined) kept.set(name, [file]);
    else files.push(file);
  }
  return kept;
}

/** A pin that names one exact release: an upgrade of the line leaves such a pin behind. */
export interface Behind extends Asking {
  readonly version: Version;
}

/** The askings that name one exact release. */
export function exactAskings(askings: readonly Asking[]): readonly Behind[] {
  return askings.flatMap((asking) => {
    const pin = parsePin(asking.asked);
    return pin?.kind === 'release' ? [{ ...asking, version: pin.version }] : [];
  });
}
