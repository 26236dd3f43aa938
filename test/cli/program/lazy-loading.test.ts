import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT } from '../../support/set-up.ts';

const DIST = join(CHECKOUT, 'dist');
const HEAVY = ['ink', 'react', 'undici', 'openpgp', 'conf', 'tar'];

/** Which packages each file of dist/ contains, as the build recorded it. */
function packagesByFile(): ReadonlyMap<string, readonly string[]> {
  const parsed: unknown = JSON.parse(readFileSync(join(DIST, 'packages.json'), 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error('dist/packages.json is no object');
  return new Map(
    Object.entries(parsed).map(([file, names]: [string, unknown]) => [
      file,
      Array.isArray(names) ? names.map(String) : [],
    ]),
  );
}

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gv-lazy-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The packages whose code the built program loads for these arguments: bundled ones by the chunk they lie in, others by their path. */
function loadedPackages(args: readonly string[]): {
  readonly status: number | null;
  readonly packages: readonly string[];
} {
  const log = join(directory, 'loads');
  const preload = join(CHECKOUT, 'test', 'support', 'log-loads.ts');
  const { status } = spawnSync(process.execPath, ['--import', preload, join(DIST, 'gv.js'), ...args], {
    cwd: directory,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: directory,
      GV_ROOT: join(directory, 'root'),
      GV_TEST_LOADS: log,
      GV_OFFLINE: '1',
    },
    timeout: 110_000,
  });
  const contents = packagesByFile();
  const files = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .filter((url) => url.startsWith('file:'))
    .map((url) => fileURLToPath(url));
  expect(files).toContain(join(DIST, 'gv.js'));
  const packages = files.flatMap((file) => {
    const outside = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
    return outside === undefined ? (contents.get(basename(file)) ?? []) : [outside];
  });
  return { status, packages };
}

describe('the built program', () => {
  it.each([
    { args: ['--help'], exit: 0 },
    { args: ['help', 'install'], exit: 0 },
    { args: ['list'], exit: 0 },
    { args: ['ls', '--json'], exit: 0 },
    { args: ['outdated'], exit: 0 },
    { args: ['env'], exit: 0 },
    { args: ['prune', '-n'], exit: 0 },
    { args: ['current', '--json'], exit: 127 },
  ])('loads no heavy package for gv $args', ({ args, exit }) => {
    const { status, packages } = loadedPackages(args);
    expect(status).toBe(exit);
    expect(packages).toContain('commander');
    expect(packages.filter((name) => HEAVY.includes(name))).toEqual([]);
  });

  it('has the package tar where gv replaces itself, and nowhere else', () => {
    const files = [...packagesByFile()].filter(([, packages]) => packages.includes('tar'));
    expect(files.map(([file]) => file)).toEqual([expect.stringMatching(/^self-update-/)]);
  });

  it("compiles undici's parser of headers once, and leaves V8's own budget for all that comes after", () => {
    const options = spawnSync(process.execPath, ['--v8-options'], {
      encoding: 'utf8',
      maxBuffer: 1e7,
    }).stdout;
    const [, usual] = /default: --wasm-tiering-budget=(\d+)/.exec(options) ?? [];
    const [file = ''] = [...packagesByFile()].find(([, packages]) => packages.includes('undici')) ?? [];
    const budgets = readFileSync(join(DIST, file), 'utf8').match(/(?<=--wasm-tiering-budget=)\d+/g);
    expect(new Set(budgets?.filter((_, at) => at % 2 === 0))).toEqual(new Set(['2000000000']));
    expect(new Set(budgets?.filter((_, at) => at % 2 === 1))).toEqual(new Set([usual]));
  });

  it('does load them where they are needed, so the check above can see them', () => {
    expect(loadedPackages(['config', 'set', 'auto-install', 'on']).packages).toContain('conf');
    expect(loadedPackages(['key', 'list']).packages).toContain('openpgp');
    expect(loadedPackages(['self-update']).packages).toContain('tar');
    const bundled = [...packagesByFile().values()].flat();
    expect(bundled).toContain('undici');
    expect(bundled).not.toContain('openpgp');
  });
});
