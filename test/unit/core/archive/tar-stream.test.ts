import { describe, expect, it } from 'vitest';
import { tarStream } from '../../../../src/core/archive/tar-stream.ts';
import { random } from '../../../support/random.ts';
import { paxEntry, tarBytes, tarEntries, toolchainEntries } from '../../../support/tar-bytes.ts';
import { listTar, type Listing } from '../../../support/tar-listing.ts';

const MIB = 1024 * 1024;
const ALL = (): number => Number.POSITIVE_INFINITY;

const TAR = tarBytes([
  ...toolchainEntries('1.22.5'),
  { path: 'go/empty' },
  paxEntry({ path: `go/${'long/'.repeat(30)}Þ.go` }),
  { path: 'x', body: 'x'.repeat(513) },
  { path: 'go/block', body: 'y'.repeat(512) },
  { path: 'go/large', body: 'z'.repeat(70_000) },
]);

function splits(tar: Uint8Array): readonly Listing[] {
  const any = random(tar.length);
  return [
    ...[1, 2, 511, 512, 513, 1024, 65_537, MIB].map((size) => listTar(tar, () => size)),
    ...[3, 700, 5000].map((most) => listTar(tar, () => 1 + any(most))),
  ];
}

describe('a stream of a tar', () => {
  it('is read alike in chunks of any size', () => {
    const whole = listTar(TAR, ALL);
    expect(whole).toHaveLength(11);
    expect(whole.at(-1)).toBe('end');
    expect(whole[0]).toMatch(/^"go\/" Directory 0 755 1700000000 e3b0c442/);
    expect(whole[7]).toMatch(/^"go\/long\/long\/.*\/Þ\.go" File 513 644 /);
    for (const listing of splits(TAR)) expect(listing).toEqual(whole);
  });

  it('is refused alike in chunks of any size, wherever one byte of it is wrong', () => {
    const any = random(1);
    const headers = tarEntries(toolchainEntries('1.22.5'));
    for (let round = 0; round < 300; round += 1) {
      const tar = Buffer.concat([headers, Buffer.alloc(1024 + 512 * any(3))]);
      tar[any(tar.length)] = any(256);
      const whole = listTar(tar, ALL);
      for (const size of [1, 511, 512, 513]) expect(listTar(tar, () => size)).toEqual(whole);
    }
  });

  it('hands on empty files and directories as entries without data', () => {
    const calls: string[] = [];
    const stream = tarStream({
      entry: ({ path }) => void calls.push(path),
      data: (piece, from) => void calls.push(`${piece.length} from ${from}`),
      entryEnd: () => void calls.push('end'),
    });
    stream.write(tarBytes([{ path: 'go/', type: '5' }, { path: 'go/a' }, { path: 'go/b', body: 'xyz' }]));
    stream.end();
    expect(calls).toEqual(['go/', 'end', 'go/a', 'end', 'go/b', '3 from 1536', 'end']);
  });

  it('says when it has ended, and takes chunks of nothing', () => {
    const stream = tarStream({ entry: () => {}, data: () => {}, entryEnd: () => {} });
    stream.write(new Uint8Array());
    stream.write(TAR.subarray(0, -1));
    expect(stream.ended).toBe(false);
    stream.write(TAR.subarray(-1));
    expect(stream.ended).toBe(true);
    stream.write(new Uint8Array());
    stream.end();
  });

  it('lets through what its visitor throws', () => {
    const stop = new Error('enough');
    const stream = tarStream({
      entry: () => {
        throw stop;
      },
      data: () => {},
      entryEnd: () => {},
    });
    expect(() => stream.write(TAR)).toThrow(stop);
  });

  it('is bounded in the bytes it may have, whatever its visitor takes', () => {
    const stream = tarStream({ entry: () => {}, data: () => {}, entryEnd: () => {} });
    stream.write(tarEntries([{ path: 'go/x', edit: (header) => void header.write('77777777777\0', 124) }]));
    const zeros = new Uint8Array(64 * MIB);
    let chunks = 0;
    expect(() => {
      for (; chunks < 100; chunks += 1) stream.write(zeros);
    }).toThrow(expect.objectContaining({ code: 'archive-hostile', exit: 5 }));
    expect(chunks).toBe(35);
  });
});
