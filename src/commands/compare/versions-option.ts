import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import type { Run } from '../../world.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

/** The queries of `-v`, in their order. Fails with `usage` for an empty one. */
export function versionTexts({ options }: Pick<Input, 'options'>): readonly string[] {
  const given = options.text('go');
  if (given === undefined) return [];
  const texts = given.split(',').map((text) => text.trim());
  if (!texts.includes('')) return texts;
  throw new GvError('usage', '-v takes versions with a comma between them, and one of them is empty', {
    hint: 'gv matrix -v min,oldstable,stable -- go test ./...',
  });
}

/** The options of the installs that `--install` asks for; undefined without it. */
export async function missingOptions(run: Run, input: Input): Promise<InstallOptions | undefined> {
  return input.options.flag('install')
    ? { ...(await installOptions(run, input)), global: 'never' }
    : undefined;
}

interface NumberOption {
  readonly name: string;
  readonly usual: number;
  /** 1 without it. */
  readonly least?: number;
  readonly most: number;
}

/** A whole number. Fails with `usage`. */
export function countOption(
  { options }: Pick<Input, 'options'>,
  { name, usual, least = 1, most }: NumberOption,
): number {
  const text = options.text(name);
  if (text === undefined) return usual;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new GvError('usage', `--${flag} takes a whole number from ${least} to ${most}`, {
    hint: `--${flag} ${usual}`,
  });
}
