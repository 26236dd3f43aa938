import { proveInLog, type LogProof } from '../../src/trust/log/prove.ts';
import { codeOf } from './code-of.ts';
import { withHead } from './log-lies.ts';
import { MODULE, readerOf, VERSION, type Lie, type TestLog } from './log.ts';

export interface Ask {
  /** The head, or heads, kept from before. */
  readonly known?: string | readonly string[];
  readonly lie?: Lie;
}

/** Has the log prove its one record, as a client that trusts its key. */
export function askLog(log: TestLog, { known = [], lie }: Ask = {}): Promise<LogProof> {
  const reader = readerOf(log, lie);
  return proveInLog({
    module: MODULE,
    version: VERSION,
    key: log.key.verifier,
    known: [known].flat(),
    reader,
  });
}

/** The code of the failure when the log answers with this signed note as its head. */
export function codeWithHead(log: TestLog, note: string): Promise<string> {
  return codeOf(() => askLog(log, { lie: withHead(log, note) }));
}
