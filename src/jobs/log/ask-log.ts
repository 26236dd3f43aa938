import { toolchainModule } from '../../core/release/module-name.ts';
import { EXIT_OF, GvError, hasCode, isUnwritten } from '../../errors.ts';
import { namesIn } from '../../io/disk/read.ts';
import { removeTree, writeFileAtomic } from '../../io/disk/write.ts';
import { HttpError } from '../../io/http/http-error.ts';
import { httpUntil, type Http } from '../../io/http/http.ts';
import type { NetworkLimits } from '../../io/http/network-limits.ts';
import { type CarriedHead, carriedHeads, keepCarried } from '../../io/log/carried-heads.ts';
import { keptHead } from '../../io/log/kept-heads.ts';
import { logReader } from '../../io/log/log-reader.ts';
import { keepRecord, keptRecord } from '../../io/log/log-records.ts';
import { withLogMutex } from '../../io/store/mutexes.ts';
import { LogFork } from '../../trust/log/failure.ts';
import { proveInLog, type LogProof, type LogQuestion } from '../../trust/log/prove.ts';
import { GO_LOG_KEY, parseVerifierKey, type VerifierKey } from '../../trust/log/verifier-key.ts';
import type { Run, World } from '../../world.ts';
import { keepAnswer } from './keep-answer.ts';
import { recallProofFile } from './kept-proof-file.ts';
import type { LogSubject } from './log-subject.ts';

