import type { ReceiptProof } from '../proof.ts';
import type { Version } from '../version.ts';
import type { Manifest } from './manifest.ts';
import type { Receipt } from './receipt.ts';

/** An entry of a tree, links not followed. */
export interface TreeEntry {
  /** Relative to the tree, with slashes. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** The permission bits. */
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
}

/** A difference between a tree and its state at the install. */
export interface TreeFlaw {
  /** `extra`: the release has no such file. `mode`: a program that is not executable, or an entry that every account may write. */
  readonly kind: 'missing' | 'changed' | 'extra' | 'link' | 'mode';
  readonly path: string;
}

/** The result of checking a tree. */
export interface TreeVerdict {
  readonly version: Version;
  readonly path: string;
  /** `unknown`: gv has no manifest of the tree. */
  readonly state: 'intact' | 'changed' | 'unknown';
  /** How many files were compared. */
  readonly files: number;
  readonly findings: readonly TreeFlaw[];
  /** The receipt of the install, with its proofs; undefined where a receipt is missing. */
  readonly receipt: Receipt | undefined;
  /** The proof of the whole tree in this run, where gv has no manifest of it. */
  readonly record?: ReceiptProof;
  /** Top directories that the manifest does not cover, as they came with another form of the release. */
  readonly uncovered: readonly string[];
}

/** Digests of the files of a tree: SHA-256 in lower-case hex by path; files that went away meanwhile have none. */
export type Digests = ReadonlyMap<string, string>;

/** The files that a release has. */
export interface Released {
  has(path: string): boolean;
  keys(): Iterable<string>;
}

/** Compares a tree with its manifest. The flaws are sorted by path. */
export function checkTree(
  manifest: Manifest,
  entries: readonly TreeEntry[],
  digests: Digests,
): readonly TreeFlaw[] {
  return flawsOf(manifest, entries, ({ path }) => digests.get(path) === manifest.get(path));
}

/** Compares a tree with the files of its release, whose content `isSame` judges. The flaws are sorted by path. */
export function flawsOf(
  released: Released,
  entries: readonly TreeEntry[],
  isSame: (entry: TreeEntry) => boolean,
): readonly TreeFlaw[] {
  const flaws: TreeFlaw[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const { path, kind } = entry;
    if (kind !== 'directory') seen.add(path);
    if (kind === 'file' && released.has(path) && !isSame(entry)) flaws.push({ kind: 'changed', path });
    else flaws.push(...oddity(entry, released));
  }
  for (const path of released.keys()) if (!seen.has(path)) flaws.push({ kind: 'missing', path });
  return flaws.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The flaw of an entry that shows without a look at its content; none for a sound file of the release, and a sound directory. */
function oddity(entry: TreeEntry, released: Pick<Released, 'has'>): readonly TreeFlaw[] {
  const { path, kind } = entry;
  if (kind === 'link') return [{ kind, path }];
  if (kind === 'other' || (kind === 'file' && !released.has(path))) return [{ kind: 'extra', path }];
  return isModeSound(entry) ? [] : [{ kind: 'mode', path }];
}

/** Likewise for the entries of a tree, all of whose regular files are the release's. */
export function odditiesOf(entries: readonly TreeEntry[]): readonly TreeFlaw[] {
  return entries.flatMap((entry) => oddity(entry, { has: () => true }));
}

const PROGRAM = /^(?:bin|pkg\/tool)\//;

/**
 * Official files are 0644 or 0755. Fewer rights, as after `chmod -R a-w`, do no harm, and a group may share a root. Unsound
 * are an entry that every account may write, a set-user-ID file, which no release has, and a program that cannot run.
 */
function isModeSound({ path, kind, mode }: TreeEntry): boolean {
  if ((mode & 0o002) !== 0) return false;
  if (kind === 'directory') return true;
  return (mode & 0o6000) === 0 && (!PROGRAM.test(path) || (mode & 0o100) !== 0);
}
