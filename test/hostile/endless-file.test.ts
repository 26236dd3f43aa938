import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnish, SMALL_FILES } from '../support/small-files.ts';
import { sourceGv } from '../support/source-gv.ts';

const GIB = 1024 ** 3;

describe('a file of 20 GB in the place of a small one is not read', () => {
  it.each(SMALL_FILES.filter(([, path]) => !path.endsWith('index.json')))('%s', (_, path, args) => {
    using gv = sourceGv();
    furnish(gv, path);
    // Takes no place on the disk, and reads as NUL bytes.
    const descriptor = openSync(join(gv.folder, path), 'w');
    ftruncateSync(descriptor, 20 * GIB);
    closeSync(descriptor);
    const { status, stderr } = gv.run(...args);
    if (path.includes('/receipts/')) return expect(status).toBe(0);
    expect(stderr).toMatch(/larger than \d+ bytes/);
    expect(status).toBe(6);
  });
});
