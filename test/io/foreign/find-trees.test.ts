import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignPlaces } from '../../../src/core/foreign/places.ts';
import { findTrees, promisedOther, type TreesFound } from '../../../src/io/foreign/find-trees.ts';
import { treeIdentity } from '../../../src/io/foreign/tree-identity.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

const platform = { os: 'linux', arch: 'amd64' };
let world: TestWorld;
let root: string;

beforeAll(async () => {
  world = await testWorld();
  root = join(world.folder, 'image');
  // A machine's own Go outside the image, to which the links of the image lead.
  layGoTree(join(world.folder, 'outside'), '1.19.8');
  const home = join(root, 'home', 'x');
  layGoTree(join(home, '.goenv/versions/1.22.5'), '1.22.5');
  layGoTree(join(home, '.gvm/gos/go1.22.5'), '1.19.8');
  layGoTree(join(home, '.asdf/installs/golang/1.22.5/go'), '1.22.5', { tools: ['darwin_arm64'] });
  layGoTree(join(home, '.local/share/mise/installs/go/1.22.5'), '1.22.5');
  for (const name of ['1', '1.22', 'latest']) {
    symlinkSync('./1.22.5', join(home, '.local/share/mise/installs/go', name));
  }
  layGoTree(join(home, 'go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.9.linux-amd64'), '1.24.9');
  mkdirSync(join(home, 'sdk/go-not-yet'), { recursive: true });
  layGoTree(join(home, 'sdk/gotip'), '1.99', { version: 'devel go1.29-abcdef\n' });
  layGoTree(join(root, 'opt/go-real'), '1.26.8');
  mkdirSync(join(root, 'usr/local'), { recursive: true });
  // As in a container: absolute, and meant from the image's own root.
  symlinkSync('/opt/go-real', join(root, 'usr/local/go'));
  symlinkSync(join(world.folder, 'outside'), join(root, 'opt/go'));
  symlinkSync('../../../../../../../../../../../../../../../../etc', join(root, 'opt/go1-up'));
  symlinkSync('go1-loop', join(root, 'opt/go1-loop'));
});

afterAll(() => world[Symbol.asyncDispose]());

function found(): TreesFound {
  return findTrees({ root, places: foreignPlaces({ homes: ['/root', '/home/*'], variables: {} }), platform });
}

describe('the search for Go trees in an image', () => {
  it('finds those of every manager, each once, with the names that lead to it', () => {
    const lines = found().trees.map(({ by, path, names, identity }) => {
      const known = identity.kind === 'release' ? identity.version.label : identity.why;
      return `${by} ${path.slice(root.length)} ${known} ${names.length}`;
    });
    expect(lines).toEqual([
      'goenv /home/x/.goenv/versions/1.22.5 1.22.5 1',
      'gvm /home/x/.gvm/gos/go1.22.5 1.19.8 1',
      'asdf /home/x/.asdf/installs/golang/1.22.5/go 1.22.5 1',
      'mise /home/x/.local/share/mise/installs/go/1.22.5 1.22.5 4',
      'sdk /home/x/sdk/gotip a development build 1',
      'modcache /home/x/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.9.linux-amd64 1.24.9 1',
      'system /opt/go-real 1.26.8 1',
    ]);
  });

  it('follows no link out of the image, and reads the platform of another machine', () => {
    const { trees } = found();
    expect(trees.every(({ path }) => path.startsWith(`${root}/`))).toBe(true);
    const asdf = trees.find(({ by }) => by === 'asdf')?.identity;
    expect(asdf?.kind === 'release' ? asdf.platform : undefined).toEqual({ os: 'darwin', arch: 'arm64' });
  });

  it('tells an old release under the name of a newer one', () => {
    const misnamed = found().trees.flatMap((tree) => promisedOther(tree) ?? []);
    expect(misnamed).toEqual(['1.22.5']);
  });

  it('runs nothing', () => {
    found();
    expect(execFileSync('find', [world.folder, '-name', 'was-run'], { encoding: 'utf8' })).toBe('');
  });
});

describe('the release of a directory', () => {
  const identity = (name: string): unknown => {
    const read = treeIdentity(join(world.folder, name), platform);
    return read?.kind === 'unknown' ? read.why : read?.version.label;
  };

  it('is not known of a half-deleted tree, an edited VERSION, or one that is no file', () => {
    const at = (name: string): string => join(world.folder, name);
    layGoTree(at('half'), '1.22.5');
    rmSync(at('half/VERSION'));
    expect(identity('half')).toMatch(/^no VERSION file/);
    layGoTree(at('edited'), '1.22.5', { version: 'go1.22.5-corp\n' });
    expect(identity('edited')).toBe('VERSION says "go1.22.5-corp", which is no release');
    layGoTree(at('lines'), '1.22.5', { version: `${'x\u001b'.repeat(30)}\na\nb\n` });
    expect(identity('lines')).toBe(
      `VERSION says "${'x\u001b'.repeat(20)}…" and 2 more lines, which is no release`,
    );
    layGoTree(at('long'), '1.22.5', { version: 'go1.22.5\n'.repeat(100_000) });
    expect(identity('long')).toMatch(/VERSION is larger than \d+ bytes$/);
    layGoTree(at('fifo'), '1.22.5');
    rmSync(at('fifo/VERSION'));
    execFileSync('mkfifo', [at('fifo/VERSION')]);
    expect(identity('fifo')).toBe('VERSION is not a regular file');
    layGoTree(at('tools'), '1.22.5', { tools: [] });
    expect(identity('tools')).toBe('go 1.22.5 without its tools (pkg/tool)');
  });

  it('is not read through a link out of the tree', () => {
    const tree = join(world.folder, 'linked');
    layGoTree(tree, '1.22.5');
    rmSync(join(tree, 'VERSION'));
    symlinkSync(join(world.folder, 'outside', 'VERSION'), join(tree, 'VERSION'));
    expect(identity('linked')).toMatch(/^no VERSION file/);
  });

  it('is undefined where no part of Go lies', () => {
    mkdirSync(join(world.folder, 'empty'));
    writeFileSync(join(world.folder, 'empty', 'README'), '');
    expect(identity('empty')).toBeUndefined();
    expect(identity('missing')).toBeUndefined();
  });
});
