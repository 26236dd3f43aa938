import { EXIT_OF } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The signals after which gv cleans up and ends, each with its failure. */
const CODES = { SIGINT: 'interrupted', SIGTERM: 'terminated', SIGHUP: 'hung-up' } as const;

/** The launcher's word for a SIGHUP that is to have no effect, as under nohup (shims/posix/node.sh). */
const NOHUP = '__GV_NOHUP';

export type StopCode = (typeof CODES)[keyof typeof CODES];

/** The end that a signal asks for. */
export interface SignalledEnd {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The failure of the first signal. */
  readonly code: StopCode | undefined;
}

/**
 * Listens to SIGINT, SIGTERM and SIGHUP. A second one ends a gv that does not listen to the first. A SIGHUP that was ignored before
 * gv began stays without effect.
 */
export function listenToSignals(env: World['env'], exit: (code: number) => void): SignalledEnd {
  const stop = new AbortController();
  let code: StopCode | undefined;
  const isDeaf = env[NOHUP] !== undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (name === 'SIGHUP' && isDeaf) return;
      // Both the kernel and the shell send SIGHUP when a terminal closes.
      if (code !== undefined && name !== 'SIGHUP') exit(EXIT_OF[CODES[name]]);
      code ??= CODES[name];
      stop.abort();
    });
  }
  return {
    signal: stop.signal,
    get code() {
      return code;
    },
  };
}
