import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layGoTree } from '../../support/go-trees.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { sarifProblems } from '../../support/sarif.ts';
import { NO_OTHER_USER, NOBODY } from '../../support/shared-root.ts';
import { unless } from '../../support/unless.ts';

/** Runs an audit as nobody, who may come to the image. */
async function asNobody(
  box: Sandbox,
  ...args: readonly string[]
): Promise<readonly [number, string, string]> {
  const path = dirname(box.home);
  chmodSync(path, 0o755);
  const who = ['setpriv', `--reuid=${NOBODY}`, '--clear-groups', '--'];
  const { code, stdout, stderr } = await box.run([...who, 'gv', 'audit', '--offline', ...args], { cwd: '/' });
  return [code, stdout, stderr];
}

it('a Go under a name that is no UTF-8 ends an audit with 6, and the answer names it', async () => {
  await using box = await sandbox();
  const image = join(box.home, 'image');
  mkdirSync(join(image, 'etc'), { recursive: true });
  const store = join(image, 'root/.goenv/versions');
  layGoTree(join(store, 'x'), '1.22.5');
  renameSync(join(store, 'x'), Buffer.concat([Buffer.from(`${store}/`), Buffer.of(0xff)]));
  const text = `cannot open ${store}/\ufffd: a name in this path is no UTF-8`;
  const shown = await box.gv(['audit', '--offline', '--path', image]);
  expect([shown.code, shown.stdout, shown.stderr]).toEqual([
    6,
    expect.stringContaining(text),
    expect.stringContaining(text),
  ]);
  // Another tree, whose name is what is left.
  layGoTree(join(store, '\ufffd'), '1.22.5');
  const verified = await box.gv(['verify', '--offline', '--path', join(store, '\ufffd')]);
  expect([verified.code, verified.stderr]).toEqual([6, expect.stringContaining(text)]);
  const sarif = await box.gv(['audit', '--offline', '--path', image, '--format', 'sarif']);
  expect([sarif.code, sarifProblems(sarif.stdout)]).toEqual([6, []]);
  expect(sarif.stdout).toContain('"executionSuccessful": false');
});

describe('what an account may not look into', () => {
  unless(NO_OTHER_USER)('is no clean bill of an image, with a Go and without', async () => {
    await using box = await sandbox();
    const image = join(box.home, 'image');
    mkdirSync(join(image, 'etc'), { recursive: true });
    layGoTree(join(image, 'root/.goenv/versions/1.22.5'), '1.22.5');
    chmodSync(join(image, 'root'), 0o700);
    const [code, stdout, stderr] = await asNobody(box, '--path', image);
    expect([code, stderr]).toEqual([6, expect.stringContaining(`may not look into ${image}/root\n`)]);
    expect(stdout).toContain(`this account may not look into ${image}/root\n`);
    layGoTree(join(image, 'usr/local/go'), '1.22.5');
    const found = await asNobody(box, '--json', '--path', image);
    const { data } = JSON.parse(found[1]) as { readonly data: { readonly findings: readonly object[] } };
    expect([found[0], data.findings]).toEqual([
      1,
      expect.arrayContaining([expect.objectContaining({ code: 'not-looked-at' })]),
    ]);
  });

  unless(NO_OTHER_USER)(
    'is told of a closed tree beside an open one, and of a path behind a closed directory',
    async () => {
      await using box = await sandbox();
      const store = join(box.home, 'store');
      for (const name of ['1.22.5', '1.21.0']) layGoTree(join(store, name), name);
      chmodSync(join(store, '1.21.0'), 0o700);
      const [, stdout] = await asNobody(box, '--path', store);
      expect(stdout).toContain(`this account may not look into ${store}/1.21.0\n`);
      const [code, , stderr] = await asNobody(box, '--path', join(store, '1.21.0/src'));
      expect([code, stderr]).toEqual([6, expect.stringMatching(/^gv: not allowed to look at /m)]);
    },
  );
});
