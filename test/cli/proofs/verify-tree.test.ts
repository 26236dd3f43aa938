import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { mintLogKey } from '../../support/log-key.ts';
import { recordOf, testLog, VERSION } from '../../support/log.ts';
import { startModuleProxy, type ModuleProxyServer } from '../../support/module-proxy.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
afterAll(() => server.close());

const install = installedOnce();

async function boxWith(...versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, ...versions);
  return box;
}

interface Told {
  readonly data: {
    readonly toolchains: readonly {
      readonly version: string;
      readonly state: string;
      readonly findings: readonly { readonly kind: string; readonly path: string }[];
    }[];
  };
}

async function told(box: Sandbox, ...args: readonly string[]): Promise<Told['data']['toolchains']> {
  return (JSON.parse((await box.gv(['verify', '--json', ...args])).stdout) as Told).data.toolchains;
}

/** The error that a command ends with. */
async function errorOf(box: Sandbox, ...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await box.gv(['verify', '--json', ...args])).stderr);
}

describe('gv verify of an installed toolchain', () => {
  let damaged: Sandbox;
  beforeAll(async () => {
    damaged = await boxWith('1.22.5');
  });
  afterAll(() => damaged[Symbol.asyncDispose]());

  it('says that it is as installed, and re-states who proved it', async () => {
    await using box = await boxWith('1.22.5', '1.21.13');
    const ran = await box.gv(['verify', '1.22']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^go 1\.22\.5 \(.*\): as installed, 5 files\n/);
    expect(ran.stdout).toContain('proof: SHA-256 as in the release index');
    expect(ran.stdout).toContain(`of a key of your own keyring ${signer.fingerprint}`);
    expect(await told(box)).toMatchObject([
      { version: '1.22.5', state: 'intact', said: { digest: 'holds' }, h1: expect.any(String) as unknown },
      { version: '1.21.13', state: 'intact' },
    ]);
  });

  it.each(
    sampled(
      [
        {
          what: 'a changed file',
          change: (tree: string) => writeFile(join(tree, 'src/fmt/print.go'), 'package fmt // evil\n'),
          finding: { kind: 'changed', path: 'src/fmt/print.go' },
        },
        {
          what: 'a missing bin/go',
          change: (tree: string) => rm(join(tree, 'bin/go')),
          finding: { kind: 'missing', path: 'bin/go' },
        },
        {
          what: 'a file more, which the compiler would take in',
          change: (tree: string) => writeFile(join(tree, 'src/fmt/evil.go'), 'package fmt\n'),
          finding: { kind: 'extra', path: 'src/fmt/evil.go' },
        },
        {
          what: 'a link to the same bytes',
          change: async (tree: string) => {
            await rename(join(tree, 'bin/gofmt'), `${tree}.gofmt`);
            await symlink(`${tree}.gofmt`, join(tree, 'bin/gofmt'));
          },
          finding: { kind: 'link', path: 'bin/gofmt' },
        },
        {
          what: 'a FIFO for a file, without waiting on it',
          change: async (tree: string, box: Sandbox) => {
            await rm(join(tree, 'VERSION'));
            await box.run(['mkfifo', join(tree, 'VERSION')]);
          },
          finding: { kind: 'irregular', path: 'VERSION' },
        },
        {
          what: 'a tool that is not executable',
          change: (tree: string) => chmod(join(tree, 'pkg/tool/linux_amd64/compile'), 0o644),
          finding: { kind: 'mode', path: 'pkg/tool/linux_amd64/compile' },
        },
        {
          what: 'a directory that all accounts may write',
          change: (tree: string) => chmod(join(tree, 'src/fmt'), 0o777),
          finding: { kind: 'mode', path: 'src/fmt' },
        },
      ],
      3,
    ),
  )('finds $what, names it and ends with 5; installing again cures it', async ({ change, finding }) => {
    const box = damaged;
    await change(join(box.root, 'versions', '1.22.5'), box);
    const ran = await box.gv(['verify', '1.22.5']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('gv install --force 1.22.5') });
    expect(ran.stdout).toContain('CHANGED, 1 difference\n');
    expect(ran.stdout).toContain(`: ${finding.path}\n`);
    const json = await box.gv(['verify', '--json']);
    expect((JSON.parse(json.stdout) as Told).data.toolchains[0]).toMatchObject({
      state: 'changed',
      findings: [finding],
    });
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { code: 'tree-changed', message: 'not as installed: go 1.22.5' },
    });
    await box.gv(['install', '--force', '1.22.5']);
    expect(await box.gv(['verify'])).toMatchObject({ code: 0 });
  });

  it('follows no directory that became a link, and shows no control characters', async () => {
    await using box = await boxWith('1.22.5');
    const tree = join(box.root, 'versions', '1.22.5');
    await rename(join(tree, 'src'), `${tree}.src`);
    await symlink(`${tree}.src`, join(tree, 'src'));
    await writeFile(join(tree, 'a\u001b[2Jb'), '');
    expect((await told(box))[0]?.findings).toEqual([
      { kind: 'extra', path: 'a\u001b[2Jb' },
      { kind: 'link', path: 'src' },
      { kind: 'missing', path: 'src/fmt/print.go' },
    ]);
    expect((await box.gv(['verify'])).stdout).toContain('not of this release: a\\u{1b}[2Jb\n');
  });

  it('does not pass what it cannot compare: no list of files, or a damaged one', async () => {
    await using box = await boxWith('1.22.5', '1.21.13');
    const list = join(box.root, 'receipts', '1.22.5.sha256');
    await writeFile(list, `${await readFile(list, 'utf8')}nonsense\n`);
    await rm(join(box.root, 'receipts', '1.21.13.sha256'));
    await rm(join(box.root, 'receipts', '1.21.13.json'));
    const ran = await box.gv(['verify']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('go 1.22.5, go 1.21.13') });
    expect(ran.stdout.match(/UNKNOWN/g)).toHaveLength(2);
    expect(ran.stdout).toContain('no receipt');
  });

  it('tells versions from files, and mistakes from both', async () => {
    await using box = await boxWith('1.22.5');
    for (const [args, code] of [
      [['1.20'], 3],
      [['nonsense'], 2],
      [['mod'], 2],
      [['--sha256', 'ab', '1.22.5'], 2],
      [['--path', '.', '1.22.5'], 2],
      [['./go1.22.5.linux-amd64.tar.gz', '1.22.5'], 2],
      [['--path', '.'], 3],
    ] as const) {
      expect(await box.gv(['verify', ...args]), args.join(' ')).toMatchObject({ code, stdout: '' });
    }
    await using empty = await sandbox();
    expect(await empty.gv(['verify'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('gv install'),
    });
  });
});

