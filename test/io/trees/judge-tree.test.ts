import { readFileSync, writeFileSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judged } from '../../support/judging.ts';
import type { ModuleProxyServer } from '../../support/module-proxy.ts';
import { ENTRIES, proxyWithRanges, rangesAsked, wholesAsked, withCrc } from '../../support/reusing.ts';
import { version } from '../../support/versions.ts';
import { zipBytes } from '../../support/zip-bytes.ts';

let proxy: ModuleProxyServer;
beforeAll(async () => {
  proxy = await proxyWithRanges();
});
afterAll(() => proxy[Symbol.asyncDispose]());

const SHA256 = { by: 'sha256' };

function forge(path: string): void {
  const good = readFileSync(path);
  writeFileSync(path, withCrc(Buffer.alloc(good.length, 'evil '), crc32(good)));
}

describe('a tree of whatever origin', () => {
  it('is proven as released, with its platform and every file that h1 covers, and api, doc, misc and test beside them', async () => {
    const judgement = await judged({
      proxy,
      before: async (root) => {
        await mkdir(join(root, 'doc'));
        await writeFile(join(root, 'doc', 'x.html'), 'not in the log');
      },
    });
    expect(judgement).toMatchObject({
      kind: 'proven',
      version: { name: '1.22.5' },
      platform: { os: 'linux', arch: 'amd64' },
      record: { kind: 'log', record: 77 },
      files: ENTRIES.length,
      outside: ['doc'],
    });
    expect(judgement).toHaveProperty('covered.length', ENTRIES.length);
  });

  it('is proven as a module cache has it: read-only, and with a _go.mod beside each go.mod', async () => {
    const before = async (root: string): Promise<void> => {
      await cp(join(root, 'src/go.mod'), join(root, 'src/_go.mod'));
      for (const { name } of ENTRIES) {
        const path = name.slice(name.indexOf('/', name.indexOf('@')) + 1).replace('_go.mod', 'go.mod');
        await chmod(join(root, path), /^(bin|pkg\/tool)\//.test(path) ? 0o555 : 0o444);
      }
      await chmod(join(root, 'src'), 0o555);
    };
    expect(await judged({ proxy, before })).toMatchObject({ kind: 'proven', files: ENTRIES.length });
    const halfway = async (root: string): Promise<void> =>
      rename(join(root, 'src/go.mod'), join(root, 'src/_go.mod'));
    expect(await judged({ proxy, before: halfway })).toMatchObject({
      kind: 'differs',
      flaws: [
        { kind: 'extra', path: 'src/_go.mod' },
        { kind: 'missing', path: 'src/go.mod' },
      ],
    });
  });

  it.each([
    {
      what: 'a changed file',
      before: (root: string) => writeFile(join(root, 'src/fmt/print.go'), 'package fmt // evil\n'),
      flaws: [{ kind: 'changed', path: 'src/fmt/print.go' }],
    },
    {
      what: 'a file of the same size',
      before: (root: string) => writeFile(join(root, 'src/fmt/print.go'), 'package fmT\n'),
      flaws: [{ kind: 'changed', path: 'src/fmt/print.go' }],
    },
    {
      what: 'a half-deleted tree, tools and all',
      before: async (root: string) => {
        await rm(join(root, 'pkg'), { recursive: true });
        await rm(join(root, 'bin', 'gofmt'));
      },
      flaws: [
        { kind: 'missing', path: 'bin/gofmt' },
        { kind: 'missing', path: 'pkg/tool/linux_amd64/compile' },
      ],
    },
    {
      what: 'a program that became a link, and one more link',
      before: async (root: string) => {
        await rename(join(root, 'bin/gofmt'), `${root}.gofmt`);
        await symlink(`${root}.gofmt`, join(root, 'bin/gofmt'));
        await symlink('/', join(root, 'src/all'));
      },
      flaws: [
        { kind: 'link', path: 'bin/gofmt' },
        { kind: 'link', path: 'src/all' },
      ],
    },
  ])(
    'names $what by the directory of the zip, and proves that nothing else differs',
    async ({ before, flaws }) => {
      const asked = rangesAsked(proxy).length;
      expect(await judged({ proxy, before })).toMatchObject({
        kind: 'differs',
        flaws,
        naming: SHA256,
        covered: undefined,
      });
      expect(rangesAsked(proxy).length - asked).toBeLessThan(4);
      expect(wholesAsked(proxy)).toBe(0);
    },
  );

  it('tells extra files, a GOPATH in it and unsound modes from the files of the release, which are proven beside them', async () => {
    const before = async (root: string): Promise<void> => {
      await mkdir(join(root, 'pkg/mod/cache'), { recursive: true });
      await writeFile(join(root, 'pkg/mod/cache/x'), '');
      await writeFile(join(root, 'bin/gopls'), '');
      await writeFile(join(root, 'src/a\nb'), '');
      await chmod(join(root, 'src/fmt'), 0o777);
    };
    const judgement = await judged({ proxy, before });
    expect(judgement).toMatchObject({
      kind: 'differs',
      naming: SHA256,
      flaws: [
        { kind: 'extra', path: 'bin/gopls' },
        { kind: 'extra', path: 'src/a\nb' },
        { kind: 'mode', path: 'src/fmt' },
        { kind: 'extra', path: 'pkg/mod/' },
      ],
    });
    expect(judgement).toHaveProperty('covered.length', ENTRIES.length);
  });

  it('is found out where sizes and CRCs agree, also beside an honest difference; the whole zip names the file', async () => {
    const before = (root: string): void => forge(join(root, 'src/large/03.bin'));
    expect(await judged({ proxy, before })).toMatchObject({ kind: 'contents-changed', flaws: [] });
    const both = async (root: string): Promise<void> => {
      before(root);
      await writeFile(join(root, 'VERSION'), 'go1.22.5\n');
    };
    expect(await judged({ proxy, before: both })).toMatchObject({
      kind: 'contents-changed',
      flaws: [{ kind: 'changed', path: 'VERSION' }],
    });
    expect(await judged({ proxy, before, request: { full: true } })).toMatchObject({
      kind: 'differs',
      flaws: [{ kind: 'changed', path: 'src/large/03.bin' }],
      naming: SHA256,
    });
  });

  it('has files named by size and CRC alone, and says so, where much of it differs', async () => {
    const before = (root: string): Promise<void> => writeFile(join(root, 'src/large/03.bin'), 'x');
    expect(await judged({ proxy, before })).toMatchObject({
      kind: 'differs',
      flaws: [{ kind: 'changed', path: 'src/large/03.bin' }],
      naming: { by: 'size-and-crc' },
    });
  });

  it('belongs to the platform of its tools', async () => {
    const before = (root: string): Promise<void> =>
      rename(join(root, 'pkg/tool/linux_amd64'), join(root, 'pkg/tool/plan9_mips'));
    expect(await judged({ proxy, before })).toMatchObject({ kind: 'unknown', why: { code: 'log-missing' } });
  });
});

describe('a server that lies', () => {
  it('cannot have a tree proven, and can accuse other files only where that is said', async () => {
    const [first] = ENTRIES;
    const other = ENTRIES.map((entry) => (entry === first ? entry : { ...entry, body: 'x' }));
    await using liar = await proxyWithRanges({ zip: zipBytes(other) });
    const before = (root: string): Promise<void> => writeFile(join(root, 'src/fmt/print.go'), 'x');
    const judgement = await judged({ proxy: liar, before });
    expect(judgement).toMatchObject({ kind: 'contents-changed' });
  });

  it('about ranges leaves the files unnamed, and the verdict as it is', async () => {
    await using liar = await proxyWithRanges({
      lie: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-range': 'bytes 0-9/10' } }),
    });
    const before = (root: string): Promise<void> => writeFile(join(root, 'VERSION'), 'go1.22.5\n');
    expect(await judged({ proxy: liar, before })).toMatchObject({
      kind: 'differs',
      flaws: [],
      naming: { by: 'nothing', why: { code: 'archive-hostile' } },
    });
  });
});

describe('a tree that changes while it is read', () => {
  it('is judged by the second look where that finds it as recorded, and accused of nothing', async () => {
    let heal = (): void => undefined;
    await using server = await proxyWithRanges({
      lie: (answer) => {
        heal();
        return answer;
      },
    });
    const before = (root: string): void => {
      const path = join(root, 'src/fmt/print.go');
      const good = readFileSync(path);
      writeFileSync(path, 'half of a fi');
      heal = () => writeFileSync(path, good);
    };
    expect(await judged({ proxy: server, before })).toMatchObject({ kind: 'proven', files: ENTRIES.length });
  });

  it('is judged through a link at its own path', async () => {
    const before = async (root: string): Promise<void> => {
      await rename(root, `${root}-1.22.5`);
      await symlink(`${root}-1.22.5`, root);
    };
    expect(await judged({ proxy, before })).toMatchObject({ kind: 'proven' });
  });
});

describe('a tree that cannot be judged', () => {
  it('is unknown, with the reason: no release, no network, nobody who answers', async () => {
    const noVersion = (root: string): Promise<void> => rm(join(root, 'VERSION'));
    expect(await judged({ proxy, before: noVersion })).toMatchObject({
      kind: 'unknown',
      version: undefined,
      why: { code: 'content-wrong' },
    });
    const spoilt = (root: string): Promise<void> => writeFile(join(root, 'VERSION'), 'go1.22.5-corp\n');
    expect(await judged({ proxy, before: spoilt })).toMatchObject({ why: { code: 'content-wrong' } });
    expect(await judged({ proxy, run: { offline: true } })).toMatchObject({
      version: { name: '1.22.5' },
      why: { code: 'offline' },
    });
    expect(await judged({ request: { root: '/nowhere/at/all' } })).toMatchObject({
      why: { code: 'no-go-found' },
    });
    // Offline, without a kept record, the tree is not read at all.
    const request = { root: '/nowhere/at/all', version: version('1.22.5') };
    expect(await judged({ run: { offline: true }, request })).toHaveProperty('why.code', 'offline');
    expect(await judged({ proxy, request })).toHaveProperty('why.code', 'disk');
  });

  it('ends with an interruption', async () => {
    const controller = new AbortController();
    controller.abort();
    const judging = judged({ proxy, run: { signal: controller.signal } });
    await expect(judging).rejects.toMatchObject({ code: 'interrupted' });
  });
});
