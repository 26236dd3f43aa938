import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { layRelease } from '../../support/judging.ts';
import type { ModuleProxyServer } from '../../support/module-proxy.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { sarifProblems } from '../../support/sarif.ts';

let proxy: ModuleProxyServer;
let box: Sandbox;
let image: string;
let good: string;

/** The trees of an image, each with the release that its directory promises, and what became of it. */
const TREES = {
  good: 'root/.goenv/versions/1.22.5',
  damaged: 'root/.gvm/gos/go1.22.5',
  extra: 'home/x/.asdf/installs/golang/1.22.5/go',
  misnamed: 'home/x/.gobrew/versions/1.99.1/go',
  cached: 'home/x/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64',
  rebuilt: 'usr/lib/go-1.22',
  half: 'opt/go1.22.5',
} as const;

beforeAll(async () => {
  proxy = await proxyWith({ ranges: {} });
  box = await believer(proxy);
  image = join(box.home, 'image');
  good = join(image, TREES.good);
  await layRelease(good, ENTRIES);
  for (const path of Object.values(TREES).slice(1)) {
    mkdirSync(dirname(join(image, path)), { recursive: true });
    cpSync(good, join(image, path), { recursive: true });
  }
  const at = (name: keyof typeof TREES, file: string): string => join(image, TREES[name], file);
  appendFileSync(at('damaged', 'src/fmt/print.go'), '// more\n');
  appendFileSync(at('rebuilt', 'src/fmt/print.go'), '// patched\n');
  writeFileSync(at('extra', 'bin/stringer'), 'x', { mode: 0o755 });
  execFileSync('rm', [at('half', 'VERSION')]);
  // The go command leaves files 0444 and directories 0555, and no program can run before it switches to the toolchain.
  execFileSync('chmod', ['-R', 'a-wx,a+rX', join(image, TREES.cached)]);
  writeFileSync(join(image, 'outside'), 'not an image');
  mkdirSync(join(image, 'usr/local'), { recursive: true });
  symlinkSync(join('/', ...image.split('/').fill('..'), image, TREES.damaged), join(image, 'usr/local/go'));
  mkdirSync(join(image, 'etc'));
  writeFileSync(join(image, 'etc/environment'), 'LANG=C\nGOSUMDB="off"\n');
  mkdirSync(join(image, 'root/.config/go'), { recursive: true });
  writeFileSync(join(image, 'root/.config/go/env'), 'GOINSECURE=git.example.org\n');
});