/** A module proxy that passes on a log with the record of a tree: files without `go/`, by content. */
async function moduleProxy(files: Readonly<Record<string, string>>): Promise<[ModuleProxyServer, string]> {
  const key = mintLogKey('sum.golang.org');
  const lines = Object.entries(files)
    .map(([path, body]) => [`golang.org/toolchain@${VERSION}/${path}`, body] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, body]) => `${createHash('sha256').update(body).digest('hex')}  ${name}\n`);
  const h1 = `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
  const log = testLog({ size: 300, id: 77, key, record: recordOf(VERSION, h1) });
  return [await startModuleProxy({ sumdb: (path) => Promise.resolve(log.answer(path)) }), key.text];
}

describe('gv verify --path', () => {
  it('compares another copy of a release that gv installed', async () => {
    await using box = await boxWith('1.22.5');
    const copy = join(box.home, 'go');
    await cp(join(box.root, 'versions', '1.22.5'), copy, { recursive: true });
    expect(await box.gv(['verify', '--path', copy])).toMatchObject({ code: 0 });
    await writeFile(join(copy, 'bin', 'go'), '#!/bin/sh\n');
    expect(await box.gv(['verify', '--path', copy])).toMatchObject({ code: 5 });
    expect(await box.gv(['verify'])).toMatchObject({ code: 0 });
  });

  it('asks the checksum database about a GOROOT that gv did not install, as a whole', async () => {
    const recorded = {
      VERSION: 'go1.22.5\n',
      'bin/go': 'program',
      'pkg/tool/linux_amd64/compile': 'program',
      'src/_go.mod': 'module std\n',
    };
    const [proxy, key] = await moduleProxy(recorded);
    await using _ = proxy;
    await using box = await sandbox({ env: { GOPROXY: proxy.url } });
    await box.gv(['config', 'set', 'log-key', key]);
    const tree = join(box.home, 'go');
    for (const [path, body] of Object.entries({ ...recorded, 'doc/x.html': 'not in the log' })) {
      const file = join(tree, path.replace('_go.mod', 'go.mod'));
      await mkdir(join(file, '..'), { recursive: true });
      await writeFile(file, body, { mode: /^(?:bin|pkg)/.test(path) ? 0o755 : 0o644 });
    }
    expect(await box.gv(['verify', '--path', tree, '--offline'])).toMatchObject({ code: 4, stdout: '' });
    const good = await box.gv(['verify', '--path', tree]);
    const proof = await box.gv(['verify', '--proof', '1.22.5', '--offline']);
    expect(proof).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^c2sp.org\/tlog-proof@v1\nextra /),
    });
    expect(proof.stdout).toContain('\nindex 77\n');
    expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining('proof: record 77 of') });
    expect(good.stdout).toContain('not covered: doc\n');
    await writeFile(join(tree, 'bin', 'go'), 'other program');
    expect(await box.gv(['verify', '--path', tree])).toMatchObject({
      code: 5,
      stdout: expect.stringContaining('the files cannot be named: no module proxy'),
      stderr: expect.stringContaining('is not go 1.22.5 as released'),
    });
    expect(await errorOf(box, '--path', tree)).toMatchObject({ error: { code: 'tree-changed' } });
    await writeFile(join(tree, 'bin', 'go'), 'program');
    await symlink('go', join(tree, 'bin', 'gofmt'));
    expect(await box.gv(['verify', '--path', tree])).toMatchObject({
      code: 5,
      stdout: expect.stringContaining('a link, which no release has: bin/gofmt'),
    });
    expect(await errorOf(box, '--path', tree)).toMatchObject({ error: { code: 'tree-changed' } });
    await rename(join(tree, 'pkg', 'tool', 'linux_amd64'), join(tree, 'pkg', 'tool', 'plan9_mips'));
    await rm(join(tree, 'bin', 'gofmt'));
    expect(await box.gv(['verify', '--path', tree])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('no record of golang.org/toolchain@v0.0.1-go1.22.5.plan9-mips'),
    });
  });
});
