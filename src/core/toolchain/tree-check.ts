import type { ReceiptProof } from '../proof.ts';
import type { Version } from '../version.ts';
import type { Manifest } from './manifest.ts';
import type { Receipt } from './receipt.ts';

/** What stands in a tree, links not followed. */
export interface TreeEntry {
  /** Relative to the tree, with slashes. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** The permission bits. */
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
}

/** A way in which a tree is not what it was when it was installed. */
export interface TreeFlaw {
  /** `extra`: the release has no such file. `mode`: a program that is not executable, or something that everybody may write. */
  readonly kind: 'missing' | 'changed' | 'extra' | 'link' | 'mode';
  readonly path: string;
}

/** What a tree turned out to be. */
export interface TreeVerdict {
  readonly version: Version;
  readonly path: string;
  /** `unknown`: nothing here says what it should hold. */
  readonly state: 'intact' | 'changed' | 'unknown';
  /** How many files were compared. */
  readonly files: number;
  readonly findings: readonly TreeFlaw[];
  /** What was proven when it was installed; undefined without a receipt. */
  readonly receipt: Receipt | undefined;
  /** What proved it as a whole just now, where nothing here says what it should hold. */
  readonly record?: ReceiptProof;
  /** Top directories that nothing here speaks of, as they came with another form of the release. */
  readonly uncovered: readonly string[];
}

/** Digests of the files of a tree: SHA-256 in lower-case hex by path; files that went away meanwhile have none. */
export type Digests = ReadonlyMap<string, string>;

/** Holds a tree against its manifest. Sorted by path. */
export function checkTree(
  manifest: Manifest,
  entries: readonly TreeEntry[],
  digests: Digests,
): readonly TreeFlaw[] {
  const flaws: TreeFlaw[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const { path, kind } = entry;
    const expected = manifest.get(path);
    if (kind !== 'directory') seen.add(path);
    if (kind === 'link') flaws.push({ kind: 'link', path });
    else if (kind === 'other' || (kind === 'file' && expected === undefined))
      flaws.push({ kind: 'extra', path });
    else if (kind === 'file' && digests.get(path) !== expected) flaws.push({ kind: 'changed', path });
    else if (!isModeSound(entry)) flaws.push({ kind: 'mode', path });
  }
  for (const path of manifest.keys()) if (!seen.has(path)) flaws.push({ kind: 'missing', path });
  return flaws.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const PROGRAM = /^(?:bin|pkg\/tool)\//;

/**
 * Official files are 0644 or 0755. Taking rights away, as `chmod -R a-w` does, harms nobody, and groups may share a root;
 * but what everybody may write holds no promise, no release has set-user-ID files, and a program must run.
 */
function isModeSound({ path, kind, mode }: TreeEntry): boolean {
  if ((mode & 0o002) !== 0) return false;
  if (kind === 'directory') return true;
  return (mode & 0o6000) === 0 && (!PROGRAM.test(path) || (mode & 0o100) !== 0);
}
