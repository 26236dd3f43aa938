import { describe, expect, it } from 'vitest';
import { random } from '../support/random.ts';
import { paxEntry, tarBytes, toolchainEntries } from '../support/tar-bytes.ts';
import { listTar, packageLister, type Listing } from '../support/tar-listing.ts';

const BLOCK = 512;
const CHECKSUM = 148;

const TAR = tarBytes([
  ...toolchainEntries('1.22.5'),
  paxEntry({ path: 'go/test/Þfoo.go' }),
  { path: 'go/x', body: 'x'.repeat(600) },
]);
/** Where its headers lie. */
const HEADERS = Array.from({ length: TAR.length / BLOCK }, (_, block) => block * BLOCK).filter(
  (at) => TAR.toString('latin1', at + 257, at + 262) === 'ustar',
);
/** Bytes that mean something to one reader or another. */
const BYTES = [...Buffer.from('01234567 -./8gx'), 0, 0x80, 0xff];

/** What gv does not look at: the name of an extended header, which others do not want empty; owners and device numbers. */
const IGNORED = [
  { from: 0, to: 1 },
  { from: 108, to: 124 },
  { from: 265, to: 345 },
];
const CHANGED = Array.from({ length: BLOCK }, (_, at) => at).filter(
  (at) => !IGNORED.some(({ from, to }) => at >= from && at < to),
);
/** The digits of mode, size and time. */
const NUMBERS = CHANGED.filter((at) => at >= 100 && at < 147);

/** What the package tar makes of it; undefined where it fails, too. */
function readByPackage(tar: Buffer): Listing | undefined {
  const { parser, lines } = packageLister();
  let failed = false;
  parser.on('error', () => {
    failed = true;
  });
  parser.on('ignoredEntry', () => {
    failed = true;
  });
  parser.end(Buffer.from(tar));
  return failed ? undefined : lines;
}

/** Makes the checksum of a header right again, so that what was changed is seen. */
function repair(tar: Buffer, header: number): void {
  tar.fill(0x20, header + CHECKSUM, header + CHECKSUM + 8);
  let sum = 0;
  for (let at = header; at < header + BLOCK; at += 1) sum += tar[at] ?? 0;
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, header + CHECKSUM, 'latin1');
}

describe('an archive of which some bytes were changed', () => {
  it('is refused, or read as every other reader reads it', () => {
    const any = random(42);
    const of = <T>(values: readonly T[]): T => values[any(values.length)] as T;
    let accepted = 0;
    for (let round = 0; round < 6000; round += 1) {
      const tar = Buffer.from(TAR);
      const header = of(HEADERS);
      const field = any(2) === 0 ? CHANGED : NUMBERS;
      for (let change = any(3); change >= 0; change -= 1) {
        tar[header + of(field)] = any(4) > 0 ? of(BYTES) : any(256);
      }
      repair(tar, header);
      const listing = listTar(tar, () => 1 + any(1500));
      if (listing.at(-1) !== 'end') continue;
      accepted += 1;
      expect(readByPackage(tar)).toEqual(listing.slice(0, -1));
    }
    expect(accepted).toBeGreaterThan(300);
    expect(accepted).toBeLessThan(2000);
  });
});
