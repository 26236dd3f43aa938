import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { layRelease } from '../../support/judging.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { unless } from '../../support/unless.ts';
import { failingAt, KILLED, killedAt, whyNoTrace } from '../../tools/kills/strace.ts';

const MOVE = ['import', '--move', '-y', '--from', 'goenv'];
const NAME = '1.22.5';

/** A release of goenv in a home, and the ways that lead to what becomes of it. */
async function placesIn(
  box: Sandbox,
): Promise<{ source: string; beside: () => readonly string[]; copy: string }> {
  const versions = join(box.home, '.goenv/versions');
  await layRelease(join(versions, NAME), ENTRIES);
  return {
    source: join(versions, NAME),
    beside: () => readdirSync(versions),
    copy: join(box.root, 'versions', NAME),
  };
}

/** Moves the release, and is killed as it is about to remove the n-th entry of the tree; gives the path that is left. */
async function killedMove(box: Sandbox, n: number): Promise<string> {
  const { source, beside } = await placesIn(box);
  const ran = await killedAt(box, MOVE, { call: 'unlinkat', nth: n, text: '' });
  const [name = ''] = beside();
  expect([ran.code, name]).toEqual([KILLED, expect.stringContaining('.gv-moved-')]);
  return join(dirname(source), name);
}

const missing = whyNoTrace();

describe('a move of gv import', () => {
  it('says that the way back keeps the toolchain, as --undo does', async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await believer(proxy);
    const { beside, copy } = await placesIn(box);
    writeFileSync(join(box.home, '.tool-versions'), `golang ${NAME}\n`);
    const moved = await box.gv(MOVE);
    expect([moved.code, beside()]).toEqual([0, []]);
    expect(moved.stdout).toContain('gv import --undo takes choices back, and keeps moved toolchains');
    const undone = await box.gv(['import', '--undo']);
    expect([undone.code, undone.stdout]).toEqual([
      1,
      expect.stringContaining(`gv uninstall --force ${NAME} removes`),
    ]);
    expect(existsSync(join(copy, 'bin/go'))).toBe(true);
    expect(await box.gv(['uninstall', '--force', NAME])).toMatchObject({ code: 0 });
    expect(existsSync(copy)).toBe(false);
  });

  unless(missing)('that was killed before it removed a file is finished, or taken back', async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await believer(proxy);
    const left = await killedMove(box, 1);
    const plan = await box.gv(['import', '--dry-run', '--from', 'goenv']);
    expect(plan.stdout).toContain(`${left}, left of a move that was cut short, would be removed`);
    expect(existsSync(left)).toBe(true);
    const undone = await box.gv(['import', '--undo', '--json']);
    expect(undone).toMatchObject({ code: 0, stderr: '' });
    const result: unknown = JSON.parse(undone.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(problemsWith(result, 'import')).toEqual([]);
    const source = join(box.home, '.goenv/versions', NAME);
    expect(result).toMatchObject({ data: { moves: [{ path: left, source, step: 'restore' }] } });
    const paths = [left, join(source, 'bin/go'), join(box.root, 'versions', NAME)];
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, false]);
  });

  unless(missing)(
    'that was killed among its files is finished by the next import and by --undo',
    async () => {
      await using proxy = await proxyWith({ ranges: {} });
      for (const words of [
        ['import', '-y'],
        ['import', '--undo'],
      ]) {
        await using box = await believer(proxy);
        const left = await killedMove(box, 3);
        const version = join(box.root, 'versions', NAME, 'VERSION');
        const before = readFileSync(version, 'utf8');
        writeFileSync(version, `${before}x`);
        const doubt = await box.gv(words);
        expect([doubt.code, doubt.stdout]).toEqual([
          1,
          expect.stringContaining(`stays: gv has not all of it (mv ${left}`),
        ]);
        writeFileSync(version, before);
        const ended = await box.gv(words);
        expect(ended.stdout).toContain(`${left}, left of a move that was cut short, is removed`);
        expect([left, version].map((path) => existsSync(path))).toEqual([false, true]);
      }
    },
  );

  unless(missing)(
    'says what stays of a tree that could not be removed whole, and removes it later',
    async () => {
      await using proxy = await proxyWith({ ranges: {} });
      await using box = await believer(proxy);
      const { source, beside, copy } = await placesIn(box);
      const ran = await failingAt(box, MOVE, { call: 'unlinkat,rmdir', nth: 3 });
      const left = join(dirname(source), beside()[0] ?? '');
      expect([ran.code, existsSync(source), existsSync(join(copy, 'bin/go'))]).toEqual([6, false, true]);
      expect(ran.stdout).toContain(`${source}  moved, but a rest of a moved tree stays at ${left}: `);
      expect(ran.stdout).toContain('keeps moved toolchains');
      expect(ran.stderr).toContain('gv import removes it, once its files can be removed');
      for (const args of [
        ['import', '-y'],
        ['import', '--undo'],
      ]) {
        const again = await failingAt(box, args, { call: 'unlinkat,rmdir', nth: 1 });
        expect([again.code, existsSync(left)]).toEqual([6, true]);
        expect(again.stdout).toContain(`${left}, left of a move that was cut short, stays: `);
        expect(again.stderr).toContain('gv import removes it');
      }
      const ended = await box.gv(['import', '-y']);
      expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining(`${left}, left of a move`)]);
      expect(beside()).toEqual([]);
    },
  );

  unless(missing)('leaves what a person put into the tree meanwhile, and a link of that name', async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await believer(proxy);
    const left = await killedMove(box, 1);
    writeFileSync(join(left, 'src/mine.go'), '');
    expect((await box.gv(['import', '-y'])).code).toBe(1);
    expect(existsSync(join(left, 'src/mine.go'))).toBe(true);
    rmSync(join(left, 'src/mine.go'));
    mkdirSync(join(box.home, 'else'));
    renameSync(left, join(box.home, 'else/tree'));
    expect((await box.run(['ln', '-s', join(box.home, 'else/tree'), left])).code).toBe(0);
    expect((await box.gv(['import', '-y', '--from', 'goenv'])).code).toBe(0);
    expect(existsSync(join(box.home, 'else/tree/bin/go'))).toBe(true);
  });
});