/** A request for a release's record. */
export interface LogQuery extends LogSubject {
  readonly http: Http;
  /** Ends the question, and the wait for its turn, as the signal of the run does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks Go's checksum database for the `h1:` of a release's toolchain. The newest proven head is kept and only ever advanced
 * after a proof, so that a log that shows this machine another past is detected. One process at a time asks, as each proof
 * starts from the head that the last one left, and each has its time (`LIMITS.logMs`), so that a slow log does not hold the
 * other processes for ever. The tiles that prove the record are kept as well. In a root of another account all of these are kept
 * in the user's own directory, and the root's head counts as well.
 * Fails with `log-wrong`, `log-malformed`, `log-disabled`, `log-fork` (both heads are kept in trust/), and the network's codes.
 */
export async function askLog(run: Run, query: LogQuery): Promise<LogProof> {
  const { version, platform, logKey, signal } = query;
  const { module, version: moduleVersion } = toolchainModule(version, platform);
  const key = parseVerifierKey(logKey);
  const [own, ...others] = run.layout.logHeads(key.hash);
  const [record] = run.layout.logRecords(key.hash, moduleVersion);
  const within = signal === undefined ? run : { ...run, signal: AbortSignal.any([run.signal, signal]) };
  return withLogMutex(within, `asking for go ${version.label}`, async () => {
    using time = timeOf(query.http.limits);
    const http = httpUntil(query.http, AbortSignal.any([within.signal, time.signal]));
    const before = keptHead(own, key)?.note;
    const elsewhere = others.map((path) => keptHead(path, key)?.note);
    const known = [before, ...elsewhere].filter((note) => note !== undefined);
    const carried = carriedHeads(own, key);
    const ask = async (): Promise<LogProof> => {
      const other = logKey === GO_LOG_KEY ? undefined : { name: key.name };
      // The credentials of GOAUTH are kept for the whole run, so its programs do not end with this question.
      const reader = await logReader(run, http, other);
      const question = {
        module,
        version: moduleVersion,
        key,
        known,
        carried: carried.map(({ head }) => head),
      };
      const proof = await proveInLog({ ...question, reader });
      if (proof.head !== before) await writeFileAtomic(own, proof.head);
      await reader.keep(proof.tiles);
      return proof;
    };
    try {
      const proof = await ask().catch((error: unknown) => withoutKeptTiles(run, error, ask));
      await keepAnswer(run, record, (path) => keepRecord(path, proof));
      if (carried.length > 0) await settleCarried(run, { own, carried, treeSize: proof.treeSize });
      return proof;
    } catch (error) {
      if (error instanceof LogFork) await keepEvidence(run, own, error);
      throw error;
    }
  });
}

interface Settled {
  readonly own: string;
  readonly carried: readonly CarriedHead[];
  /** Of the tree that the heads were compared with. */
  readonly treeSize: number;
}

/** Forgets the carried heads that the checksum database continues; those that are ahead of it wait, and are named. */
async function settleCarried(run: Run, { own, carried, treeSize }: Settled): Promise<void> {
  const ahead = carried.filter(({ head }) => head.size > treeSize);
  await keepCarried(own, ahead);
  for (const { head, from } of ahead) {
    const text = `the head in ${from} has ${head.size} records, but the checksum database shows ${treeSize}; it will be compared later`;
    run.emit({ type: 'warning', text });
  }
}

interface Time extends Disposable {
  /** Aborted at the end of the time, with its failure as the reason. */
  readonly signal: AbortSignal;
}

function timeOf({ logMs }: NetworkLimits): Time {
  const over = new AbortController();
  const failure = new HttpError('stalled', 'the checksum database takes too long to answer', {
    hint: 'Try again later, or set GOPROXY to a module proxy that passes it on.',
    unreachable: true,
  });
  const timer = setTimeout(() => over.abort(failure), logMs);
  return { signal: over.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/**
 * The log's kept answer about a toolchain, proven once more: the record, and the hashes that lead from the record to a head
 * that the log signed. Undefined when no usable answer is kept. Uses no network.
 */
export async function recallLog(world: World, subject: LogSubject): Promise<LogProof | undefined> {
  const { module, version } = toolchainModule(subject.version, subject.platform);
  const key: VerifierKey = parseVerifierKey(subject.logKey);
  for (const path of world.layout.logRecords(key.hash, version)) {
    const proof = await proofIn({ module, version, key, path });
    if (proof !== undefined) return proof;
  }
  return recallProofFile(world, subject);
}

interface Kept extends Pick<LogQuestion, 'module' | 'version' | 'key'> {
  readonly path: string;
}

async function proofIn({ path, ...question }: Kept): Promise<LogProof | undefined> {
  const reader = keptRecord(path);
  if (reader === undefined) return undefined;
  try {
    return await proveInLog({ ...question, known: [], reader });
  } catch (error) {
    // A damaged copy is no proof against the log: it counts as missing.
    if (error instanceof GvError && ['log-wrong', 'log-malformed', 'offline'].includes(error.code))
      return undefined;
    throw error;
  }
}

/** The log's record of a toolchain, or the reason why there is no answer. */
export type LogAnswer =
  | { readonly kind: 'proof'; readonly proof: LogProof }
  | { readonly kind: 'none'; readonly why: string };

/** Waits for the log. A failure that `excused` accepts means no answer; any other failure is thrown. */
export async function answerOf(
  asking: Promise<LogProof>,
  excused: (error: GvError) => boolean,
): Promise<LogAnswer> {
  try {
    return { kind: 'proof', proof: await asking };
  } catch (error) {
    if (error instanceof GvError && excused(error)) return { kind: 'none', why: error.message };
    throw error;
  }
}

/** True for failures without an answer: the log cannot be reached, or has no record. False for a log that lies. */
export function isSilence({ code, exit }: GvError): boolean {
  return exit === EXIT_OF.network || code === 'log-missing';
}

/**
 * Kept tiles may be damaged, or belong to the other side of a fork: a proof that fails with them is asked for once more without
 * them, so that the answer is the log's own.
 */
async function withoutKeptTiles<T>(world: World, error: unknown, ask: () => Promise<T>): Promise<T> {
  const disproved = hasCode(error, 'log-wrong', 'log-malformed');
  if (!disproved || namesIn(world.layout.tiles).length === 0) throw error;
  await removeTree(world.layout.tiles);
  return ask();
}

/** Keeps both heads of a fork beside the newest proven head. The fork is the failure also where that cannot be done, which is told. */
export async function keepEvidence(run: Run, kept: string, { heads }: LogFork): Promise<void> {
  const [smaller, larger] = heads;
  try {
    await writeFileAtomic(`${kept}.fork-1`, smaller);
    await writeFileAtomic(`${kept}.fork-2`, larger);
  } catch (error) {
    if (!isUnwritten(error)) throw error;
    run.emit({ type: 'warning', text: `the two signed heads are not kept: ${error.message}` });
  }
}
