import { parseQuery } from '../../core/choice/query.ts';
import { GvError } from '../../errors.ts';
import { checkTrack, use } from '../../jobs/here/use.ts';
import { warnOfLeftBehind } from '../../jobs/surroundings/left-behind.ts';
import type { Run } from '../../world.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

/**
 * `gv use -s`: the shell function `gv` of the hooks sets __GV_HOOK, and keeps the printed line in GV_VERSION. A hook is needed
 * because a program cannot set a variable of the shell that started it.
 */
export async function useShell(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const [text] = args;
  if (options.flag('unset') || options.flag('global') || report.json) {
    throw new GvError('usage', '-s cannot stand with -g, with --json, or with --unset and a version', {
      hint: 'gv use -s 1.22.5, or gv use -s --unset',
    });
  }
  if (text === undefined) throw new GvError('usage', 'the version is missing', { hint: 'gv use -s 1.22.5' });
  const query = parseQuery(text);
  const track = options.flag('track');
  if (track) checkTrack(query);
  const { pin } = await use(run, { query, scope: 'shell', track }, await installOptions(run, input));
  warnOfLeftBehind(run);
  report.plain(pin);
  return 0;
}
