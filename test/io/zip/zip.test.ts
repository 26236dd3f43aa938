import { createHash, hash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveBack } from '../../../src/io/process/memory.ts';
import { SPARE_BYTES } from '../../../src/io/zip/zip-content.ts';
import { unpackModuleZip, type UnpackedZip } from '../../../src/io/zip/zip-unpack.ts';
import { failureOf } from '../../support/failure.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry } from '../../support/zip-bytes.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  await mkdir(join(folder, 'stage'));
});
afterEach(() => rm(folder, { recursive: true }));

const stage = (path = ''): string => join(folder, 'stage', path);

async function unpackEntries(
  entries: readonly ZipEntry[],
  options: {
    readonly signal?: AbortSignal;
    readonly progress?: (bytes: number) => void;
    readonly into?: string;
  } = {},
): Promise<UnpackedZip> {
  const path = join(folder, 'module.zip');
  await writeFile(path, zipBytes(entries));
  const handle = await open(path);
  try {
    const signal = options.signal ?? new AbortController().signal;
    return await unpackModuleZip(handle, options.into ?? stage(), { prefix: PREFIX, ...options, signal });
  } finally {
    await handle.close();
  }
}

async function modes(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(stage(), { recursive: true })).toSorted();
  const modes: Record<string, string> = {};
  for (const name of names) modes[name] = ((await stat(stage(name))).mode & 0o777).toString(8);
  return modes;
}

const SEALED = {
  go: '755',
  'go/VERSION': '644',
  'go/bin': '755',
  'go/bin/go': '755',
  'go/bin/gofmt': '755',
  'go/lib': '755',
  'go/lib/wasm': '755',
  'go/lib/wasm/go_js_wasm_exec': '755',
  'go/pkg': '755',
  'go/pkg/tool': '755',
  'go/pkg/tool/linux_amd64': '755',
  'go/pkg/tool/linux_amd64/compile': '755',
  'go/src': '755',
  'go/src/all.bash': '755',
  'go/src/empty.go': '644',
  'go/src/fmt': '755',
  'go/src/fmt/print.go': '644',
  'go/src/go.mod': '644',
};

describe('a module zip', () => {
  it.each(['recorded', 'none'] as const)('with modes %s is closed until it is sealed', async (kind) => {
    const tree = await unpackEntries(moduleEntries(kind));
    expect(new Set(Object.values(await modes()))).toEqual(new Set(['644', '700']));
    await tree.seal();
    expect(await modes()).toEqual(SEALED);
  });

  it('takes the recorded modes before the rule, as 644 or 755', async () => {
    const odd = [
      { name: `${PREFIX}bin/readme`, mode: 0o100600 },
      { name: `${PREFIX}src/tool`, mode: 0o100711 },
    ];
    const tree = await unpackEntries([...moduleEntries('recorded'), ...odd]);
    await tree.seal();
    expect(await modes()).toMatchObject({ 'go/bin/readme': '644', 'go/src/tool': '755' });
  });

  it('gets its final modes whatever the umask is', async () => {
    const before = process.umask(0o077);
    try {
      await (await unpackEntries(moduleEntries('none'))).seal();
    } finally {
      process.umask(before);
    }
    expect(await modes()).toEqual(SEALED);
  });

  it('becomes a GOROOT: the prefix goes, _go.mod is go.mod, VERSION gives the times', async () => {
    const tree = await unpackEntries(moduleEntries('recorded'));
    await tree.seal();
    expect(await readFile(stage('go/src/go.mod'), 'utf8')).toBe('module std\n');
    expect(await readFile(stage('go/src/fmt/print.go'), 'utf8')).toBe('package fmt\n');
    for (const path of ['go', 'go/src', 'go/src/fmt/print.go']) {
      expect((await stat(stage(path))).mtime.toISOString()).toBe('2024-07-02T14:05:06.000Z');
    }
    expect(tree.versionFile).toBe('go1.22.5\ntime 2024-07-02T14:05:06Z\n');
    expect(tree.files.map(({ path }) => path)).toEqual([
      'VERSION',
      'bin/go',
      'bin/gofmt',
      'lib/wasm/go_js_wasm_exec',
      'pkg/tool/linux_amd64/compile',
      'src/go.mod',
      'src/all.bash',
      'src/empty.go',
      'src/fmt/print.go',
    ]);
    expect([...tree.directories].toSorted()).toEqual([
      'bin',
      'lib',
      'lib/wasm',
      'pkg',
      'pkg/tool',
      'pkg/tool/linux_amd64',
      'src',
      'src/fmt',
    ]);
  });

  it("is hashed as h1 over the zip's own names", async () => {
    const entries = moduleEntries('recorded');
    const tree = await unpackEntries(entries);
    const lines = entries
      .map(({ name, body = '' }) => `${hash('sha256', body)}  ${name}\n`)
      .toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
    expect(lines.join('')).toContain('/src/_go.mod\n');
    expect(tree.h1).toBe(`h1:${createHash('sha256').update(lines.join('')).digest('base64')}`);
    expect(tree.files[0]?.sha256).toBe(hash('sha256', String(entries[0]?.body)));
  });

  it.each<readonly [string, Partial<ZipEntry>]>([
    ['stored', { stored: true }],
    ['with a bare descriptor', { descriptor: 'bare' }],
    ['with sizes in its header', {}],
    ['stored, with a descriptor', { stored: true, descriptor: 'signed' }],
  ])('may hold an entry %s, short or long', async (_, form) => {
    const long = Buffer.alloc(20 * 1024 * 1024, 'all work and no play ');
    const more = { name: `${PREFIX}src/long`, body: long, ...form };
    const tree = await unpackEntries([
      ...moduleEntries('none'),
      more,
      { ...more, name: `${PREFIX}src/short`, body: 's' },
    ]);
    expect((await readFile(stage('go/src/long'))).equals(long)).toBe(true);
    expect(await readFile(stage('go/src/short'), 'utf8')).toBe('s');
    expect(tree.files.at(-2)?.sha256).toBe(hash('sha256', long));
  });

  it('may hold a UTF-8 name that says so', async () => {
    const more: ZipEntry = { name: `${PREFIX}src/Þfoo.go`, body: 'x', both: { flags: 1 << 11 } };
    await unpackEntries([...moduleEntries('none'), more]);
    expect(await readFile(stage('go/src/Þfoo.go'), 'utf8')).toBe('x');
  });

  it('tells its progress up to the last packed byte', async () => {
    const seen: number[] = [];
    await unpackEntries(moduleEntries('none'), { progress: (bytes) => seen.push(bytes) });
    const { size } = await stat(join(folder, 'module.zip'));
    expect(seen.at(-1)).toBeGreaterThan(500);
    expect(seen.at(-1)).toBeLessThan(size);
  });
});

