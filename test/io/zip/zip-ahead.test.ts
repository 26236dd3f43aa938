import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackAhead, type ZipAhead } from '../../../src/io/zip/zip-ahead.ts';
import { unpackModuleZip } from '../../../src/io/zip/zip-unpack.ts';
import { failureOf } from '../../support/failure.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry } from '../../support/zip-bytes.ts';

let folder: string;
let part: FileHandle;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  await mkdir(join(folder, 'stage'));
  part = await open(join(folder, 'part'), 'w+');
});
afterEach(async () => {
  await part.close();
  await rm(folder, { recursive: true });
});

/** Bytes that do not pack, so that the zip has several batches. */
function noise(seed: string, blocks: number): Buffer {
  return Buffer.concat(
    Array.from({ length: blocks }, (_, block) => createHash('sha512').update(`${seed} ${block}`).digest()),
  );
}

const LARGE: readonly ZipEntry[] = Array.from({ length: 6 }, (_, index) => ({
  name: `${PREFIX}src/large/${index}.bin`,
  body: noise(String(index), 12_000),
  mode: 0o100644,
}));
const ENTRIES = [...moduleEntries('recorded'), ...LARGE];
const ZIP = zipBytes(ENTRIES);
const HALF = Math.floor(ZIP.length / 2);

const never = new AbortController().signal;
const stage = (path = ''): string => join(folder, 'stage', path);

/** Writes what has arrived and says so. */
async function arrive(ahead: ZipAhead, bytes: Uint8Array, at = 0): Promise<void> {
  await part.write(bytes, 0, bytes.length, at);
  ahead.reader.grown(at + bytes.length);
}

function started(signal = never): ZipAhead {
  const ahead = unpackAhead(stage(), { prefix: PREFIX, signal });
  ahead.reader.opened(part.fd);
  return ahead;
}

function tailOf(zip: Buffer, length = zip.length): { bytes: Uint8Array; total: number } {
  return { bytes: zip.subarray(-length), total: zip.length };
}

describe('a module zip that is unpacked on its way', () => {
  it('becomes the tree that it becomes afterwards, whenever its end is known', async () => {
    await using ahead = disposable(started());
    ahead.reader.grown(0);
    await arrive(ahead, ZIP.subarray(0, HALF));
    ahead.reader.tail(tailOf(ZIP, 8192));
    await arrive(ahead, ZIP.subarray(HALF, ZIP.length - 100), HALF);
    await arrive(ahead, ZIP.subarray(-100), ZIP.length - 100);
    const tree = await ahead.finish(part);
    const names = await readdir(stage(), { recursive: true });
    await rm(stage('go'), { recursive: true });
    const afterwards = await unpackModuleZip(part, stage(), { prefix: PREFIX, signal: never });
    expect({ ...tree, seal: 0 }).toEqual({ ...afterwards, seal: 0 });
    expect(names.toSorted()).toEqual((await readdir(stage(), { recursive: true })).toSorted());
  });

  it('is placed before it is all there, open to its owner alone', async () => {
    await using ahead = disposable(started());
    ahead.reader.tail(tailOf(ZIP));
    await arrive(ahead, ZIP.subarray(0, HALF));
    const first = stage('go/src/large/0.bin');
    await expect.poll(async () => (await readFile(first).catch(() => '')).length).toBe(12_000 * 64);
    await expect(readFile(stage('go/src/large/5.bin'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('tells progress only once it has arrived', async () => {
    const told: number[] = [];
    const progress = (bytes: number): void => void told.push(bytes);
    await using ahead = disposable(unpackAhead(stage(), { prefix: PREFIX, signal: never, progress }));
    ahead.reader.opened(part.fd);
    ahead.reader.tail(tailOf(ZIP));
    await arrive(ahead, ZIP.subarray(0, HALF));
    await expect.poll(() => readdir(stage('go/src/large'))).not.toEqual([]);
    expect(told).toEqual([]);
    await arrive(ahead, ZIP.subarray(HALF), HALF);
    expect((await ahead.finish(part))?.files).toHaveLength(ENTRIES.length);
  });
});

const RENAMED = zipBytes([...ENTRIES.slice(0, -1), { ...LARGE[5], name: `${PREFIX}src/large/x.bin` }]);
const CHANGED = Buffer.from(ZIP);
CHANGED.writeUInt8(CHANGED.readUInt8(HALF) ^ 1, HALF);
const HOSTILE = zipBytes([...ENTRIES, { name: `${PREFIX}../out` }]);

describe('nothing is left of what was unpacked on the way', () => {
  it.each([
    { what: 'the file that arrived ends otherwise', tail: tailOf(RENAMED), arrived: ZIP },
    { what: 'it is longer than was announced', tail: tailOf(ZIP), arrived: Buffer.concat([ZIP, ZIP]) },
    { what: 'it is cut off', tail: tailOf(ZIP), arrived: ZIP.subarray(0, ZIP.length - 1) },
    { what: 'a byte of its content was changed', tail: tailOf(CHANGED), arrived: CHANGED },
    { what: 'its end does not hold the whole directory', tail: tailOf(ZIP, 200), arrived: ZIP },
    { what: 'its end is no end of a zip', tail: tailOf(Buffer.alloc(ZIP.length, 'x')), arrived: ZIP },
    { what: 'its names lead out', tail: tailOf(HOSTILE), arrived: HOSTILE },
    { what: 'its end never came', tail: undefined, arrived: ZIP },
  ])('where $what', async ({ tail, arrived }) => {
    await using ahead = disposable(started());
    if (tail !== undefined) ahead.reader.tail(tail);
    await arrive(ahead, arrived);
    // Whoever waits for more than there is would wait for ever.
    if (tail !== undefined && arrived.length < tail.total) await ahead.reader.gone();
    expect(await ahead.finish(part)).toBeUndefined();
    expect(await readdir(stage())).toEqual([]);
  });

  it('where the download began again', async () => {
    await using ahead = disposable(started());
    ahead.reader.tail(tailOf(ZIP));
    await arrive(ahead, ZIP.subarray(0, HALF));
    await ahead.reader.gone();
    await part.truncate(0);
    await arrive(ahead, ZIP);
    ahead.reader.tail(tailOf(ZIP));
    expect(await ahead.finish(part)).toBeUndefined();
    expect(await readdir(stage())).toEqual([]);
  });

  it('where it was interrupted, and what is tried next says so', async () => {
    const stop = new AbortController();
    await using ahead = disposable(started(stop.signal));
    ahead.reader.tail(tailOf(ZIP));
    await part.write(ZIP, 0, ZIP.length, 0);
    const finished = ahead.finish(part);
    stop.abort();
    expect(await finished).toBeUndefined();
    const next = unpackModuleZip(part, stage(), { prefix: PREFIX, signal: stop.signal });
    expect(await failureOf(next)).toMatchObject({ code: 'interrupted' });
  });
});

function disposable(ahead: ZipAhead): ZipAhead & AsyncDisposable {
  return { ...ahead, [Symbol.asyncDispose]: () => ahead.stop() };
}
