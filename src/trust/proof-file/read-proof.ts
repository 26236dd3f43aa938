import { GvError, hasCode, type ErrorCode } from '../../errors.ts';
import { equalHashes, HASH_BYTES, leafHash, nodeHash } from '../log/merkle.ts';
import type { LogProof } from '../log/prove.ts';
import { h1In, lookupText, type LogRecord } from '../log/record.ts';
import { fromBase64 } from '../log/text.ts';
import { openHead, type TreeHead } from '../log/tree-head.ts';
import type { VerifierKey } from '../log/verifier-key.ts';

/** A proof file, and the release that it must be about. */
export interface ProofFileQuestion {
  /** The name of the file, for messages. */
  readonly name: string;
  readonly text: string;
  readonly module: string;
  readonly version: string;
  readonly key: VerifierKey;
}

/** A proven record, and the head of the file. */
export interface ReadProof {
  readonly proof: LogProof;
  readonly head: TreeHead;
}

/**
 * Reads a proof of `gv verify --proof` (c2sp.org/tlog-proof@v1) and believes nothing: the head must be signed by the key, and the
 * record's hash must lead to the head's root, before a line of the record is read. Fails with `proof-malformed` and `proof-wrong`.
 */
export function readProofFile({ name, text, module, version, key }: ProofFileQuestion): ReadProof {
  const { record, path, note } = parts(name, text);
  const head = naming(`${name}: its head is not signed by ${key.name}+${key.hash}`, () =>
    openHead(note, key, 'the head of the file'),
  );
  if (record.id >= head.size)
    throw refusal(
      'proof-wrong',
      `${name}: its record ${record.id} is not in its tree of ${head.size} records yet`,
    );
  const root = rootOver(record, head.size, path);
  if (root === undefined) {
    const way = `from record ${record.id} to the root of ${head.size} records`;
    throw refusal('proof-wrong', `${name}: its ${path.length} hashes are not the number that leads ${way}`);
  }
  if (!equalHashes(root, head.root))
    throw refusal('proof-wrong', `${name}: its hashes do not lead from its record to its signed root`);
  const h1 = naming(`${name}: its record is not about ${module} ${version}`, () =>
    h1In(record, module, version),
  );
  const proof = {
    h1,
    record: record.id,
    treeSize: head.size,
    head: note,
    tiles: new Map<string, Uint8Array>(),
    file: text,
  };
  return { proof: { ...proof, answer: lookupText(record, note) }, head };
}

interface ProofParts {
  readonly record: LogRecord;
  readonly path: readonly Uint8Array[];
  readonly note: string;
}

const SHAPE =
  /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/=]{44}\n){0,64})\n/;

function parts(name: string, text: string): ProofParts {
  const [start = '', extra = '', digits = '', lines = ''] = SHAPE.exec(text) ?? [];
  const record = fromBase64(extra);
  const hashes = lines.split('\n').slice(0, -1).map(fromBase64);
  const path = hashes.flatMap((hash) => (hash?.length === HASH_BYTES ? [hash] : []));
  const id = Number(digits);
  if (record === undefined || path.length !== hashes.length || !Number.isSafeInteger(id))
    throw refusal(
      'proof-malformed',
      `${name} is no proof in the form of c2sp.org/tlog-proof@v1 with its record`,
    );
  return { record: { id, text: record.toString() }, path, note: text.slice(start.length) };
}

/** The root that a path of hashes leads to (RFC 9162, 2.1.3.2); undefined for a path of another length. Numbers go beyond 2^31: no shifting. */
function rootOver(
  { id, text }: LogRecord,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  let [at, last] = [id, size - 1];
  let hash = leafHash(Buffer.from(text));
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      for (; at !== 0 && at % 2 === 0; at /= 2) last = Math.floor(last / 2);
    } else hash = nodeHash(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** Gives a failure of the checksum database's readers the name of the file. */
function naming<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (hasCode(cause, 'log-wrong', 'log-malformed')) throw refusal('proof-wrong', what, cause);
    throw cause;
  }
}

function refusal(code: ErrorCode, what: string, cause?: unknown): GvError {
  const hint = 'Make the file again where there is a network: gv verify --proof VERSION';
  return new GvError(code, what, { hint, cause });
}
