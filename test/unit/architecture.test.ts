import { describe, expect, it } from 'vitest';
import { sourceFiles, specifiersOf, type SourceFile } from '../support/source-files.ts';

const FILES = sourceFiles();

/** What each folder may import beside itself; '' stands for the files directly in src/, of which `ROOT_FILES` tells more. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  trust: ['core'],
  io: ['core', 'trust'],
  jobs: ['core', 'trust', 'io'],
  report: ['core', 'trust'],
  commands: ['core', 'trust', 'io', 'jobs', 'report', 'tui'],
  tui: ['core', 'trust', 'io', 'jobs', 'report'],
  '': ['core', 'report', 'commands', 'io'],
};

/** errors.ts is everybody's; the world is for those who act, and what it says reaches core and trust as values. */
const ROOT_FILES: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': Object.keys(MAY_IMPORT),
  'world.ts': ['io', 'jobs', 'report', 'commands', 'tui', ''],
  'main.ts': [''],
  'cli.ts': [],
};

/** One door for each package: whoever exchanges it, or audits how it is used, reads one file. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  tar: ['io/tar/tar-reader.ts'],
  undici: ['io/http/http.ts'],
  conf: ['io/store/config-file.ts'],
  openpgp: ['trust/openpgp/library.ts'],
  commander: ['commands/program/program.ts'],
};

/** Folders that may import any package of this list. */
const UI_PACKAGES = ['ink', 'react', 'react/jsx-runtime'];

/** All that the pure folders may take from Node: text, paths and arithmetic on bytes. */
const PURE_NODE = ['node:path', 'node:crypto', 'node:buffer'];

function isAllowed(from: SourceFile, target: string): boolean {
  const layer = target.includes('/') ? (target.split('/')[0] ?? '') : '';
  if (layer === '') return ROOT_FILES[target]?.includes(from.layer) ?? false;
  return layer === from.layer || (MAY_IMPORT[from.layer]?.includes(layer) ?? false);
}

function edges(): readonly (readonly [SourceFile, string])[] {
  return FILES.flatMap((file) => file.files.map((target) => [file, target] as const));
}

/** The first cycle found, as its path, or nothing. */
function cycle(): readonly string[] {
  const targets = new Map(FILES.map((file) => [file.path, file.files]));
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    const found = (targets.get(path) ?? [])
      .map((next) => walk(next, [...above, path]))
      .find((it) => it.length > 0);
    done.add(path);
    return found ?? [];
  };
  return FILES.map((file) => walk(file.path, [])).find((it) => it.length > 0) ?? [];
}

function offenders(pattern: RegExp, allowed: (file: SourceFile) => boolean): readonly string[] {
  return FILES.filter((file) => pattern.test(file.text) && !allowed(file)).map((file) => file.path);
}

describe('the reader of imports', () => {
  it('sees static, side-effect, type, multi-line, re-exporting and dynamic imports, and no comments', () => {
    const text = [
      "import { a } from './a.ts';",
      "import './b.ts';",
      "import type { C } from './c.ts';",
      "import {\n  d,\n  type E,\n} from './d.ts';",
      "export { f } from './f.ts';",
      "export const g = () => import('./g.ts');",
      "// import('./comment.ts')",
      " * import { x } from './docstring.ts'",
    ].join('\n');
    expect(specifiersOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './f.ts', './g.ts']);
  });

  it('finds the whole program', () => {
    const paths = FILES.map((file) => file.path);
    expect(paths).toContain('cli.ts');
    expect(edges().filter(([, target]) => !paths.includes(target))).toEqual([]);
  });
});

describe('src/', () => {
  it('has only folders whose direction is laid down', () => {
    expect(FILES.filter((file) => MAY_IMPORT[file.layer] === undefined).map((file) => file.path)).toEqual([]);
  });

  it('imports in one direction: commands, tui -> jobs, report -> io -> trust -> core', () => {
    const wrong = edges().filter(([file, target]) => !isAllowed(file, target));
    expect(wrong.map(([file, target]) => `${file.path} -> ${target}`)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycle()).toEqual([]);
  });

  it('loads every command lazily, from the command table', () => {
    const commands = FILES.filter((file) => file.layer === 'commands');
    const verbs = commands.filter((file) => /^export async function run\(/m.test(file.text));
    expect(verbs.length).toBeGreaterThan(5);
    const tables = commands.filter((file) => file.path.endsWith('-specs.ts'));
    const text = tables.map((file) => file.text).join('');
    for (const verb of verbs) {
      expect(text).toContain(`import('${verb.path.replace(/^.*\//, './')}')`);
      const early = new RegExp(`from '[^']*/${verb.path.replace(/^.*\//, '')}'`);
      const importers = commands.filter((file) => file.files.includes(verb.path) && early.test(file.text));
      expect(importers.filter((file) => !tables.includes(file)).map((file) => file.path)).toEqual([]);
    }
  });

  it('has one way into commands/', () => {
    const above = edges().filter(
      ([file, target]) => target.startsWith('commands/') && file.layer !== 'commands',
    );
    expect(above.map(([file, target]) => `${file.path} -> ${target}`)).toEqual([
      'main.ts -> commands/program/program.ts',
    ]);
  });

  it('imports each package in one file', () => {
    const packages = FILES.flatMap((file) =>
      file.outside.filter((name) => !name.startsWith('node:')).map((name) => ({ name, path: file.path })),
    );
    const wrong = packages.filter(({ name, path }) =>
      UI_PACKAGES.includes(name) ? !path.startsWith('tui/') : !(IMPORTERS[name]?.includes(path) ?? false),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps core and trust free of disk, network, process and clock', () => {
    const pure = (file: SourceFile): boolean => file.layer === 'core' || file.layer === 'trust';
    const impure = FILES.filter(pure).flatMap((file) =>
      file.outside
        .filter((name) => name.startsWith('node:') && !PURE_NODE.includes(name))
        .map((name) => `${file.path} -> ${name}`),
    );
    expect(impure).toEqual([]);
    const ambient =
      /\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(/;
    expect(offenders(ambient, (file) => !pure(file))).toEqual([]);
  });

  it('reads the environment in io/host/process-world.ts and ends the process in main.ts, nowhere else', () => {
    const main = (file: SourceFile): boolean => file.path === 'main.ts';
    expect(
      offenders(/\bprocess\.env\b/, (file) => main(file) || file.path === 'io/host/process-world.ts'),
    ).toEqual([]);
    expect(offenders(/\bprocess\.(?:exit|exitCode|abort|reallyExit)\b/, main)).toEqual([]);
    expect(offenders(/\bprocess\.argv\b/, (file) => main(file) || file.path === 'cli.ts')).toEqual([]);
  });

  it('has short files: none over 250 lines, half of them at most 80, main on a screen', () => {
    const lines = FILES.map((file) => ({ path: file.path, count: file.text.trimEnd().split('\n').length }));
    expect(lines.filter(({ count }) => count > 250)).toEqual([]);
    const sorted = lines.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(lines.find(({ path }) => path === 'main.ts')?.count).toBeLessThanOrEqual(90);
  });
});
