import type { LogRecord, ProofKind } from '../proof.ts';
import type { Version } from '../version.ts';
import type { ListKind } from './judgement.ts';
import type { Receipt } from './receipt.ts';
import type { TreeFlaw } from './tree-flaw.ts';

/** The result of checking a tree. */
export interface TreeVerdict {
  readonly version: Version;
  readonly path: string;
  /** `unknown`: gv has no manifest of the tree, and the checksum database was not asked. */
  readonly state: 'intact' | 'changed' | 'unknown';
  /** How many files were compared. */
  readonly files: number;
  readonly findings: readonly TreeFlaw[];
  /** The receipt of the install, with its proofs; undefined where no receipt can be read. */
  readonly receipt: Receipt | undefined;
  /** gv's own records of an installed toolchain that are missing or cannot be read. */
  readonly unrecorded: readonly RecordName[];
  /** The checksum database's word in this run. */
  readonly log: LogWord;
  /** Top directories that nothing covers: neither h1, nor a manifest of the same form of the release. */
  readonly uncovered: readonly string[];
  /** Top directories that h1 does not cover, so that gv's own manifest alone speaks for them. */
  readonly receiptOnly: readonly string[];
  /** The mandatory proofs that the receipt lacks, where proofs are mandatory. */
  readonly lacking?: readonly ProofKind[];
  /** A link to the tree of another manager (`gv import --link`). */
  readonly shared?: true;
  /** The tree to which that link leads is gone. */
  readonly gone?: true;
  /** Why `--repair` changed nothing of a tree that differs: `shared` ones are not gv's to change, and without its `records` gv does not know which files to keep. */
  readonly left?: 'shared' | 'records';
  /** The differences that were there before `--repair`. */
  readonly repaired?: readonly TreeFlaw[];
}

/** A record that gv writes of a toolchain: how it came, and the digests of its files. */
export type RecordName = 'receipt' | 'manifest';

/** The checksum database's word on a tree. */
export type LogWord =
  | { readonly state: 'proven'; readonly record: LogRecord }
  | { readonly state: 'differs'; readonly record: LogRecord; readonly h1: string; readonly named: ListKind }
  | { readonly state: 'contents-changed'; readonly record: LogRecord; readonly h1: string }
  /** The record is over a module zip that was never shown to hold the files of this archive, and the manifest holds. */
  | { readonly state: 'other-form'; readonly record: LogRecord; readonly h1: string }
  | { readonly state: 'not-asked'; readonly why: string };

/** True where nothing but gv's own records cannot be read: the files hold by all that they were compared with. */
export function isOfRecordsAlone({
  state,
  findings,
  log,
}: Pick<TreeVerdict, 'state' | 'findings' | 'log'>): boolean {
  // A tree that the database contradicts may have no file that could be named.
  const holds = state === 'changed' && log.state !== 'differs' && log.state !== 'contents-changed';
  return holds && findings.length > 0 && findings.every(({ kind }) => kind === 'unreadable');
}
