import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShellName } from '../../src/core/shells/shells.ts';
import { environmentText } from '../../src/report/results/shell-text.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { printedEnvironment } from '../support/printed-environment.ts';
import { lacking, presentShells, whereIs } from '../support/shells.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gv-env-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Prints the environment between NUL bytes, as only a program can: no shell's own printing alters values. */
const PRINTER = '/usr/bin/env -0';

interface Reading {
  readonly command: readonly string[];
  /** Reads the file `text` into the shell and runs the printer. */
  readonly script: string;
}

const POSIX = `eval "$(cat text)"\n${PRINTER}\n`;

function readBack(
  shell: ShellName,
  { command: [program = '', ...args], script }: Reading,
  value: string,
): void {
  const first = [`/a${value.replaceAll(':', '')}`, '/b'];
  const variables = [
    ['GV_TEST_A', value],
    ['GV_TEST_B', `${value}${value}`],
  ] as const;
  const rest = ['/usr/bin', '/bin'];
  writeFileSync(join(directory, 'text'), environmentText(shell, { first, rest, variables }));
  writeFileSync(join(directory, 'script'), script);
  const ran = spawnSync(program, [...args, 'script'], {
    cwd: directory,
    env: { PATH: '/usr/bin:/bin', HOME: directory, LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
  });
  expect(ran.stderr).toBe('');
  const printed = printedEnvironment(ran.stdout);
  const values = ['PATH', 'GV_TEST_A', 'GV_TEST_B'].map((name) => printed[name]);
  expect(values).toEqual([[...first, ...rest].join(':'), value, `${value}${value}`]);
  expect(readdirSync(directory).toSorted()).not.toContain('pwned');
}

describe('what gv env prints is read back byte for byte, and runs nothing', () => {
  for (const { name, command } of presentShells()) {
    it.each(HOSTILE_TEXTS)(`by ${name}: %j`, (text) => {
      readBack('sh', { command, script: POSIX }, text);
    });
  }

  const zsh = whereIs('zsh');
  it.skipIf(zsh === undefined).each(HOSTILE_TEXTS)('by zsh under RC_QUOTES and NOMATCH: %j', (text) => {
    readBack('zsh', { command: [zsh ?? '', '-o', 'rcquotes', '-o', 'nomatch'], script: POSIX }, text);
  });

  const fish = whereIs('fish');
  it.skipIf(fish === undefined).each(HOSTILE_TEXTS)('by fish: %j', (text) => {
    const script = `cat text | source\n${PRINTER}\n`;
    readBack('fish', { command: [fish ?? '', '--no-config'], script }, text);
  });

  // No Debian package has it; its rule is tested in test/unit/core/shells/quote.test.ts.
  const noPwsh = spawnSync('pwsh', ['-Version']).status === 0 ? undefined : 'pwsh is not installed';
  it.skipIf(lacking(noPwsh)).each(HOSTILE_TEXTS)('by PowerShell: %j', (text) => {
    const script = 'Get-Content -Raw text | Invoke-Expression\n& /usr/bin/env -0\n';
    readBack('powershell', { command: ['pwsh', '-NoProfile', '-File'], script }, text);
  });
});

describe('what gv env prints for direnv', () => {
  const direnv = whereIs('direnv');

  it.skipIf(direnv === undefined)('is taken by a real direnv: PATH in order, values as they are', () => {
    const values = HOSTILE_TEXTS.filter((text) => text !== '');
    const variables = values.map((value, index) => [`GV_TEST_${index}`, value] as const);
    const first = [join(directory, "sh'ims $(touch pwned)"), join(directory, 'bin')];
    writeFileSync(join(directory, '.envrc'), environmentText('direnv', { first, rest: [], variables }));
    const env = { PATH: '/usr/bin:/bin', HOME: directory, LC_ALL: 'C.UTF-8' };
    const run = (...args: readonly string[]): string =>
      spawnSync(direnv ?? '', args, { cwd: directory, env, encoding: 'utf8' }).stdout;
    run('allow', '.');
    const printer = 'process.stdout.write(JSON.stringify(process.env))';
    const got = JSON.parse(run('exec', '.', process.execPath, '-e', printer)) as Record<string, string>;
    expect(got['PATH']?.split(':').slice(0, 2)).toEqual(first);
    expect(values.map((_, index) => got[`GV_TEST_${index}`])).toEqual(values);
    expect(readdirSync(directory)).not.toContain('pwned');
  });
});
