import { GvError } from '../../errors.ts';
import { LIMITS } from '../limits.ts';
import { isPlainPath } from './tree-names.ts';

/** An entry of an archive, as its header declares it. */
export interface Entry {
  readonly path: string;
  /** The archive format's own word: File, Directory, SymbolicLink, Link … */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Remembers what an archive has named so far. */
export interface EntryChecker {
  /** Checks the next entry; gives its path without a trailing slash. Fails with `archive-hostile`. */
  check(entry: Entry): string;
  readonly count: number;
  readonly bytes: number;
}

/**
 * Allows the entries that an archive of Go can contain: files and directories under `top` (`go` in official archives) with
 * plain relative names. Refuses absolute names, `..`, `.`, empty parts, backslashes, characters that are invisible or change
 * how the rest is read, blanks and dots at the end of a name, names too long for a file system, names that are not valid
 * text, links and devices, a second entry of a name (also one that differs in case only: some file systems take the two for
 * the same), a file where a directory stands or the other way round, and bombs.
 */
export function entryChecker(top = 'go'): EntryChecker {
  const kinds = new Map<string, 'file' | 'directory' | 'parent'>();
  const folded = new Map<string, string>();
  let count = 0;
  let bytes = 0;
  let pathBytes = 0;
  let lastParent = '';

  const claim = (path: string, kind: 'file' | 'directory' | 'parent'): void => {
    const known = kinds.get(path);
    if (known !== undefined && !(known === 'parent' && kind === 'directory')) {
      if (kind === 'parent' && known !== 'file') return;
      refuse(path, known === 'file' && kind !== 'file' ? 'uses a file as a directory' : 'appears twice');
    }
    const fold = path.normalize('NFC').toLowerCase();
    const other = folded.get(fold);
    if (other !== undefined && other !== path) refuse(path, `collides with ${other}`);
    folded.set(fold, path);
    kinds.set(path, kind);
  };

  const claimParents = (parent: string): void => {
    for (let cut = parent.indexOf('/'); cut > 0; cut = parent.indexOf('/', cut + 1))
      claim(parent.slice(0, cut), 'parent');
  };

  return {
    check(entry) {
      const kind = kindOf(entry);
      const path = entry.path.endsWith('/') ? entry.path.slice(0, -1) : entry.path;
      checkName(entry.path, { path, kind, top });
      count += 1;
      bytes += entry.size;
      pathBytes += checkLength(path);
      if (count > LIMITS.treeEntries || pathBytes > LIMITS.treePathBytes)
        refuse(path, 'is one entry too many');
      if (entry.size > LIMITS.entryBytes || bytes > LIMITS.treeBytes)
        refuse(path, 'unpacks to too many bytes');
      // Neighbours share their directory, and a name claimed as a directory can never become a file.
      const parent = path.slice(0, path.lastIndexOf('/') + 1);
      if (parent !== lastParent) claimParents(parent);
      lastParent = parent;
      claim(path, kind);
      return path;
    },
    get count() {
      return count;
    },
    get bytes() {
      return bytes;
    },
  };
}

function kindOf(entry: Entry): 'file' | 'directory' {
  if (entry.type === 'File') return 'file';
  if (entry.type === 'Directory') return 'directory';
  return refuse(entry.path, `is a ${entry.type}, which no official archive contains`);
}

/**
 * Backslashes, which Windows takes for slashes; control and format characters, bidirectional overrides among them
 * (CVE-2021-42574); line and paragraph separators; what is drawn as nothing; and what stands for bytes that are no text.
 */
const UNSAFE = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/u;
/** Windows drops dots and blanks at the end of a name, and a reader cannot see the blanks. */
const UNSEEN_END = /[\s.](?:\/|$)/;

interface Named {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  readonly top: string;
}

function checkName(written: string, { path, kind, top }: Named): void {
  const unsafe = UNSAFE.exec(path)?.[0].codePointAt(0);
  if (unsafe !== undefined) {
    const code = unsafe.toString(16).toUpperCase().padStart(4, '0');
    refuse(path, `has the forbidden character U+${code} in its name`);
  }
  if (path !== top && !path.startsWith(`${top}/`)) refuse(written, `lies outside ${top}/`);
  if (kind === 'file' && (written.endsWith('/') || path === top))
    refuse(written, 'is a file with the name of a directory');
  if (!isPlainPath(path)) refuse(written, 'is not a plain relative path');
  if (UNSEEN_END.test(path)) refuse(written, 'has a name that ends in a blank or a dot');
}

/** The bytes of a path. */
function checkLength(path: string): number {
  const bytes = Buffer.byteLength(path);
  const long =
    bytes > LIMITS.pathBytes ||
    (bytes > LIMITS.nameBytes && path.split('/').some((name) => Buffer.byteLength(name) > LIMITS.nameBytes));
  if (long) refuse(path, 'has a name that is too long');
  return bytes;
}

function refuse(path: string, why: string): never {
  throw new GvError('archive-hostile', `the archive's entry ${path.slice(0, 200)} ${why}`, {
    hint: 'Nothing was installed. Report where this archive came from.',
  });
}