describe('unpacking a module zip', () => {
  it('stops before it begins when told to', async () => {
    const failure = await failureOf(unpackEntries(moduleEntries('none'), { signal: AbortSignal.abort() }));
    expect(failure.code).toBe('interrupted');
    expect(await readdir(stage())).toEqual([]);
  });

  it('stops on the way when told to', async () => {
    const stop = new AbortController();
    const body = Buffer.alloc(2 * 1024 * 1024);
    const many = Array.from({ length: 40 }, (_, at) => ({ name: `${PREFIX}src/${at}`, body, stored: true }));
    const options = { signal: stop.signal, progress: () => stop.abort() };
    const failure = await failureOf(unpackEntries([...moduleEntries('none'), ...many], options));
    expect(failure.code).toBe('interrupted');
    expect((await readdir(stage('go/src'))).length).toBeLessThan(40);
  });

  it('never writes over what is there', async () => {
    await mkdir(stage('go'));
    const failure = await failureOf(unpackEntries(moduleEntries('none')));
    expect(failure.code).toBe('disk');
    expect(failure.message).toContain('exists already');
    expect(await readdir(stage('go'))).toEqual([]);
  });

  it('names the path that the disk refuses', async () => {
    // Linux takes paths of 4095 bytes: this directory leaves room for the other entries, and not for one of 200 more.
    const into = stage(`${'d'.repeat(200)}/`.repeat(20)).slice(0, 4000);
    await mkdir(into, { recursive: true });
    const more = { name: `${PREFIX}src/${'n'.repeat(200)}`, body: 'x' };
    const failure = await failureOf(unpackEntries([...moduleEntries('none'), more], { into }));
    expect(failure.code).toBe('disk');
    expect(failure.message).toContain('nnn');
  });

  it('fails with the code of the disk when the stage is not to be had', async () => {
    await rm(stage(), { recursive: true });
    expect((await failureOf(unpackEntries(moduleEntries('none')))).code).toBe('disk');
  });

  it('does not seal a tree whose VERSION is none', async () => {
    const [, ...others] = moduleEntries('recorded');
    const tree = await unpackEntries(others);
    expect((await failureOf(tree.seal())).code).toBe('content-wrong');
    expect(new Set(Object.values(await modes()))).toEqual(new Set(['644', '700']));
  });
});

describe('memory that is given back', () => {
  const LARGE = 1024 * 1024;

  it('is gone at once when the bytes are all of it', () => {
    const whole = Buffer.allocUnsafeSlow(LARGE);
    giveBack(whole);
    expect(whole.byteLength).toBe(0);
    const inflated = Buffer.allocUnsafeSlow(LARGE);
    giveBack(inflated.subarray(0, LARGE - SPARE_BYTES), SPARE_BYTES);
    expect(inflated.byteLength).toBe(0);
  });

  it('stays where somebody may still use the rest, and where it is small', () => {
    const chunk = Buffer.allocUnsafeSlow(LARGE);
    giveBack(chunk.subarray(0, LARGE - 1));
    giveBack(chunk.subarray(30, LARGE), SPARE_BYTES);
    const small = Buffer.allocUnsafeSlow(1024);
    giveBack(small);
    expect([chunk.byteLength, small.byteLength]).toEqual([LARGE, 1024]);
  });
});
