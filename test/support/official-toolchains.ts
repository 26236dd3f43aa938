import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realMaterial } from './real.ts';

/** The official archives for linux-amd64 that are at hand for tests. */
export const OFFICIAL = ['1.24.9', '1.27.0'] as const;

const materials = OFFICIAL.map((version) => realMaterial(`dist/go${version}.linux-amd64.tar.gz`));

/** Why they are not at hand; undefined when they are. */
export const officialMissing: string | undefined = materials.flatMap((material) =>
  'missing' in material ? [material.missing] : [],
)[0];

/** tar's arguments for what a test needs of a GOROOT: all of it would be 15 000 files each. */
const PARTS = {
  /** `go version`, and choosing between toolchains. */
  choose: ['go/bin', 'go/pkg/tool', 'go/VERSION', 'go/go.env'],
  /** `go build`, too. */
  build: ['--exclude=testdata', '--exclude=go/test', '--exclude=go/src/cmd', '--exclude=go/api', 'go'],
};

/** Lays them down in a root as installs would; links and aliases are left to `gv rehash`. */
export function unpackOfficial(root: string, part: keyof typeof PARTS): void {
  const aside = join(root, 'staging', 'unpacking');
  mkdirSync(join(root, 'versions'), { recursive: true });
  for (const [index, material] of materials.entries()) {
    if ('missing' in material) throw new Error(material.missing);
    mkdirSync(aside, { recursive: true });
    const { status, stderr } = spawnSync('tar', ['-xzf', material.path, '-C', aside, ...PARTS[part]], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    renameSync(join(aside, 'go'), join(root, 'versions', OFFICIAL[index] ?? ''));
  }
  rmSync(join(root, 'staging'), { recursive: true });
}