afterAll(async () => {
  chmodSync(join(image, TREES.cached), 0o755);
  execFileSync('chmod', ['-R', 'u+w', image]);
  await box[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

/** Every path below home and root with its size, mode and time, except what gv keeps of lists and of the checksum database. */
function listing(): string {
  const kept = ['cache', 'trust', 'locks'].map((name) => join(box.root, name));
  return execFileSync(
    'find',
    [
      box.home,
      box.root,
      ...kept.flatMap((path) => ['-path', path, '-prune', '-o']),
      '!',
      '-path',
      box.root,
      '-printf',
      '%p %s %m %T@ %l\\n',
    ],
    { encoding: 'utf8' },
  );
}

interface TreeData {
  readonly path: string;
  readonly state: string;
  readonly why: string | null;
  readonly files: readonly { readonly kind: string; readonly path: string }[];
}

describe('gv audit', () => {
  it('says of every tree in an image what it is, names the files that differ, and changes nothing', async () => {
    const before = listing();
    const ran = await box.gv(['audit', '--json', '--path', image]);
    expect(listing()).toBe(before);
    expect(ran.code).toBe(5);
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { code: 'tree-changed' } });
    const result = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as {
      readonly data: {
        readonly trees: readonly TreeData[];
        readonly findings: readonly { readonly code: string; readonly text: string }[];
        readonly summary: object;
      };
    };
    expect(problemsWith(result, 'audit')).toEqual([]);
    const { trees, findings, summary } = result.data;
    const states = Object.entries(TREES).map(([name, path]) => {
      const tree = trees.find((each) => each.path === join(image, path));
      return `${name}: ${tree?.state} ${tree?.files.map((file) => `${file.kind} ${file.path}`).join() || tree?.why}`;
    });
    expect(states).toEqual([
      'good: proven null',
      'damaged: differs changed src/fmt/print.go',
      'extra: differs extra bin/stringer',
      'misnamed: proven null',
      'cached: proven null',
      'rebuilt: unknown a distribution built it, and the checksum database knows other builds only',
      'half: unknown no VERSION file: half deleted, or built from a checkout',
    ]);
    expect(trees).toHaveLength(states.length);
    const codes = findings
      .map(({ code }) => code)
      .filter((code) => !/^(?:tree-ch|tree-un|deceivable)/.test(code));
    expect(codes).toEqual(['tree-misnamed', 'insecure-set', 'sumdb-off']);
    expect(findings.at(-1)?.text).toContain(`GOSUMDB=off (${image}/etc/environment:2)`);
    expect(summary).toMatchObject({ trees: 7, proven: 3, differing: 2, unknown: 2, settings: 2 });
  });

  it('names the file for people too, and prints SARIF for code scanning', async () => {
    const damaged = join(image, TREES.damaged);
    const shown = await box.gv(['audit', '--path', damaged, '--path', good]);
    expect(shown.stdout).toContain(`${damaged} is not go 1.22.5 as released\n  changed: src/fmt/print.go\n`);
    const offline = await box.gv(['audit', '--offline', '--path', damaged]);
    expect(offline.stdout).toMatch(
      /^ {2}to do: Leave --offline .* out\n {9}where there is a network: gv verify --full --path /m,
    );
    const sarif = await box.gv(['audit', '--path', damaged, '--format', 'sarif']);
    expect([shown.code, sarif.code, sarifProblems(sarif.stdout)]).toEqual([5, 5, []]);
  });

  it('says of a tree of a manager, and of the whole, what to do', async () => {
    const extra = join(image, TREES.extra);
    const shown = await box.gv(['audit', '--path', extra, '--summary']);
    expect([shown.code, shown.stderr]).toEqual([
      5,
      expect.stringContaining(`ls -ld ${extra}/bin/stringer shows it; out of the tree with it`),
    ]);
    const counts = await box.gv(['audit', '--path', extra, '--summary', '--json']);
    expect([counts.code, JSON.parse(counts.stdout)]).toMatchObject([5, { command: 'audit' }]);
    const { data } = JSON.parse(counts.stdout) as { readonly data: object };
    expect(data).toEqual({ summary: expect.objectContaining({ trees: 1, differing: 1 }) });
    const both = await box.gv(['audit', '--path', extra]);
    expect(both.stdout).toContain(`  to do: ls -ld ${extra}/bin/stringer`);
  });

  it('ends with 3 where nothing is found in what was named, in each format', async () => {
    const none = await box.gv(['audit', '--path', box.project, '--path', good]);
    expect([none.code, none.stdout.includes('no Go found')]).toEqual([3, false]);
    expect(none.stderr).toMatch(/^gv: no Go found in .*\n {4}Searched: /m);
    const json = await box.gv(['audit', '--json', '--path', box.project]);
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([3, { data: { empty: [box.project] } }]);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'no-go-found', exit: 3 } });
    const sarif = await box.gv(['audit', '--format', 'sarif', '--path', box.project]);
    expect([sarif.code, sarifProblems(sarif.stdout)]).toEqual([3, []]);
    expect(sarif.stdout).toContain('"executionSuccessful": false');
  });

  it('ends with 0 where an image has no Go', async () => {
    mkdirSync(join(box.project, 'rootfs/etc'), { recursive: true });
    const none = await box.gv(['audit', '--path', 'rootfs']);
    expect([none.code, none.stdout]).toEqual([0, `no Go found in ${box.project}/rootfs\n`]);
  });

  it('refuses words, formats and directories that it does not know', async () => {
    const refused = async (...args: readonly string[]): Promise<number> =>
      (await box.gv(['audit', ...args])).code;
    expect(await refused('1.22.5')).toBe(2);
    expect(await refused('--format', 'xml')).toBe(2);
    expect(await refused('--path', '')).toBe(2);
    expect((await box.gv(['verify', '--path='])).stderr).toMatch(
      /^gv: --path needs a directory, and the word/,
    );
    expect(await refused('--path', join(image, 'outside'))).toBe(6);
  });
});
