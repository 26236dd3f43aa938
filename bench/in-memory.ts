import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a temporary directory on tmpfs, where there is one, to measure in; sandboxes lie in it too. */
export async function inMemory<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gv-bench-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return await measure(folder);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
