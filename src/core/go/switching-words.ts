import type { StayReason, SwitchReason } from './switching.ts';

/** The values that the sentences name. */
export interface Named {
  /** The started toolchain's version. */
  readonly own: string;
  readonly gotoolchain: string;
  /** go.work or go.mod, with its path. */
  readonly file: string;
  /** The version that `file` asks for at least. */
  readonly floor: string;
}

/** Why the started toolchain stays. */
export function whyItStays(by: StayReason, { own, gotoolchain, file, floor }: Named): string {
  switch (by) {
    case 'old':
      return 'a go command before 1.21 never switches toolchains';
    case 'modules':
      return 'modules are off (GO111MODULE), so neither go.work nor go.mod counts';
    case 'unset':
      return 'GOTOOLCHAIN is empty, in go.env too, so the go command does not switch';
    case 'local':
      return 'GOTOOLCHAIN=local forbids the go command to switch';
    case 'named':
      return `GOTOOLCHAIN=${gotoolchain} names this very toolchain`;
    case 'default':
      return `${file} says "toolchain default", so the go command does not switch`;
    case 'met':
      return `${own} is enough for ${file}${floor === '' ? '' : `, which asks for ${floor}`}`;
    case 'free':
      return file === '' ? 'no go.work or go.mod asks for more' : `${file} asks for no version`;
  }
}

/** Why another toolchain, named as the go command names it, takes over. */
export function whyItSwitches(to: string, by: SwitchReason, { gotoolchain, file }: Named): string {
  if (by.rule === 'gotoolchain') return `GOTOOLCHAIN=${gotoolchain} asks for ${to}`;
  const line = `the ${by.rule} line in ${file}:${by.line}`;
  return `${line} asks for ${to}, and GOTOOLCHAIN=${gotoolchain} lets the go command switch`;
}
