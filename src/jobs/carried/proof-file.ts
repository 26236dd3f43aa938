import { basename } from 'node:path';
import type { Platform } from '../../core/platform.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { GvError, hasCode } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { pathFrom } from '../../io/host/here.ts';
import { type CarriedHead, carriedHeads, keepCarried } from '../../io/log/carried-heads.ts';
import { keptHead } from '../../io/log/kept-heads.ts';
import { withLogMutex } from '../../io/store/mutexes.ts';
import { LogFork } from '../../trust/log/failure.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { TreeHead } from '../../trust/log/tree-head.ts';
import { parseVerifierKey } from '../../trust/log/verifier-key.ts';
import { readProofFile } from '../../trust/proof-file/read-proof.ts';
import type { Run } from '../../world.ts';
import { keepEvidence } from '../log/ask-log.ts';
import { keepProofFile, PROOF_BYTES } from '../log/kept-proof-file.ts';

/** A release, and the proof file that came with its archive. */
export interface ProofFileRequest {
  readonly version: Version;
  readonly platform: Platform;
  /** The path that the user named. */
  readonly named: string | undefined;
  /** The archive, absolute: by default its proof file lies beside it. */
  readonly archive: string;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
}

/**
 * The record in the proof file of a carried archive, proven without a network; undefined where no file came with it. The
 * file's head must not contradict the newest head that is known here. It never becomes that head: it waits to be put to the
 * checksum database at the next question. Its age is told in records. Fails with `proof-malformed`, `proof-wrong`, `log-fork`, `disk`.
 */
export async function provenByFile(run: Run, request: ProofFileRequest): Promise<LogProof | undefined> {
  const { version, platform, named, archive, logKey } = request;
  const path = named === undefined ? `${archive}.tlog-proof` : pathFrom(run, named);
  const text = readSmall(path, PROOF_BYTES);
  if (text === undefined && named !== undefined) throw new GvError('disk', `there is no file ${path}`);
  if (text === undefined) return undefined;
  const key = parseVerifierKey(logKey);
  const name = basename(path);
  const { proof, head } = readProofFile({ name, text, key, ...toolchainModule(version, platform) });
  const [own, ...others] = run.layout.logHeads(key.hash);
  await withLogMutex(run, `reading ${name}`, async () => {
    const heads = [own, ...others].flatMap((at) => keptHead(at, key) ?? []);
    const waiting = carriedHeads(own, key);
    await refuseFork(run, { own, head, heads: [...heads, ...waiting.map((carried) => carried.head)] });
    tellAge(run, { name, head, heads });
    await keepWaiting(own, waiting, { head, from: name });
    await keepProofFile(run, request, text);
  });
  return proof;
}

interface Compared {
  /** The path of the newest head. */
  readonly own: string;
  readonly head: TreeHead;
  readonly heads: readonly TreeHead[];
}

async function refuseFork(run: Run, { own, head, heads }: Compared): Promise<void> {
  const other = heads.find(({ size, root }) => size === head.size && Buffer.compare(root, head.root) !== 0);
  if (other === undefined) return;
  const text = `the checksum database contradicts itself: the proof file and this machine have two signed trees of ${head.size} records`;
  const fork = new LogFork(text, [other.note, head.note]);
  await keepEvidence(run, own, fork);
  throw fork;
}

interface Aged {
  readonly name: string;
  readonly head: TreeHead;
  readonly heads: readonly TreeHead[];
}

/** A head has no date: the number of records tells which of two is older. */
function tellAge(run: Run, { name, head, heads }: Aged): void {
  const newest = Math.max(0, ...heads.map(({ size }) => size));
  const text = `the head in ${name} is of ${head.size} records, ${agedText(head.size, newest)}; the checksum database itself was not asked`;
  run.emit({ type: 'notice', text });
}

function agedText(size: number, newest: number): string {
  if (newest === 0) return 'and no other is known here';
  if (newest > size) return `${newest - size} older than the newest that is known here`;
  return newest === size
    ? 'the newest that is known here'
    : `${size - newest} newer than any that is known here`;
}

/** Not on a machine where nothing may be written: the proof holds all the same. */
async function keepWaiting(own: string, waiting: readonly CarriedHead[], next: CarriedHead): Promise<void> {
  if (waiting.some(({ head }) => head.note === next.head.note)) return;
  try {
    await keepCarried(own, [...waiting, next]);
  } catch (error) {
    if (!hasCode(error, 'permission')) throw error;
  }
}
