import { checkContinues } from './consistency.ts';
import { checkIncluded } from './inclusion.ts';
import { lookupPath } from './lookup-path.ts';
import type { LogReader } from './reader.ts';
import { h1In, lookupText, parseLookup } from './record.ts';
import { openHead, type TreeHead } from './tree-head.ts';
import { provenTree } from './tree.ts';
import type { VerifierKey } from './verifier-key.ts';

export interface LogQuestion {
  readonly module: string;
  readonly version: string;
  readonly key: VerifierKey;
  /** Signed heads that were proven before, perhaps by other accounts: the answer must be consistent with all of them. */
  readonly known: readonly string[];
  /** Heads of proof files: those that are no larger than the answer's must be consistent with it, and none counts as known. */
  readonly carried?: readonly TreeHead[];
  readonly reader: LogReader;
}

/** The log's record of a module version, proven. */
export interface LogProof {
  readonly h1: string;
  /** The record's number. */
  readonly record: number;
  /** Records in the tree it was proven in. */
  readonly treeSize: number;
  /** The signed head of that tree, now the newest proven one: keep it. */
  readonly head: string;
  /** The tiles that prove it, by path: worth keeping, and safe to keep. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
  /** The lookup's answer with `head` in it: a reader that gives this and `tiles` proves the same again, with no network. */
  readonly answer: string;
  /** The proof as a text of its own, where the proof came as one (c2sp.org/tlog-proof@v1). */
  readonly file?: string;
}

/**
 * Asks the checksum database for a module version and believes nothing. Three things are proven before the record's lines
 * are read: the signed head, that this head and the known ones are states of one tree, and the record's place in the
 * largest of these trees. Fails with `log-malformed`, `log-wrong`, `log-fork` (a `LogFork`, which has both heads), or as
 * the reader does.
 */
export async function proveInLog(question: LogQuestion): Promise<LogProof> {
  const { module, version, key, known, carried = [], reader } = question;
  const kept = known.map((head) => openHead(head, key, 'the tree head kept from before'));
  const { record, note } = parseLookup(await reader.lookup(lookupPath(module, version)));
  const heads = [...kept, openHead(note, key, 'its tree head')] as const;
  const newest = heads.reduce((largest, head) => (head.size > largest.size ? head : largest));
  const tree = provenTree(newest, reader);
  const due = carried.filter((head) => head.size <= newest.size);
  const continuing = [...heads.filter((head) => head !== newest), ...due].map((older) =>
    checkContinues(older, tree),
  );
  await Promise.all([...continuing, checkIncluded(record, tree)]);
  return {
    h1: h1In(record, module, version),
    record: record.id,
    treeSize: newest.size,
    head: newest.note,
    tiles: tree.tiles,
    answer: lookupText(record, newest.note),
  };
}
