import { GvError } from '../../errors.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { Run } from '../../world.ts';
import { askLog, type LogQuery, recallLog } from './ask-log.ts';

/**
 * The proven record of a release in Go's checksum database: the kept answer, proven once more, as a record never changes;
 * else the database's own. Fails with `offline` and as `askLog` does.
 */
export async function recordOf(run: Run, query: LogQuery): Promise<LogProof> {
  const kept = await recallLog(run, query);
  if (kept !== undefined) return kept;
  if (!run.offline) return await askLog(run, query);
  throw new GvError('offline', `Go's checksum database was not asked for go ${query.version.label}`, {
    hint: 'Leave --offline (GV_OFFLINE) out.',
  });
}
