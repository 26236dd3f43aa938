import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withGo } from '../../support/explaining.ts';
import type { Sandbox } from '../../support/sandbox.ts';

/** What may lie where a small text is read: something that never ends, or does not begin. */
const ODD: Readonly<Record<string, (box: Sandbox, path: string) => Promise<unknown>>> = {
  'a FIFO': (box, path) => box.run(['mkfifo', path]),
  'a device without end': (_, path) => symlink('/dev/zero', path),
  'a directory': (_, path) => mkdir(path),
};

/** Files that gv reads for the go command, each with the environment that leads there. */
const FILES: readonly (readonly [string, (box: Sandbox) => string, Readonly<Record<string, string>>])[] = [
  ['go.mod', (box) => join(box.project, 'go.mod'), {}],
  ['go.work', (box) => join(box.project, 'go.work'), {}],
  ['the file of go env -w', (box) => join(box.home, '.config', 'go', 'env'), { GOENV: '' }],
  ['go.env of a toolchain', (box) => join(box.root, 'versions', '1.24.9', 'go.env'), { GOENV: '' }],
  ['.netrc', (box) => join(box.home, '.netrc'), { GOPROXY: 'https://127.0.0.1:9' }],
];

const COMMANDS: readonly (readonly string[])[] = [
  ['explain'],
  ['env'],
  ['use', 'mod'],
  ['install', '--source', 'proxy', '1.22.5'],
];

describe('a file that never ends, or does not begin', () => {
  it.each(FILES)('holds no command that reads %s', async (_name, place, env) => {
    await using box = await withGo('1.24.9');
    const path = place(box);
    await mkdir(join(path, '..'), { recursive: true });
    for (const [what, lay] of Object.entries(ODD)) {
      await lay(box, path);
      for (const args of COMMANDS) {
        const { code, stderr } = await box.gv(args, { env });
        const title = `${what}: gv ${args.join(' ')}`;
        expect([title, code <= 127, stderr.includes('This is a bug')], stderr).toEqual([title, true, false]);
      }
      await rm(path, { recursive: true });
    }
  });
});
