import { GvError } from '../../errors.ts';
import { isUnreachable, noteUnreachable, sumdbHosts, wasUnreachable } from '../../io/cache/reachability.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { Run } from '../../world.ts';
import type { LogQuery } from './ask-log.ts';
import { recordOf } from './recorded.ts';

/** A question to the checksum database beside a download. */
export interface AsideQuestion extends Disposable {
  /** Asks at the first call, unless the database was out of reach a short while ago. */
  readonly start: () => void;
  /** The record, waited for as long as a question may take. Fails as `recordOf` does. */
  record(): Promise<LogProof>;
  /**
   * The record where it comes in time: the question ends `LIMITS.logWaitMs` after this call, and a database that is out of reach or
   * late is not asked again for some minutes. Fails as `recordOf` does, and with `stalled`.
   */
  recordInTime(): Promise<LogProof>;
}

/** Prepares a question, of whose waits the user hears nothing. Disposing of the question ends it. */
export function asideQuestion(run: Run, query: LogQuery): AsideQuestion {
  const ending = new AbortController();
  let asked: Promise<LogProof> | undefined;
  let isStarted = false;
  const ask = (): Promise<LogProof> => {
    if (asked !== undefined) return asked;
    const quiet = { ...run, emit: () => undefined };
    const http = { ...query.http, emit: quiet.emit };
    asked = recordOf(quiet, { ...query, http, signal: ending.signal });
    asked.catch(() => undefined);
    return asked;
  };
  return {
    start: () => {
      if (!isStarted && !wasUnreachable(run, sumdbHosts(run))) void ask();
      isStarted = true;
    },
    record: ask,
    async recordInTime() {
      if (asked === undefined && wasUnreachable(run, sumdbHosts(run)))
        throw late('no answer a short while ago, so not asked again');
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        ending.abort(late('no answer in time'));
      }, query.http.limits.logWaitMs);
      try {
        return await ask();
      } catch (error) {
        if (isLate || isUnreachable(error)) await noteUnreachable(run, sumdbHosts(run));
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.dispose]: () => ending.abort(),
  };
}

/** The failure is not the module proxy's, which stays in use after so short a wait. */
function late(why: string): GvError {
  return new GvError('stalled', why, {
    hint: 'gv verify --upgrade-proofs asks again.',
  });
}
