import { GvError } from '../../errors.ts';

/** Where bytes may come from: the official hosts (and mirrors of them), a module proxy, or the first of them that can be reached. */
export type SourceChoice = 'auto' | 'official' | 'proxy';

export const SOURCE_CHOICES: readonly SourceChoice[] = ['auto', 'official', 'proxy'];

/** Reads `--source` or GV_SOURCE; nothing means `auto`. Fails with `usage`. */
export function parseSourceChoice(text: string | undefined): SourceChoice {
  const choice = SOURCE_CHOICES.find(
    (known) => known === (text === undefined || text === '' ? 'auto' : text),
  );
  if (choice !== undefined) return choice;
  throw new GvError('usage', `unknown source: ${text ?? ''}`, {
    hint: `--source and GV_SOURCE take ${SOURCE_CHOICES.join(', ')}.`,
  });
}
