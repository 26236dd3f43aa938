import type { Emit } from '../core/events.ts';
import { GvError } from '../errors.ts';
import { openTerminal } from '../io/host/terminal.ts';
import type { World } from '../world.ts';
import { choicesAmong, type Among } from './picker/choices.ts';
import { themeFor } from './views/theme.ts';

export interface Choosing {
  readonly title: string;
  readonly among: Among;
  readonly multiple: boolean;
  readonly offline: boolean;
  readonly emit: Emit;
}

/**
 * Lets a person choose on the terminal, below the prompt; gives labels. Where the cursor cannot be moved (TERM=dumb) or a
 * screen reader is announced (INK_SCREEN_READER, as for every program made with ink) the list is numbered.
 * Fails with `usage` without a terminal, `interrupted` when nothing was chosen, `no-release` when there is nothing to choose.
 */
export async function choose(world: World, choosing: Choosing): Promise<readonly string[]> {
  const terminal = openTerminal();
  try {
    const choices = await choicesAmong(world, choosing.among, choosing);
    if (choices.length === 0) {
      throw new GvError('no-release', 'there is nothing to choose from', { hint: 'gv install latest' });
    }
    const picking = { ...choosing, choices };
    const numbered = world.env['TERM'] === 'dumb' || world.env['INK_SCREEN_READER'] === 'true';
    const chosen = numbered
      ? await (await import('./picker/numbered.ts')).pickByNumber(picking, terminal, world.signal)
      : await (
          await import('./picker/pick.tsx')
        ).pick(picking, terminal, { theme: themeFor(world.env), signal: world.signal });
    if (chosen.length > 0) return chosen;
    throw new GvError('interrupted', 'nothing was chosen');
  } finally {
    terminal.close();
  }
}
