import { withExtraDirectories } from './extra-directories.ts';
import type { Manifest } from './manifest.ts';
import type { TreeFlaw } from './tree-flaw.ts';

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
    if (kind !== 'directory' || released.has(path)) seen.add(path);
    const isChanged = kind === 'file' && released.has(path) && !isSame(entry);
    const flaw = isChanged ? ({ kind: 'changed', path } as const) : oddity(entry, released);
    if (flaw !== undefined) flaws.push(flaw);
  }
  for (const path of released.keys()) if (!seen.has(path)) flaws.push({ kind: 'missing', path });
  return withExtraDirectories(flaws, released).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The flaw of an entry that shows without a look at its content; none for a sound file of the release, and a sound directory. */
function oddity(entry: TreeEntry, released: Pick<Released, 'has'>): TreeFlaw | undefined {
  const { path, kind } = entry;
  if (kind === 'link') return { kind, path };
  if (kind !== 'file' && released.has(path)) return { kind: 'irregular', path };
  if (kind === 'other' || (kind === 'file' && !released.has(path))) return { kind: 'extra', path };
  return isModeSound(entry) ? undefined : { kind: 'mode', path };
}

/** Likewise for the entries of a tree, all of whose regular files are the release's. */
export function odditiesOf(entries: readonly TreeEntry[]): readonly TreeFlaw[] {
  return entries.flatMap((entry) => oddity(entry, { has: () => entry.kind === 'file' }) ?? []);
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
