import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inCheckout } from '../../../scripts/checkout.ts';
import { privateDirectory } from '../../../src/io/disk/private-directory.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'gv-private-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

it('is the owner’s alone, and gone with its content when it is disposed of', async () => {
  {
    await using directory = await privateDirectory(parent);
    expect(statSync(directory.path).mode & 0o777).toBe(0o700);
    writeFileSync(join(directory.path, 'x'), '');
  }
  expect(readdirSync(parent)).toEqual([]);
});

it('is gone too where gv ends at once, as for a second SIGINT', () => {
  const script = `
    import { mkdirSync } from 'node:fs';
    import { privateDirectory } from ${JSON.stringify(inCheckout('src', 'io', 'disk', 'private-directory.ts'))};
    const { path } = await privateDirectory(${JSON.stringify(parent)});
    mkdirSync(path + '/a');
    process.exit(3);`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([3, '']);
  expect(readdirSync(parent)).toEqual([]);
});
