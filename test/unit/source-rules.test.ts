import { describe, expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/source-files.ts';

const FILES = sourceFiles();

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

  it('gives every directory it makes a mode, which no umask and no default ACL widens', () => {
    const calls = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/\bmkdir(?:Sync|temp)?\([^;]*/g)].map(([call]) => ({ path, call })),
    );
    expect(calls.length).toBeGreaterThan(5);
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
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter(({ call }) => !/\b(?:mode\b|\w*_MODE|0o6[04]{2})/.test(call))).toEqual([]);
    // These take 0666 where nobody says more.
    expect(
      offenders(/\b(?:createWriteStream|copyFile|copyFileSync|writeFileSync|appendFile\w*)\(/, () => false),
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
});
