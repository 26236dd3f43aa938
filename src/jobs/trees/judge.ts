import { openHttp } from '../../io/http/http.ts';
import { treeHashers } from '../../io/tree/digests.ts';
import type { Run } from '../../world.ts';
import { believedLogKey } from '../keys/believed.ts';
import type { JudgeContext } from './judge-tree.ts';

/** A context in which the trees of a command are judged, with its connections and its threads. Disposing of it ends them. */
export type Judge = JudgeContext & AsyncDisposable;

/** Opens the context. Fails as `believedLogKey` does. */
export async function openJudge(run: Run): Promise<Judge> {
  const logKey = await believedLogKey(run);
  const http = openHttp(run);
  const hashers = treeHashers(run.signal);
  return {
    http,
    hashers,
    logKey,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([http.close(), hashers[Symbol.asyncDispose]()]);
    },
  };
}
