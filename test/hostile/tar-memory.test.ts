import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { GOOD } from '../support/hostile-archive.ts';
import { sampled } from '../support/sample.ts';
import { paxEntry, tarBytes, tarEntries, type TarEntry } from '../support/tar-bytes.ts';
import { withZeros } from '../support/zeros.ts';

const PROGRAM = join(import.meta.dirname, '..', 'support', 'reading-archive.ts');
const KIB_IN_300_MB = 300 * 1024;

/** Reads an archive in a process of its own. */
async function readingOf(bytes: Uint8Array): Promise<{ readonly code: string; readonly peak: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  try {
    const path = join(folder, 'archive.tar.gz');
    await writeFile(path, bytes);
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, path]);
    return JSON.parse(stdout) as { code: string; peak: number };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Entries of which the header is small and the work is not. */
function many(count: number, entry: (n: number) => readonly TarEntry[]): Buffer {
  const entries = Array.from({ length: count }, (_, n) => entry(n)).flat();
  return gzipSync(tarEntries(entries), { level: 1 });
}

describe('an archive that wants all memory gets 300 MB and is refused', () => {
  it.each(
    sampled<readonly [string, () => Buffer]>(
      [
        ['3 GB of zeros behind its end', () => withZeros(tarBytes(GOOD), 3000)],
        ['3 GB of zeros instead of an end', () => withZeros(tarEntries(GOOD), 3000)],
        ['150 000 entries', () => many(150_000, (n) => [{ path: `go/${n}` }])],
        [
          'names of 9 MB',
          () =>
            many(9_000, (n) => [
              paxEntry({ path: `go/${`${'x'.repeat(250)}/`.repeat(4)}${n}` }),
              { path: 'x' },
            ]),
        ],
      ],
      2,
    ),
  )('%s', async (_, bytes) => {
    const { code, peak } = await readingOf(bytes());
    expect(code).toBe('archive-hostile');
    expect(peak).toBeLessThan(KIB_IN_300_MB);
  });
});
