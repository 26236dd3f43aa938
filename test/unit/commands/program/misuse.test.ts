import { describe, expect, it } from 'vitest';
import { HABITS } from '../../../../src/commands/program/habits.ts';
import { misuse } from '../../../../src/commands/program/misuse.ts';
import { ownLine } from '../../../../src/commands/program/own-line.ts';
import { UsageError } from '../../../../src/commands/program/usage-error.ts';
import { COMMANDS, commandNamed } from '../../../../src/commands/table.ts';
import { GvError } from '../../../../src/errors.ts';

function hintFor(line: string | readonly string[]): string | undefined {
  const argv = typeof line === 'string' ? line.split(' ') : line;
  return misuse(new GvError('usage', 'unknown command'), argv).hint;
}

describe('words of other tools', () => {
  it.each([
    ['local 1.22.5', 'gv use 1.22.5 chooses'],
    ['local', 'gv use 1.22.5 chooses'],
    ['pin go@1.22', 'gv use 1.22 chooses'],
    ['set golang 1.21.3', 'gv use 1.21.3 chooses'],
    ['set -u golang latest', 'gv use -g latest chooses'],
    ['global 1.22', 'gv use -g 1.22 chooses'],
    ['default 1.22', 'gv use -g 1.22 chooses'],
    ['alias default 1.20', 'gv use -g 1.20 chooses'],
    ['use --default 1.22', 'gv use -g 1.22 chooses'],
    ['shell 1.22', 'export GV_VERSION=1.22'],
    ['alias', 'gv use --track 1.22'],
    ['list all golang', 'gv list --remote shows'],
    ['install -l', 'gv list --remote shows'],
    ['list-all 1.22', 'gv list --remote 1.22 shows'],
    ['install golang 1.22.5', 'gv install 1.22.5'],
    ['toolchain install 1.22', 'gv install 1.22 fetches'],
    ['version', 'gv current shows'],
    ['prefix 1.22', 'gv where 1.22 shows'],
    ['exec --using 1.22 go test', 'gv exec 1.22 go test runs'],
    ['local 1.22 --quiet --json', 'gv use 1.22 chooses'],
    ['help local', 'gv use 1.22.5 chooses'],
    ['pin --to global 1.22', 'gv use -g 1.22 chooses'],
    ['pin --to local 1.22', 'gv use 1.22 chooses'],
    ['alias work 1.22', 'gv use --track 1.22 follows'],
    ['use --install-if-missing 1.22', 'gv use 1.22 installs'],
    ['reinstall 1.22.5', 'gv install --force 1.22.5 fetches'],
    ['install --lts', 'gv install latest fetches'],
    ['lts', 'gv install latest fetches'],
    ['latest', 'gv install latest fetches'],
    ['install tip', 'gv knows releases only'],
    ['gotip', 'gv knows releases only'],
    ['pkgset list', 'gv use 1.22.5 chooses'],
    ['tools list', 'gv use 1.22.5 chooses'],
    ['plugin add golang', 'gv install 1.22.5 needs no plugin'],
    ['unuse', 'gv use --unset takes'],
    ['deactivate', 'gv use -g system hands over'],
    ['pkgset create work', 'keeps the programs of each Go apart'],
    ['cross linux arm64', 'GOOS and GOARCH'],
    ['link go@1.22 /opt/go', 'gv use -g system hands over'],
    ['trust', 'gv explain says which file decides'],
  ])('gv %s: %s', (line, hint) => {
    expect(hintFor(line)).toContain(hint);
  });

  it('every one of them leads to a command that exists, with the options it names', () => {
    const lines = HABITS.flatMap(({ means }) => means.map(([words]) => words));
    expect(lines.filter((words) => ownLine(words, []) === undefined)).toEqual([]);
    expect(ownLine('replace {1.22.5}', [])).toBeUndefined();
    expect(ownLine('use --everywhere {1.22.5}', [])).toBeUndefined();
  });

  it('none of them is a command or an alias of gv: those are never misuse', () => {
    const single = HABITS.flatMap(({ typed }) => typed.filter((text) => !text.includes(' ')));
    expect(single.filter((word) => commandNamed(word) !== undefined)).toEqual([]);
  });
});

