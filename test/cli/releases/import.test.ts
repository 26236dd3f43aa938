import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { answered, onTerminal } from '../../support/answered.ts';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { layRelease } from '../../support/judging.ts';

const TREES = {
  damaged: '.gvm/gos/go1.22.5',
  good: '.goenv/versions/1.22.5',
  twice: 'sdk/go1.22.5',
};
const FROM = ['goenv', 'gvm', 'sdk', 'mise'].flatMap((name) => ['--from', name]);

it('gv import copies what is proven, takes choices over, leaves the trees as they were, and can be taken back', async () => {
  await using proxy = await proxyWith({ ranges: {} });
  await using box = await believer(proxy, { SHELL: '/bin/bash' });
  const good = join(box.home, TREES.good);
  await layRelease(good, ENTRIES);
  for (const path of [TREES.damaged, TREES.twice]) {
    mkdirSync(dirname(join(box.home, path)), { recursive: true });
    cpSync(good, join(box.home, path), { recursive: true });
  }
  appendFileSync(join(box.home, TREES.damaged, 'src/fmt/print.go'), '// more\n');
  writeFileSync(join(good, 'bin/stringer'), 'mine', { mode: 0o755 });
  writeFileSync(join(box.home, '.goenv/version'), '1.22\n');
  const mise = join(box.project, 'mise.toml');
  writeFileSync(mise, '[tools]\ngo = "1.22.5"\n');
  const shims = `export PATH=${join(box.root, 'shims')}:$PATH`;
  writeFileSync(join(box.home, '.bashrc'), `eval "$(goenv init -)" 2>/dev/null\n${shims}\n`);
  const listing = (): string =>
    execFileSync('find', [box.home, '!', '-path', box.home, '-printf', '%p %s %m %T@\\n'], {
      encoding: 'utf8',
    });
  const before = listing();

  const plan = await box.gv(['import', '--dry-run', ...FROM]);
  expect([plan.code, existsSync(join(box.root, 'versions/1.22.5'))]).toEqual([1, false]);
  const nobody = await box.gv(['import', ...FROM]);
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('gv import -y')]);
  expect(nobody.stdout).toBe(plan.stdout);

  const ran = await box.gv(['import', '-y', '--json', ...FROM]);
  const result: unknown = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '');
  expect(problemsWith(result, 'import')).toEqual([]);
  expect(ran.code).toBe(1);
  expect(result).toMatchObject({
    data: {
      imported: true,
      trees: [
        { by: 'goenv', step: 'take', leftBehind: 1 },
        { by: 'gvm', step: 'refuse', why: 'not as released: src/fmt/print.go (changed)' },
        { by: 'sdk', step: 'leave', why: `go 1.22.5 comes from ${good}` },
      ],
      global: { by: 'goenv', pin: '1.22' },
      projects: [{ by: 'mise', file: mise, line: 2, step: 'write', pin: '1.22.5' }],
      lines: [{ manager: 'goenv', file: join(box.home, '.bashrc'), line: 1 }],
      newShell: { shell: 'bash', go: join(box.root, 'shims/go') },
    },
  });
  expect(listing()).toBe(before);
  expect(readFileSync(join(box.root, 'version'), 'utf8')).toBe('1.22\n');
  expect(existsSync(join(box.root, 'versions/1.22.5/bin/stringer'))).toBe(false);
  const verified = await box.gv(['verify', '1.22.5']);
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining(`from ${good}\n`)]);

  const pin = join(box.project, '.go-version');
  expect(readFileSync(pin, 'utf8')).toBe('1.22.5\n');
  const undone = await box.gv(['import', '--undo', '--json']);
  const back: unknown = JSON.parse(undone.stdout.trimEnd().split('\n').at(-1) ?? '');
  expect([undone.code, undone.stderr, problemsWith(back, 'import')]).toEqual([0, '', []]);
  expect(back).toMatchObject({
    data: {
      undone: { done: true, toolchains: [{ version: '1.22.5' }], files: [join(box.root, 'version'), pin] },
    },
  });
  const left = ['version', 'versions/1.22.5', 'receipts/1.22.5.json'].map((name) => join(box.root, name));
  expect([...left, pin].filter((path) => existsSync(path))).toEqual([]);
});

onTerminal('gv import on a terminal lists what it found before it asks', async () => {
  await using proxy = await proxyWith({ ranges: {} });
  await using box = await believer(proxy);
  await layRelease(join(box.home, TREES.good), ENTRIES);
  const no = await answered(box, 'import --from goenv', 'n');
  expect(no.stdout).toMatch(
    /1\.22\.5 +goenv [^]*proven[^]*Copy go 1\.22\.5 into gv, and make go 1\.22\.5 the global version\? \[y\/N\][^]*nothing was changed/,
  );
  expect(existsSync(join(box.root, 'versions/1.22.5'))).toBe(false);
});

it('gv import refuses words and sources that it does not know', async () => {
  await using box = await believer(undefined);
  expect((await box.gv(['import', 'goenv'])).code).toBe(2);
  expect((await box.gv(['import', '--from', 'goenv,'])).stderr).toContain('--from names nothing\n');
  expect((await box.gv(['import', '--from', 'nvm'])).stderr).toContain('The sources are goenv, gvm,');
});
