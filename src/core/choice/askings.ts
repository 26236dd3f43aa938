import type { Version } from '../version.ts';
import { aliasesFor } from './aliases.ts';
import { parsePin } from './pin.ts';

/** Somewhere that a version is asked for: a pin's file, the global version, a variable. */
export interface Asking {
  readonly file: string;
  readonly asked: string;
}

/** Which of the installed toolchains are asked for, by name, and where. What is no pin asks for nothing. */
export function keptBy(
  askings: readonly Asking[],
  installed: readonly Version[],
): ReadonlyMap<string, readonly string[]> {
  const aliases = aliasesFor(installed);
  const kept = new Map<string, readonly string[]>();
  for (const { file, asked } of askings) {
    const pin = parsePin(asked);
    if (pin === undefined || pin.kind === 'system') continue;
    const name = pin.kind === 'release' ? pin.version.name : aliases.get(pin.name);
    if (name !== undefined) kept.set(name, [...(kept.get(name) ?? []), file]);
  }
  return kept;
}

/** A pin that names an older release of a line than the one at hand, so that it stays behind. */
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
