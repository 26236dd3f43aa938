import { GvError } from '../../errors.ts';
import { unuse } from '../../jobs/here/use.ts';
import { takenBackText } from '../../report/results/use-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** `gv use --unset`: takes a choice back. */
export async function useUnset(run: Run, { args, options, report }: Input): Promise<number> {
  if (args.length > 0) throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  const file = await unuse(run, options.flag('global') ? 'global' : 'directory');
  report.result('use', { unset: file ?? null }, takenBackText(file));
  return 0;
}
