import { LIMITS } from '../../core/limits.ts';
import { ARCHIVE_ONLY } from '../../core/release/module-name.ts';
import { parseManifest, type Manifest } from '../../core/toolchain/manifest.ts';
import { checkTree, type TreeEntry, type TreeVerdict } from '../../core/toolchain/tree-check.ts';
import type { Version } from '../../core/version.ts';
import { readSmall } from '../../io/disk/read.ts';
import { keepCheck } from '../../io/store/last-check.ts';
import { receiptOf } from '../../io/store/toolchains.ts';
import { treeDigests } from '../../io/tree/digests.ts';
import { walkTree } from '../../io/tree/walk.ts';
import type { World } from '../../world.ts';

/** An installed release, or any GOROOT. */
export interface Tree {
  readonly version: Version;
  readonly path: string;
}

/** Compares a tree with the manifest of its release, and keeps the verdict. Fails with `disk`, `permission`, `interrupted`. */
export async function verifyTree(world: World, { version, path }: Tree): Promise<TreeVerdict> {
  const manifest = manifestOf(world, version);
  const receipt = receiptOf(world.layout, version);
  const base = { version, path, receipt };
  if (manifest === undefined) return { ...base, state: 'unknown', files: 0, findings: [], uncovered: [] };
  const uncovered = path === world.layout.toolchain(version.name) ? [] : leftOut(manifest);
  const all = walkTree(path);
  const entries = all.filter((entry) => !uncovered.includes(topOf(entry)));
  const files = entries.filter((entry) => entry.kind === 'file' && manifest.has(entry.path));
  const digests = await treeDigests(path, files, world.signal);
  const findings = checkTree(manifest, entries, digests);
  const present = new Set(all.map(topOf));
  const verdict: TreeVerdict = {
    ...base,
    state: findings.length === 0 ? 'intact' : 'changed',
    files: files.length,
    findings,
    uncovered: uncovered.filter((top) => present.has(top)),
  };
  if (path === world.layout.toolchain(version.name)) await keepCheck(world.layout, verdict, world.now());
  return verdict;
}

/** The manifest that gv wrote at the install; undefined when the file is missing or damaged. */
function manifestOf(world: World, version: Version): Manifest | undefined {
  const text = readSmall(world.layout.manifest(version.name), LIMITS.manifestBytes);
  return text === undefined ? undefined : parseManifest(text);
}

/** The directories that a manifest leaves out: a module zip lacks those that only an archive has. */
function leftOut(manifest: Manifest): readonly string[] {
  const tops = new Set([...manifest.keys()].map((path) => path.split('/')[0]));
  return ARCHIVE_ONLY.every((top) => !tops.has(top)) ? ARCHIVE_ONLY : [];
}

function topOf({ path }: TreeEntry): string {
  return path.split('/')[0] ?? path;
}
