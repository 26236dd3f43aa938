import { GvError } from '../../errors.ts';
import { printable } from '../../report/page/printable.ts';
import type { Run } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import type { Input } from '../parts/spec.ts';
import { makeReady } from './make-ready.ts';
import { useHere } from './use-here.ts';
import { useShell } from './use-shell.ts';
import { useUnset } from './use-unset.ts';

const WHICH = { title: 'Use which Go?', among: 'all', multiple: false } as const;

export async function run(run: Run, given: Input): Promise<number> {
  const { options } = given;
  if (options.flag('interactive') && options.flag('unset')) {
    throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  }
  if (options.flag('shell') && (run.env['__GV_HOOK'] ?? '') === '') throw noHook(given);
  const input = { ...given, args: await chosenArgs(run, given, WHICH) };
  const quiet = withoutAlready(run);
  if (options.flag('shell')) return useShell(quiet, input);
  if (options.flag('unset')) return useUnset(run, input);
  const [text] = input.args;
  return text === undefined ? makeReady(quiet, input) : useHere(quiet, input, text);
}

function noHook({ args, options }: Input): GvError {
  const version = printable(args[0] ?? '1.22.5');
  const instead = options.flag('unset') ? 'unset GV_VERSION' : `export GV_VERSION=${version}`;
  return new GvError('usage', "gv use -s needs gv's hook in this shell", {
    hint: `Load the hook: eval "$(gv init bash)" (or zsh; in fish: gv init fish | source), or type: ${instead}`,
  });
}

/** Hides `already` events: the result of `gv use` says which toolchain it is. */
function withoutAlready(run: Run): Run {
  return {
    ...run,
    emit: (event) => {
      if (event.type !== 'already') run.emit(event);
    },
  };
}
