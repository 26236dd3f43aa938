import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { GOPROXY, proxyMissing } from '../support/real-go.ts';
import { sampled } from '../support/sample.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { whereIs } from '../support/shells.ts';
import { unless } from '../support/unless.ts';

/** A release of every line from 1.16 on, and one from before Go knew where it lies; without GV_TEST_ALL=1 the last alone. */
const RELEASES = [
  '1.8.3',
  '1.16.15',
  '1.17.13',
  '1.18.10',
  '1.19.13',
  '1.20.14',
  '1.21.13',
  '1.22.12',
  '1.23.12',
  '1.24.13',
  '1.25.14',
  '1.26.11',
  '1.27.4',
] as const;

const missing = await proxyMissing();

interface OwnDownload {
  /** Where the go command unpacked it. */
  readonly tree: string;
  /** What the go command computed from the zip and found in the checksum database. */
  readonly h1: string;
}

/** The go command's own download of a toolchain, into a module cache of the sandbox. */
async function byGo(box: Sandbox, release: string): Promise<OwnDownload> {
  const cache = join(box.home, 'modules');
  await mkdir(cache);
  const go = whereIs('go') ?? 'go';
  const env = {
    PATH: `${dirname(go)}:/usr/bin:/bin`,
    GOPROXY,
    GOMODCACHE: cache,
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: `go${release}`,
  };
  const ran = await box.run([go, 'version'], { env });
  expect(ran).toMatchObject({ code: 0, stdout: `go version go${release} linux/amd64\n` });
  const name = `v0.0.1-go${release}.linux-amd64`;
  const hash = await readFile(
    join(cache, 'cache/download/golang.org/toolchain/@v', `${name}.ziphash`),
    'utf8',
  );
  return { tree: join(cache, `golang.org/toolchain@${name}`), h1: hash.trim() };
}

/** Paths of regular files with their modes; anything else but a directory has its type for a mode. */
function modesIn(tree: string): ReadonlyMap<string, string> {
  const found = spawnSync(
    'find',
    [tree, '!', '-type', 'd', '(', '-type', 'f', '-printf', '%P\t%m\n', '-o', '-printf', '%P\t%y\n', ')'],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return new Map(
    found.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  );
}

/** What the go command makes executable is less than what a release has so: it leaves out scripts. */
const SCRIPT = /\.(bash|sh|pl|rc)$|(^|\/)go_[^/]+_exec$/;

describe.each(sampled(RELEASES.toReversed(), 13))('go %s through the module proxy', (release) => {
  unless(missing)(
    'has the h1, the paths, the bytes and the programs of the go command’s own download',
    async () => {
      await using box = await sandbox({ env: { GOPROXY, GV_SOURCE: 'proxy' } });
      const own = await byGo(box, release);
      expect(await box.gv(['install', '-q', release])).toMatchObject({ code: 0, stderr: '' });
      const receipt: unknown = JSON.parse(
        await readFile(join(box.root, 'receipts', `${release}.json`), 'utf8'),
      );
      expect(receipt).toMatchObject({ unproven: false, proofs: [{ kind: 'log', h1: own.h1 }] });

      const tree = join(box.root, 'versions', release);
      const diff = await box.run(['diff', '-rq', '--no-dereference', tree, own.tree]);
      expect(diff.stdout.split('\n').filter((line) => !/^Only in [^:]*: _go\.mod$/.test(line))).toEqual(['']);
      const [ours, theirs] = [modesIn(tree), modesIn(own.tree)];
      expect(new Set(ours.values())).toEqual(new Set(['644', '755']));
      expect(ours.size).toBeGreaterThan(4_000);
      const differing = [...ours].filter(([path, mode]) => (mode === '755') !== (theirs.get(path) === '555'));
      expect(differing.filter(([path, mode]) => mode !== '755' || !SCRIPT.test(path))).toEqual([]);
      const ran = await box.run(['go', 'version'], { env: { GV_VERSION: release } });
      expect(ran.stdout).toBe(`go version go${release} linux/amd64\n`);
    },
  );
});
