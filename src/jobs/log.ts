import type { Version } from '../core/version.ts';
import { GvError } from '../errors.ts';
import { removeTree, writeFileAtomic } from '../io/files.ts';
import type { GoSettings } from '../io/go-settings.ts';
import type { Http } from '../io/http.ts';
import { logReader } from '../io/log-reader.ts';
import { withLogLock } from '../io/locks.ts';
import { namesIn, readSmall } from '../io/read.ts';
import { LogFork } from '../trust/log/failure.ts';
import { proveInLog, type LogProof } from '../trust/log/prove.ts';
import { toolchainModule } from '../trust/log/toolchain.ts';
import { GO_LOG_KEY, parseVerifierKey } from '../trust/log/verifier-key.ts';
import type { World } from '../world.ts';

/** Whom to ask for a release's record, and how. */
export interface LogQuery {
  readonly http: Http;
  readonly settings: GoSettings;
  readonly version: Version;
  /** Verifier key of the log to believe. */
  readonly logKey: string;
}

/**
 * Asks Go's checksum database for the `h1:` of a release's toolchain on this platform. The newest proven head is kept
 * and only ever advanced after a proof, so that a log that shows this machine another past is found out. One process at
 * a time asks, as each proof starts from the head that the last one left.
 * Fails with `log-wrong`, `log-malformed`, `log-disabled`, `log-fork` (both heads are kept in trust/), and the network's codes.
 */
export async function askLog(world: World, { http, settings, version, logKey }: LogQuery): Promise<LogProof> {
  const { module, version: moduleVersion } = toolchainModule(version, world.platform);
  const key = parseVerifierKey(logKey);
  const kept = world.layout.logHead(key.hash);
  return withLogLock(world, `asking for go ${version.label}`, async () => {
    const known = readSmall(kept);
    const ask = async (): Promise<LogProof> => {
      const own = logKey === GO_LOG_KEY ? undefined : { name: key.name };
      const reader = await logReader(world, http, settings, own);
      const proof = await proveInLog({ module, version: moduleVersion, key, known, reader });
      if (proof.head !== known) await writeFileAtomic(kept, proof.head);
      await reader.keep(proof.tiles);
      return proof;
    };
    try {
      return await ask().catch((error: unknown) => withoutKeptTiles(world, error, ask));
    } catch (error) {
      if (error instanceof LogFork) await keepEvidence(kept, error);
      throw error;
    }
  });
}

/**
 * Tiles kept from before may be damaged, or belong to the other side of a fork: what does not prove with them is asked
 * once more without them, so that the answer is the log's own.
 */
async function withoutKeptTiles<T>(world: World, error: unknown, ask: () => Promise<T>): Promise<T> {
  const disproved =
    error instanceof GvError && (error.code === 'log-wrong' || error.code === 'log-malformed');
  if (!disproved || namesIn(world.layout.tiles).length === 0) throw error;
  await removeTree(world.layout.tiles);
  return ask();
}

async function keepEvidence(kept: string, { heads }: LogFork): Promise<void> {
  const [smaller, larger] = heads;
  await writeFileAtomic(`${kept}.fork-1`, smaller);
  await writeFileAtomic(`${kept}.fork-2`, larger);
}
