import { GvError } from '../errors.ts';
import { openTerminal } from '../io/host/terminal.ts';
import type { Run } from '../world.ts';
import { choicesAmong, type Among } from './picker/choices.ts';
import { themeFor } from './views/theme.ts';

export interface ChoiceRequest {
  readonly title: string;
  readonly among: Among;
  readonly multiple: boolean;
}

/**
 * Lets a person choose on the terminal, below the prompt; gives labels. Where the cursor cannot be moved (TERM=dumb) or a
 * screen reader is announced (INK_SCREEN_READER, as for every program made with ink) the list is numbered.
 * Fails with `usage` without a terminal, `interrupted` when nothing was chosen, `no-release` when there is nothing to choose.
 */
export async function choose(run: Run, request: ChoiceRequest): Promise<readonly string[]> {
  const terminal = openTerminal();
  try {
    const choices = await choicesAmong(run, request.among);
    if (choices.length === 0) {
      throw new GvError('no-release', 'there is nothing to choose from', { hint: 'gv install latest' });
    }
    const list = { ...request, choices };
    const numbered = run.env['TERM'] === 'dumb' || run.env['INK_SCREEN_READER'] === 'true';
    const chosen = numbered
      ? await (await import('./picker/numbered.ts')).pickByNumber(list, terminal, run.signal)
      : await (
          await import('./picker/pick.tsx')
        ).pick(list, terminal, { theme: themeFor(run.env), signal: run.signal });
    if (chosen.length > 0) return chosen;
    throw new GvError('interrupted', 'nothing was chosen');
  } finally {
    terminal.close();
  }
}
