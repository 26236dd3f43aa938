import { parseQuery } from '../../core/choice/query.ts';
import { warnOfOthers } from '../../jobs/diagnose/overruled.ts';
import { makeChoice } from '../../jobs/here/make-choice.ts';
import { checkTrack } from '../../jobs/here/use.ts';
import { chosenText } from '../../report/results/use-text.ts';
import type { Run } from '../../world.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

/** `gv use 1.22` and `gv use -g 1.22`: writes the choice. */
export async function useHere(run: Run, input: Input, text: string): Promise<number> {
  const { options, report } = input;
  const query = parseQuery(text);
  const track = options.flag('track');
  if (track) checkTrack(query);
  const scope = options.flag('global') ? 'global' : 'directory';
  const chosen = await makeChoice(run, { query, scope, track }, await installOptions(run, input));
  const { pin, file, toolchain } = chosen;
  const data = { pin, file, version: toolchain?.version.label ?? 'system', path: toolchain?.path ?? null };
  await warnOfOthers(run);
  report.result('use', data, chosenText(chosen));
  return 0;
}
