import { isPlainPath } from '../archive/tree-names.ts';

/** The manifest of a toolchain: the SHA-256 (lower-case hex) of each file, by its path in the tree. */
export type Manifest = ReadonlyMap<string, string>;

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** Reads a manifest; undefined when a line is not in the format of sha256sum(1), or a path comes twice or leads out of the tree. */
export function parseManifest(text: string): Manifest | undefined {
  const files = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, sha256, path] = LINE.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || files.has(path) || !isPlainPath(path)) return undefined;
    files.set(path, sha256);
  }
  return files.size === 0 ? undefined : files;
}

/** Digests of a tree in the format of sha256sum(1), sorted by name; check it inside the toolchain's directory. */
export function manifestText(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
}
