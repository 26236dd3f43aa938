import { GvError } from '../../errors.ts';
import type { Among } from '../../tui/picker/choices.ts';
import type { Run } from '../../world.ts';
import type { Input } from './spec.ts';

interface Question {
  readonly title: string;
  readonly among: Among;
  readonly multiple: boolean;
}

/**
 * The arguments of a command; with `-i` those that the user chooses on the terminal.
 * Fails with `usage` where both are given, and as `choose` does.
 */
export async function chosenArgs(
  run: Run,
  { args, options }: Input,
  question: Question,
): Promise<readonly string[]> {
  if (!options.flag('interactive')) return args;
  if (args.length > 0) {
    throw new GvError('usage', `-i asks for the version, and ${args[0] ?? ''} is one already`, {
      hint: 'Leave one of them out.',
    });
  }
  const { choose } = await import('../../tui/choose.ts');
  return choose(run, question);
}
