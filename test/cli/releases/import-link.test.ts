import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { layRelease } from '../../support/judging.ts';
import type { Sandbox } from '../../support/sandbox.ts';

it('gv import --link shares a tree that nobody else may write, says so, and gv verify looks at it each time', async () => {
  await using proxy = await proxyWith({ ranges: {} });
  await using box = await believer(proxy);
  const [tree, other] = ['1.22.5', '1.22.5-open'].map((name) => join(box.home, '.goenv/versions', name));
  if (tree === undefined || other === undefined) throw new RangeError();
  await layRelease(tree, ENTRIES);
  await layRelease(other, ENTRIES);
  chmodSync(join(other, 'src'), 0o777);
  const ran = await box.gv(['import', '--link', '-y', '--from', 'goenv']);
  expect(ran.stdout).toContain(`${other}  REFUSED: not shared: all accounts may write ${other}/src`);
  const link = join(box.root, 'versions/1.22.5');
  expect(readlinkSync(link)).toBe(tree);
  expect((await box.gv(['list'])).stdout).toMatch(/1\.22\.5 .*shared/);
  expect(await box.gv(['verify'])).toMatchObject({ code: 0, stdout: expect.stringContaining('shared') });
  const again = await box.gv(['import', '--dry-run', '--from', 'goenv']);
  expect(again.stdout).toContain(`goenv  ${tree}       left: gv shares go 1.22.5 already\n`);
  expect((await box.gv(['import', '--dry-run', '--from', 'gvm'])).stdout).not.toContain(tree);

  chmodSync(tree, 0o777);
  const open = await box.gv(['verify']);
  expect([open.code, open.stdout]).toEqual([5, expect.stringContaining(tree)]);
  chmodSync(tree, 0o755);
  writeFileSync(join(tree, 'VERSION'), 'go1.22.5\nevil\n');
  for (const args of [['verify'], ['verify', '--repair']]) {
    const told = await box.gv(args);
    expect(told).toMatchObject({ code: 5, stderr: expect.stringContaining('gv install --force 1.22.5\n') });
    expect(told.stdout.includes('left as it is')).toBe(args.includes('--repair'));
    expect(readlinkSync(link)).toBe(tree);
  }
  const told = JSON.parse((await box.gv(['verify', '--repair', '--json'])).stdout) as object;
  expect(told).toMatchObject({ data: { toolchains: [{ shared: true, left: 'shared', state: 'changed' }] } });
  expect(readFileSync(join(tree, 'VERSION'), 'utf8')).toContain('evil');
  expect(await box.gv(['uninstall', '--force', '1.22.5'])).toMatchObject({ code: 0 });
  expect([link, join(tree, 'bin/go')].map((path) => existsSync(path))).toEqual([false, true]);
});

describe('a shared tree that its manager removed', () => {
  async function shared(proxy: Awaited<ReturnType<typeof proxyWith>>): Promise<Sandbox> {
    const box = await believer(proxy);
    const tree = join(box.home, '.goenv/versions/1.22.5');
    await layRelease(tree, ENTRIES);
    expect(await box.gv(['import', '--link', '-y', '--from', 'goenv'])).toMatchObject({ code: 0 });
    rmSync(tree, { recursive: true });
    return box;
  }

  const left = (box: Sandbox): readonly string[] =>
    ['versions', 'receipts'].flatMap((name) => readdirSync(join(box.root, name)));

  it('is named by gv list, gv verify and gv doctor, and gv uninstall removes what is left, in use or not', async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await shared(proxy);
    expect(await box.gv(['list'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ +1\.22\.5 .*shared, its tree is gone/),
    });
    for (const command of ['list', 'verify']) {
      const [line = ''] = (await box.gv([command, '--json'])).stdout.split('\n');
      expect(problemsWith(JSON.parse(line), command)).toEqual([]);
    }
    expect(await box.gv(['verify'])).toMatchObject({
      code: 5,
      stdout: expect.stringContaining(`its tree is GONE\n  missing: ${box.home}/.goenv/versions/1.22.5\n`),
      stderr: expect.stringContaining('    gv uninstall 1.22.5\n'),
    });
    const { stdout } = await box.gv(['doctor', '--json']);
    expect(stdout).toContain('"tree-gone"');
    expect(stdout).not.toMatch(/not-a-toolchain|orphan-receipt/);
    const global = readFileSync(join(box.root, 'version'), 'utf8');
    expect(await box.gv(['uninstall', '1.22.5'])).toMatchObject({ code: 0 });
    expect([left(box), readFileSync(join(box.root, 'version'), 'utf8')]).toEqual([[], global]);
  });

  it.each([
    [['prune'], 'removed the link of go 1.22.5, whose tree is gone'],
    [['import', '--undo'], 'removed go 1.22.5'],
  ])('goes with gv %j', async (args, said) => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await shared(proxy);
    expect(await box.gv(args)).toMatchObject({ code: 0, stdout: expect.stringContaining(said) });
    expect(left(box)).toEqual([]);
  });
});

it('a toolchain without bin/go is listed, and can be removed', async () => {
  await using proxy = await proxyWith({ ranges: {} });
  await using box = await believer(proxy);
  mkdirSync(join(box.root, 'versions/1.22.5/src'), { recursive: true });
  expect((await box.gv(['list'])).stdout).toMatch(/1\.22\.5 .*its bin\/go is gone/);
  expect(await box.gv(['uninstall', '1.22.5'])).toMatchObject({ code: 0 });
  expect(readdirSync(join(box.root, 'versions'))).toEqual([]);
});
