import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withGo } from '../../support/explaining.ts';
import { everything } from '../../support/sample.ts';
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

/** The first command alone where something lies that the others come to in the same way. */
const commandsAt = (what: string): typeof COMMANDS =>
  everything() || what === 'a FIFO' ? COMMANDS : COMMANDS.slice(0, 1);

describe('a file that never ends, or does not begin', () => {
  let box: Sandbox;
  beforeAll(async () => {
    box = await withGo('1.24.9');
  });
  afterAll(() => box[Symbol.asyncDispose]());

  it.each(FILES)('holds no command that reads %s', async (_name, place, env) => {
    const path = place(box);
    await mkdir(join(path, '..'), { recursive: true });
    const before = await readFile(path).catch(() => undefined);
    await rm(path, { force: true });
    for (const [what, lay] of Object.entries(ODD)) {
      await lay(box, path);
      for (const args of commandsAt(what)) {
        const { code, stderr } = await box.gv(args, { env });
        const title = `${what}: gv ${args.join(' ')}`;
        expect([title, code <= 127, stderr.includes('This is a bug')], stderr).toEqual([title, true, false]);
      }
      await rm(path, { recursive: true });
    }
    if (before !== undefined) await writeFile(path, before);
  });
});
