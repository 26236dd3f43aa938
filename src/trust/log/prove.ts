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
  /** The newest signed head proven so far; undefined the first time. */
  readonly known: string | undefined;
  readonly reader: LogReader;
}

/** What the log says of a module version, proven. */
export interface LogProof {
  readonly h1: string;
  /** The record's number. */
  readonly record: number;
  /** Records in the tree it was proven in. */
  readonly treeSize: number;
  /** The signed head of that tree, now the newest proven one: keep it. */
  readonly head: string;
  /** The tiles that prove it, by path: worth keeping, and safe to. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
  /** The lookup's answer with `head` in it: a reader that gives this and `tiles` proves the same again, with no network. */
  readonly answer: string;
}

/**
 * Asks the checksum database for a module version and believes nothing: the signed head, that the head continues the
 * known one (or, from a cache, came before it), and the record's place in the larger of the two trees are proven before
 * its lines are read. Fails with `log-malformed`, `log-wrong`, `log-fork` (a `LogFork`, which has both heads), or as
 * the reader does.
 */
export async function proveInLog(question: LogQuestion): Promise<LogProof> {
  const { module, version, key, known, reader } = question;
  const kept = known === undefined ? undefined : openHead(known, key, 'the tree head kept from before');
  const { record, note } = parseLookup(await reader.lookup(lookupPath(module, version)));
  const { older, newest } = ordered(openHead(note, key, 'its tree head'), kept);
  const tree = provenTree(newest, reader);
  await Promise.all([checkContinues(older, tree), checkIncluded(record, tree)]);
  return {
    h1: h1In(record, module, version),
    record: record.id,
    treeSize: newest.size,
    head: newest.note,
    tiles: tree.tiles,
    answer: lookupText(record, newest.note),
  };
}

function ordered(
  answered: TreeHead,
  kept: TreeHead | undefined,
): { readonly older: TreeHead; readonly newest: TreeHead } {
  if (kept === undefined) return { older: answered, newest: answered };
  return answered.size > kept.size ? { older: kept, newest: answered } : { older: answered, newest: kept };
}
