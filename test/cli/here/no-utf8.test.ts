import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withGo } from '../../support/explaining.ts';
import type { Ran, Sandbox } from '../../support/sandbox.ts';

/** Node reads U+FFFD for the byte 0xff, and cannot pass it on: a shell makes the names and types them. */
const BYTE = "$(printf '\\377')";
const REFUSED = 'a name in this path is no UTF-8';

describe('a name that is no UTF-8', () => {
  let box: Sandbox;
  beforeAll(async () => {
    box = await withGo('1.24.9');
  });
  afterAll(() => box[Symbol.asyncDispose]());

  const shell = (script: string): Promise<Ran> => box.run(['sh', '-c', script]);
  const inside = (script: string): Promise<Ran> =>
    shell(`mkdir -p d${BYTE}/sub && cd d${BYTE}/sub && ${script}`);
  const entries = async (): Promise<string> => (await shell('ls -ARb')).stdout;

  it.each([
    'use 1.24.9',
    'env --format profile --write p',
    'explain',
    'list',
    'matrix --out . -- go version',
  ])('is refused in that of the current directory: gv %s', async (command) => {
    await inside(':');
    const before = await entries();
    const { code, stderr } = await inside(`gv ${command}`);
    expect([code, stderr]).toEqual([6, expect.stringContaining(REFUSED)]);
    expect(await entries()).toBe(before);
  });

  it('works through the link of the hint', async () => {
    const { stderr } = await inside('gv use 1.24.9');
    const hint = /ln -sn .*/.exec(stderr)?.[0] ?? '';
    const done = await inside(`${hint} && gv use 1.24.9 && gv env --format profile --write p`);
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining(`${box.home}/here/.go-version`)]);
    expect(readFileSync(join(box.home, 'here', '.go-version'), 'utf8')).toBe('1.24.9\n');
    expect(await entries()).not.toContain('\ufffd');
    expect((await inside('gv current')).stdout).toBe('1.24.9\n');
  });

  it('is not written behind a link of that name', async () => {
    const { code, stderr } = await shell(
      `ln -s q${BYTE} .go-version && ln -s q${BYTE} link && echo 1.24.8 >q${BYTE}; gv use 1.24.9; rm .go-version; gv env --format profile --write link`,
    );
    expect([code, stderr.split(REFUSED).length]).toEqual([6, 3]);
    expect(await entries()).not.toContain('\ufffd');
  });

  it('is no name with U+FFFD in it', async () => {
    const { code } = await shell(
      "mkdir 'e\ufffd' && cd 'e\ufffd' && gv use 1.24.9 && rm .go-version && rmdir ../e*",
    );
    expect(code).toBe(0);
  });

  it.each([
    'env --format profile --write p@',
    'env --format profile --check p@',
    'bench --out o@ -- go version',
    'matrix -v 1.24.9 --out o@ -- go version',
    'verify ./@.tar.gz',
    'install s@/go1.22.4.linux-amd64.tar.gz',
    'key import k@.asc',
    'audit --path s@',
  ])('is refused where one is named: gv %s', async (command) => {
    const before = await entries();
    const { code, stderr } = await shell(`gv ${command.replace('@', BYTE)}`);
    expect([code, stderr]).toEqual([6, expect.stringContaining(REFUSED)]);
    expect(await entries()).toBe(before);
  });

  it.each(['HOME', 'GV_USER_DIR', 'XDG_STATE_HOME', 'TMPDIR'])('is refused in %s', async (name) => {
    const { code, stderr } = await shell(`${name}=$PWD/h${BYTE} gv list`);
    expect([code, stderr]).toEqual([6, expect.stringMatching(new RegExp(`${name} is .*: ${REFUSED}`))]);
  });
});
