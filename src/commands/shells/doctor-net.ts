import { GvError } from '../../errors.ts';
import type { NetOptions } from '../../jobs/diagnose/doctor.ts';
import type { Options } from '../parts/spec.ts';

const NET_SECONDS = 60;
const MOST_IDLE_SECONDS = 120;

/** The options that only the section `net` has. */
const FLAGS = ['vcs', 'throughput', 'wholeChain'] as const;

/** The wishes for the section `net`. Fails with `usage`. */
export function netOptions(options: Options, target: string | undefined): NetOptions {
  const idle = options.text('idle');
  const idleSeconds = idle === undefined ? undefined : secondsIn(idle, MOST_IDLE_SECONDS);
  if (idle !== undefined && idleSeconds === undefined)
    throw new GvError('usage', `--idle takes 1 to ${MOST_IDLE_SECONDS} seconds`, {
      hint: 'gv doctor net --idle 20',
    });
  return {
    target,
    timeoutMs: (NET_SECONDS + (idleSeconds ?? 0)) * 1000,
    wishes: {
      vcs: options.flag('vcs'),
      throughput: options.flag('throughput'),
      wholeChain: options.flag('wholeChain'),
      go: options.flag('go'),
      compare: options.texts('compare').map(settingIn),
      ...(idleSeconds === undefined ? {} : { idleSeconds }),
    },
  };
}

/** Refuses an option of the section `net` where that section was not asked for. */
export function refuseNetOptions(options: Options): void {
  const given = [
    ...FLAGS.filter((name) => options.flag(name)),
    ...(options.text('idle') === undefined ? [] : ['idle']),
    ...(options.texts('compare').length === 0 ? [] : ['compare']),
    ...(options.flag('go') ? [] : ['no-go']),
  ].map((name) => `--${name === 'wholeChain' ? 'whole-chain' : name}`);
  if (given.length === 0) return;
  throw new GvError('usage', `${given.join(', ')} is of the section net`, { hint: 'gv doctor net' });
}

function settingIn(text: string): { readonly name: string; readonly value: string } {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { name, value };
  throw new GvError('usage', '--compare takes NAME=VALUE', {
    hint: 'gv doctor net --compare GODEBUG=http2client=0',
  });
}

/** Whole seconds, with or without `s`; undefined for another text, 0, and more than `most`. */
export function secondsIn(text: string, most: number): number | undefined {
  const seconds = /^\d{1,4}s?$/.test(text) ? Number.parseInt(text, 10) : 0;
  return seconds > 0 && seconds <= most ? seconds : undefined;
}
