import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnish, SMALL_FILES } from '../support/small-files.ts';
import { sourceGv } from '../support/source-gv.ts';

describe('a FIFO in the place of a file is not waited for', () => {
  it.each([
    ...SMALL_FILES,
    [
      'a carried archive',
      'project/go1.22.5.linux-amd64.tar.gz',
      ['verify', './go1.22.5.linux-amd64.tar.gz'],
      6,
    ] as const,
  ])('%s', (_, path, args, status) => {
    using gv = sourceGv();
    furnish(gv, path);
    expect(spawnSync('mkfifo', [join(gv.folder, path)]).status).toBe(0);
    expect(gv.run(...args)).toMatchObject({ status });
  });
});