it.each([['-yq'], ['--json'], ['help', '-q']])(
  'global flags alone are told that the command is missing: %s',
  (...argv) => {
    const told = misuse(new GvError('usage', 'missing command'), argv);
    expect(told).toMatchObject({
      code: 'usage',
      message: 'the command is missing',
      hint: 'gv --help lists the commands.',
    });
  },
);

describe('a version where a command belongs', () => {
  it.each([
    ['1.22.5', 'gv use 1.22.5 chooses'],
    ['go1.22', 'gv use go1.22 chooses'],
    ['golang@1.22', 'gv use 1.22 chooses'],
    ['1.22 go test ./...', 'gv exec 1.22 -- go test ./... runs'],
    ['go test', 'gv exec go test'],
  ])('gv %s: %s', (line, hint) => {
    expect(hintFor(line)).toContain(hint);
  });
});

describe('arguments that do not fit', () => {
  it.each(COMMANDS.map(({ name, examples }) => [name, examples[0] ?? '']))(
    'gv %s: an example, and where the rest is told',
    (name, example) => {
      const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
      expect(hintFor([name, ...words])).toBe(`For example: ${example} (gv help ${name} shows the rest)`);
      const own = new GvError('usage', 'the version is missing', { hint: 'gv use -g 1.22.5' });
      expect(misuse(own, [name, ...words]).hint).toBe('gv use -g 1.22.5');
    },
  );
});

describe('mistyped commands', () => {
  it.each([
    ['isntall 1.22.5', 'Did you mean: gv install 1.22.5'],
    ['unistall 1.21.0', 'Did you mean: gv uninstall 1.21.0'],
    ['lsit', 'Did you mean: gv list'],
    ['golbal 1.21', 'gv use -g 1.21'],
  ])('gv %s: %s', (line, hint) => {
    expect(hintFor(line)).toContain(hint);
  });

  it('nothing near: says where the commands are listed', () => {
    expect(hintFor('h')).toBe('gv --help lists the commands.');
    expect(hintFor('zzzzzz')).toBe('gv --help lists the commands.');
    expect(hintFor(['x'.repeat(10_000)])).toBe('gv --help lists the commands.');
  });
});

describe('options', () => {
  it('of a sibling command are given back to it', () => {
    const error = new UsageError("unknown option '--track'", { unknownOption: '--track' });
    expect(misuse(error, ['list', '--track']).hint).toContain('--track belongs to gv use');
  });

  it("keep commander's nearest where there is one", () => {
    const hint = 'Did you mean --force?';
    const error = new UsageError("unknown option '--forse'", { hint, unknownOption: '--forse' });
    expect(misuse(error, ['install', '--forse']).hint).toBe(hint);
  });
});

describe("a person's arguments in a hint", () => {
  it('are quoted for the shell, and cut where they are long', () => {
    expect(hintFor(['local', '$(reboot)'])).toContain("gv use '$(reboot)' chooses");
    expect(hintFor(['local', "it's"])).toContain("gv use 'it'\\''s' chooses");
    expect(hintFor(['local', 'x'.repeat(10_000)])).toContain('gv use … chooses');
    expect(hintFor(['global', ...Array.from({ length: 50 }, () => 'a')])).toContain('gv use -g chooses');
  });

  it('other failures are left as they are', () => {
    const error = new GvError('no-release', 'no release matches');
    expect(misuse(error, ['install', 'golang'])).toBe(error);
  });
});

describe('the command table', () => {
  it.each(COMMANDS.map((spec) => [spec.name, spec] as const))(
    '%s has two examples of its own',
    (name, spec) => {
      expect(spec.examples.length).toBeGreaterThanOrEqual(2);
      for (const example of spec.examples)
        expect(example).toMatch(new RegExp(`\\bgv (?:${name}|${spec.aliases.join('|') || name})\\b`));
    },
  );

  it('names each word once', () => {
    const words = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(words).toEqual([...new Set(words)]);
  });
});
