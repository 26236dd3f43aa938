import { describe, expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/source-files.ts';
import { nodesOf, parsedSources, type SyntaxNode } from '../support/syntax.ts';

const FILES = sourceFiles();

/** One door for each package: whoever exchanges it, or audits how it is used, reads one file. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  tar: ['io/own/unpack-program.ts'],
  undici: ['io/http/connect.ts'],
  conf: ['io/store/config-file.ts'],
  openpgp: ['trust/openpgp/library.ts'],
  commander: ['commands/program/parser.ts'],
};

/** Folders that may import any package of this list. */
const UI_PACKAGES = ['ink', 'react', 'react/jsx-runtime'];

/** All that the pure folders may take from Node: text, paths and arithmetic on bytes. */
const PURE_NODE = ['node:path', 'node:crypto', 'node:buffer'];

const DOOR_MODULES =
  'node:(?:fs|fs/promises|child_process|worker_threads|sqlite|net|tls|dgram|dns|http|https|http2)';

/** Node's doors to disk, network and other processes, however they are opened. Their types are values like others. */
const DOORS = new RegExp(
  String.raw`^(?:import|export) (?!type\b)[^'";]*\bfrom '${DOOR_MODULES}'|\bimport\(\s*['\x60]${DOOR_MODULES}|getBuiltinModule\('${DOOR_MODULES}'|(?<![.\w])fetch\(`,
  'm',
);

/** `utils.ts`, `misc/` and the like say nothing of what is in them. */
const SAYS_NOTHING = /(?:^|[/.-])(?:utils?|helpers?|misc|common)(?:[/.-]|$)/;

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Lines of each function that has more than one, shortest first, each with where it begins. */
function functionsIn(text: string, nodes: readonly SyntaxNode[]): readonly { at: number; lines: number }[] {
  return nodes
    .filter(({ type }) => FUNCTIONS.includes(type))
    .map(({ start, end }) => ({
      at: text.slice(0, start).split('\n').length,
      lines: text.slice(start, end).split('\n').length,
    }))
    .filter(({ lines }) => lines > 1)
    .toSorted((a, b) => a.lines - b.lines);
}
/** Commands, and words of other tools, as data: a row each, which nobody reads from top to bottom. */
const TABLES = /(?:-specs|\/habits)\.ts$/;

/** Help and the version are printed before there is a command whose result they could be. */
const PRINTING = ['commands/program/parser.ts'];

function offenders(pattern: RegExp, allowed: (file: SourceFile) => boolean): readonly string[] {
  return FILES.filter((file) => pattern.test(file.text) && !allowed(file)).map((file) => file.path);
}

describe('src/', () => {
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

  it('has commands that only dispatch: at most 80 lines each, tables apart', () => {
    const commands = FILES.filter((file) => file.layer === 'commands' && !TABLES.test(file.path));
    const verbs = FILES.filter((file) => /^export (?:async )?function run\(/m.test(file.text));
    expect(verbs.filter((file) => !commands.includes(file)).map((file) => file.path)).toEqual([]);
    const long = commands.filter(({ text }) => text.trimEnd().split('\n').length > 80);
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('shows nothing to a person past the reporter', () => {
    const printing = /\b(?:stdout|stderr)\b[^;]*\.(?:write|send)\(|\bconsole\.|\bprocess\.std(?:out|err)\b/;
    const worker = (file: SourceFile): boolean => file.layer === 'commands' || file.layer === 'jobs';
    expect(offenders(printing, (file) => !worker(file) || PRINTING.includes(file.path))).toEqual([]);
  });

  it('gives every directory it makes a mode, which no umask and no default ACL widens', () => {
    const calls = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/\bmkdir(?:Sync|temp)?\([^;]*/g)].map(([call]) => ({ path, call })),
    );
    expect(calls.length).toBeGreaterThan(4);
    const bare = calls.filter(({ call }) => !/\b(?:mode\b|DIRECTORY_MODE|0o7[05]{2})/.test(call));
    expect(bare).toEqual([]);
  });

  it('reads whom to believe in one place, which judges it; who else reads the config takes nothing of that', () => {
    const readers = FILES.filter(({ text }) => /\breadConfig\(/.test(text)).map(({ path }) => path);
    expect(readers.toSorted()).toEqual([
      'commands/own/config.ts',
      'io/store/config-file.ts',
      'jobs/here/projects.ts',
      'jobs/keys/believed.ts',
      'jobs/own/tighten.ts',
    ]);
  });

  it('never changes the umask, which the programs that it starts have from their user', () => {
    expect(offenders(/\bumask\([^)]/, () => false)).toEqual([]);
  });

  it('gives every file it makes a mode', () => {
    const makers = FILES.filter(({ text }) => /\bO_CREAT\b|, 'wx?'/.test(text));
    const calls = makers.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:open|openSync)\(\w+, (?:flags|FLAGS|'[awx+]+')[^;]*/g)].map(([call]) => ({
        path,
        call,
      })),
    );
    expect(calls.length).toBeGreaterThan(4);
    expect(calls.filter(({ call }) => !/\b(?:mode\b|\w*_MODE|0o6[04]{2})/.test(call))).toEqual([]);
    // These take 0666 where nobody says more; a clone gets its mode from whoever makes it.
    expect(
      offenders(
        /\b(?:createWriteStream|copyFile|copyFileSync|writeFileSync|appendFile\w*)\(/,
        ({ path }) => path === 'io/disk/clone.ts',
      ),
    ).toEqual([]);
    expect(FILES.find(({ path }) => path === 'io/store/config-file.ts')?.text).toContain('configFileMode: ');
  });

  it('has short files: none over 250 lines, half of them at most 80, main on a screen', () => {
    const lines = FILES.map((file) => ({ path: file.path, count: file.text.trimEnd().split('\n').length }));
    expect(lines.filter(({ count }) => count > 250)).toEqual([]);
    const sorted = lines.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(lines.find(({ path }) => path === 'main.ts')?.count).toBeLessThanOrEqual(90);
  });

  it('has functions that fit on a screen: none over 60 lines, nine of ten at most 32', () => {
    const functions = parsedSources()
      .flatMap(({ path, text, nodes }) => functionsIn(text, nodes).map((each) => ({ path, ...each })))
      .toSorted((a, b) => a.lines - b.lines);
    expect(functions.length).toBeGreaterThan(1000);
    expect(functions.filter(({ lines }) => lines > 60)).toEqual([]);
    expect(functions[Math.floor(functions.length * 0.9)]?.lines).toBeLessThanOrEqual(32);
  });

  it('opens files, connections and processes in io alone', () => {
    expect(offenders(DOORS, ({ layer }) => layer === 'io')).toEqual([]);
    for (const open of [
      "import { readFileSync } from 'node:fs';",
      "export { readFileSync } from 'node:fs';",
      "const { spawn } = await import('node:child_process');",
      "process.getBuiltinModule('node:fs')",
      "import { DatabaseSync } from 'node:sqlite';",
      "const answer = await fetch('https://go.dev');",
    ])
      expect([open, DOORS.test(open)]).toEqual([open, true]);
    expect(DOORS.test("import type { Stats } from 'node:fs';")).toBe(false);
  });

  it('has no file or folder whose name says nothing', () => {
    expect(FILES.map(({ path }) => path).filter((path) => SAYS_NOTHING.test(path))).toEqual([]);
  });
});

describe('the rules', () => {
  it('count the lines of every function', () => {
    const text =
      'function a() {\n  return () => {\n    b();\n  };\n}\nconst one = () => 1;\nclass C {\n  m() {\n  }\n}\n';
    expect(functionsIn(text, nodesOf(text))).toEqual([
      { at: 8, lines: 2 },
      { at: 2, lines: 3 },
      { at: 1, lines: 5 },
    ]);
  });

  it.each([
    ["import { readFile } from 'node:fs/promises';", true],
    ["import fs, {\n  type Stats,\n} from 'node:fs';", true],
    ["import { connect } from 'node:net';", true],
    ["import type { FileHandle } from 'node:fs/promises';", false],
    ["import { join } from 'node:path';\nimport type { Stats } from 'node:fs';", false],
  ])('know a door from a type: %j', (text, isDoor) => {
    expect(DOORS.test(text)).toBe(isDoor);
  });

  it.each([
    ['io/utils.ts', true],
    ['io/helpers/x.ts', true],
    ['core/misc/x.ts', true],
    ['report/common.ts', true],
    ['tui/string-utils.ts', true],
    ['commands/program/commons.ts', false],
    ['core/release/release-index.ts', false],
    ['trust/openpgp/library.ts', false],
  ])('know a name that says nothing: %s', (path, nothing) => {
    expect(SAYS_NOTHING.test(path)).toBe(nothing);
  });
});
