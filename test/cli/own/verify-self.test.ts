import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToolchain, installedHome, type GvHome } from '../../support/gv-home.ts';
import { makeReleases, type GvReleases } from '../../support/gv-releases.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { sampled } from '../../support/sample.ts';

let releases: GvReleases;

beforeAll(() => {
  releases = makeReleases();
});
afterAll(() => releases.remove());

const installed = installedHome(async (box) => {
  expect(await box.install(releases.directory('0.1.0'))).toMatchObject({ status: 0 });
  addToolchain(box.root, '1.22.5');
  expect(await box.gv(['rehash'])).toMatchObject({ status: 0 });
});
afterAll(() => installed.remove());

interface Told {
  readonly data: { readonly self: { readonly state: string; readonly findings: readonly unknown[] } };
}

async function findings(box: GvHome): Promise<readonly unknown[]> {
  const { stdout } = await box.gv(['verify', '--self', '--json']);
  const told = JSON.parse(stdout) as Told;
  expect(problemsWith(told, 'verify')).toEqual([]);
  return told.data.self.findings;
}

describe('gv verify --self of a program that was changed', () => {
  const CHANGES: readonly (readonly [string, object, (root: string) => void])[] = [
    [
      'a changed script that the shell sources',
      { kind: 'changed', path: 'lib/shims/resolve.sh' },
      (root) => appendFileSync(join(root, 'lib/shims/resolve.sh'), 'touch /tmp/evil\n'),
    ],
    [
      'another Node',
      { kind: 'changed', path: 'runtime/node' },
      (root) => appendFileSync(join(root, 'runtime/node'), '# evil\n'),
    ],
    [
      'a missing licence',
      { kind: 'missing', path: 'lib/LICENSE' },
      (root) => rmSync(join(root, 'lib/LICENSE')),
    ],
    [
      'a package that was never shipped',
      { kind: 'extra', path: 'lib/node_modules/evil.js' },
      (root) => writeFileSync(join(root, 'lib/node_modules/evil.js'), ''),
    ],
    [
      'a link for a file',
      { kind: 'link', path: 'lib/VERSION' },
      (root) => {
        const path = join(realpathSync(join(root, 'lib')), 'VERSION');
        writeFileSync(join(root, 'copy'), readFileSync(path));
        rmSync(path);
        symlinkSync(join(root, 'copy'), path);
      },
    ],
    [
      'a shim that cannot run',
      { kind: 'mode', path: 'lib/shims/shim.sh' },
      (root) => chmodSync(join(root, 'lib/shims/shim.sh'), 0o644),
    ],
    [
      'a Node without a list',
      { kind: 'missing', path: 'runtime/files.sha256' },
      (root) => rmSync(join(root, 'runtime/files.sha256')),
    ],
    [
      'another program for the shim of go',
      { kind: 'changed', path: 'shims/go' },
      (root) => {
        rmSync(join(root, 'shims/go'));
        writeFileSync(join(root, 'shims/go'), '#!/bin/sh\n', { mode: 0o755 });
      },
    ],
    [
      'another Node in the place of the link to its own',
      { kind: 'changed', path: 'runtime' },
      (root) => {
        const node = readFileSync(join(root, 'runtime/node'));
        rmSync(join(root, 'runtime'));
        mkdirSync(join(root, 'runtime'));
        writeFileSync(join(root, 'runtime/node'), node, { mode: 0o755 });
      },
    ],
    ['a missing shim', { kind: 'missing', path: 'shims/gofmt' }, (root) => rmSync(join(root, 'shims/gofmt'))],
    [
      'a line more in the start-up file',
      { kind: 'changed', path: 'env' },
      (root) => appendFileSync(join(root, 'env'), 'touch /tmp/evil\n'),
    ],
    [
      'a start-up file that leads to another root',
      { kind: 'changed', path: 'env.fish' },
      (root) => {
        const path = join(root, 'env.fish');
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll(root, '/elsewhere'));
      },
    ],
  ];

  it.each(sampled(CHANGES, 3))('names %s', async (_, finding, change) => {
    const box = await installed.fresh();
    change(box.root);
    expect(await findings(box)).toEqual([finding]);
  });

  it('names all of them, and ends with 5; install.sh, run again, mends the program', async () => {
    const box = await installed.fresh();
    for (const [, , change] of CHANGES) change(box.root);
    const ran = await box.gv(['verify', '--self']);
    expect(ran).toMatchObject({ status: 5, stderr: expect.stringContaining('not as installed: gv 0.1.0') });
    expect(ran.stdout).toMatch(/CHANGED, 1\d differences\n/);
    expect(await box.install(releases.directory('0.1.0'))).toMatchObject({ status: 0 });
    expect(await findings(box)).toEqual([]);
  });
});

describe('gv verify --self', () => {
  it('passes what install.sh laid down, and what an update and the way back leave', async () => {
    const box = await installed.fresh();
    const first = await box.gv(['verify', '--self']);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^gv 0\.1\.0 \(.*\/program\/0\.1\.0-[0-9a-f]{12}\): as installed, \d{2,} files\n/,
    );
    expect(first.stdout).toContain('an account that can change gv can change its list too');
    const env = { GV_INSTALL_BASE: releases.directory('0.2.0') };
    expect(await box.gv(['self-update'], { env })).toMatchObject({ status: 0 });
    expect((await box.gv(['verify', '--self'])).stdout).toMatch(/^gv 0\.2\.0 .*: as installed/);
    expect(await box.gv(['self-update', '--rollback'])).toMatchObject({ status: 0 });
    expect(await findings(box)).toEqual([]);
  });

  it('names programs in front of those of the system, which install.sh leaves alone', async () => {
    const box = await installed.fresh();
    for (const path of ['bin/ls', 'shims/git'])
      writeFileSync(join(box.root, path), '#!/bin/sh\n', { mode: 0o755 });
    const ran = await box.gv(['verify', '--self']);
    expect(ran).toMatchObject({
      status: 5,
      stdout: expect.stringContaining('not of this release: bin/ls\n'),
    });
    expect(ran.stderr).toContain(`rm ${box.root}/bin/ls ${box.root}/shims/git`);
    expect(await findings(box)).toEqual([
      { kind: 'extra', path: 'bin/ls' },
      { kind: 'extra', path: 'shims/git' },
    ]);
  });

  it('has a list that sha256sum reads where gv cannot run', async () => {
    const box = await installed.fresh();
    for (const part of ['lib', 'runtime']) {
      const check = ['sh', '-c', 'cd "$0" && sha256sum -c --quiet files.sha256', join(box.root, part)];
      expect(await box.run(check)).toMatchObject({ status: 0, stdout: '' });
    }
  });

  it('does not pass a program without a list', async () => {
    const box = await installed.fresh();
    rmSync(join(box.root, 'lib/files.sha256'));
    const ran = await box.gv(['verify', '--self', '--json']);
    expect(ran.status).toBe(5);
    expect(JSON.parse(ran.stdout)).toMatchObject({ data: { self: { state: 'unknown' } } });
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { code: 'program-changed' } });
  });

  it('takes nothing beside it', async () => {
    const box = await installed.fresh();
    for (const more of [['1.22.5'], ['--path', '.'], ['--sha256', 'ab']]) {
      expect(await box.gv(['verify', '--self', ...more])).toMatchObject({ status: 2, stdout: '' });
    }
  });
});
