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

interface Loaded {
  readonly status: number | null;
  /** Bundled ones by the chunk they lie in, others by their path. */
  readonly packages: readonly string[];
  /** Node's own modules: `node:fs`. */
  readonly builtin: readonly string[];
}

/** The code that the built program loads for these arguments. */
function loadedBy(args: readonly string[], more: Readonly<Record<string, string>> = {}): Loaded {
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
      ...more,
    },
    timeout: 110_000,
  });
  const contents = packagesByFile();
  const urls = readFileSync(log, 'utf8').trim().split('\n');
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  expect(files).toContain(join(DIST, 'gv.js'));
  const packages = files.flatMap((file) => {
    const outside = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
    return outside === undefined ? (contents.get(basename(file)) ?? []) : [outside];
  });
  return { status, packages, builtin: urls.filter((url) => url.startsWith('node:')) };
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
    const { status, packages } = loadedBy(args);
    expect(status).toBe(exit);
    expect(packages).toContain('commander');
    expect(packages.filter((name) => HEAVY.includes(name))).toEqual([]);
  });

  it('starts gv list without the modules of Node that take as long as the list itself', () => {
    const resolver = join(DIST, 'shims', 'resolve.sh');
    const asked = ['sh', resolver, '--trace', join(directory, 'root'), directory];
    const trace = spawnSync('/usr/bin/env', ['-i', ...asked], { encoding: 'utf8' }).stdout;
    const { status, builtin } = loadedBy(['list'], { __GV_TRACE: trace, __GV_TRACE_DIR: directory });
    expect(status).toBe(0);
    expect(builtin).toContain('node:util');
    const slow =
      /^node:(?:child_process|crypto|fs\/promises|http|https|net|readline|stream|tls|worker_threads|zlib)/;
    expect(builtin.filter((url) => slow.test(url))).toEqual([]);
  });

  it('has the package tar where gv replaces itself, and nowhere else', () => {
    const files = [...packagesByFile()].filter(([, packages]) => packages.includes('tar'));
    expect(files.map(([file]) => file)).toEqual([expect.stringMatching(/^self-update-/)]);
  });

  it.each([
    ['wasm-tiering-budget', '2000000000'],
    ['wasm-max-mem-pages', '1024'],
  ])(
    "makes undici's parser of headers under another --%s, and leaves V8's own for all that comes after",
    (flag, value) => {
      const command = ['--v8-options'];
      const options = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1e7 }).stdout;
      const [, usual] = new RegExp(`default: --${flag}=(\\d+)`).exec(options) ?? [];
      const [file = ''] = [...packagesByFile()].find(([, packages]) => packages.includes('undici')) ?? [];
      const text = readFileSync(join(DIST, file), 'utf8');
      const values = [...text.matchAll(new RegExp(`--${flag}=(\\d+)`, 'g'))].map(([, each]) => each);
      expect(new Set(values.filter((_, at) => at % 2 === 0))).toEqual(new Set([value]));
      expect(new Set(values.filter((_, at) => at % 2 === 1))).toEqual(new Set([usual]));
    },
  );

  it('does load them where they are needed, so the check above can see them', () => {
    expect(loadedBy(['config', 'set', 'auto-install', 'on']).packages).toContain('conf');
    expect(loadedBy(['key', 'list']).packages).toContain('openpgp');
    expect(loadedBy(['self-update']).packages).toContain('tar');
    const bundled = [...packagesByFile().values()].flat();
    expect(bundled).toContain('undici');
    expect(bundled).not.toContain('openpgp');
  });
});
