import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { embeddedKeyring } from '../../src/trust/keys.ts';
import { problemsWith, schemaNames } from '../support/json-schema.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox, type Ran } from '../support/sandbox.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { tinyReleases } from '../support/toolchains.ts';

/** Run one after the other in one sandbox; every form of a command's result at least once. */
const CASES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  install: [['1.22.5'], ['1.22.5', '1.21.13', '1.23rc1']],
  use: [['1.22.5'], [], ['-g', 'latest'], ['--unset'], ['--unset']],
  list: [[], ['1.22']],
  'ls-remote': [[], ['--all'], ['1.22', '--offline']],
  current: [[]],
  which: [[], ['gofmt']],
  where: [[], ['1.21']],
  rehash: [[]],
  verify: [['./go1.22.5.linux-amd64.tar.gz']],
  key: [['list'], ['import', 'pinned.pgp']],
  config: [['list'], ['get', 'log-key'], ['set', 'auto-install', 'on'], ['unset', 'auto-install']],
  uninstall: [['--dry-run', '1.21.13'], ['1.21.13']],
};

/** Commands that report nothing, with the reason. */
const SILENT: Readonly<Record<string, string>> = {
  exec: 'it becomes the command that it runs',
  init: 'it prints shell code',
  tui: 'it is a screen',
};

/** Commands whose result has the envelope, but no schema of its own so far; docs/json.md says so. */
const UNDESCRIBED = [
  'doctor',
  'env',
  'explain',
  'outdated',
  'prune',
  'self-uninstall',
  'self-update',
  'upgrade',
];

/** Described, but asked on a terminal: test/tui/pick-json.test.ts. */
const INTERACTIVE = ['pick'];

/** What docs/schemas holds beside commands. */
const SHARED = ['error', 'event', 'proof'];

function linesOf({ stdout }: Ran): readonly unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

describe('--json', () => {
  it('has a schema for every command, or a reason why there is none, and a case for every schema', () => {
    const names = COMMANDS.map(({ name }) => name);
    const described = schemaNames().filter((name) => !SHARED.includes(name));
    expect([...described, ...UNDESCRIBED, ...Object.keys(SILENT)].toSorted()).toEqual(names.toSorted());
    expect([...Object.keys(CASES), ...INTERACTIVE].toSorted()).toEqual(described.toSorted());
  });

  it('prints events and one result as docs/schemas describes them, for every command', async () => {
    const signer = await newSigner();
    const releases = tinyReleases('1.23rc1', '1.22.5', '1.21.13');
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    const archive = tarGz(toolchainEntries('1.22.5'));
    const file = join(box.project, 'go1.22.5.linux-amd64.tar.gz');
    await writeFile(file, archive);
    await writeFile(`${file}.asc`, await signer.sign(archive));
    await writeFile(join(box.project, 'pinned.pgp'), embeddedKeyring()[0]?.bytes ?? '');
    for (const [command, forms] of Object.entries(CASES)) {
      for (const form of forms) {
        const ran = await box.gv([command, ...form, '--json']);
        const title = `gv ${command} ${form.join(' ')}`;
        expect([title, ran.code, ran.stderr]).toEqual([title, 0, '']);
        const lines = linesOf(ran);
        const problems = lines
          .slice(0, -1)
          .flatMap((line) => problemsWith(line, 'event'))
          .concat(problemsWith(lines.at(-1), command));
        expect([title, problems]).toEqual([title, []]);
      }
    }
  });

  it('prints a failure on stderr as error.json describes it, and nothing on stdout', async () => {
    await using box = await sandbox();
    for (const [args, code] of [
      [['list', '--no-such'], 'usage'],
      [['install', '../x'], 'bad-query'],
      [['which'], 'not-installed'],
      [['install', '1.22', '--offline'], 'offline'],
    ] as const) {
      const ran = await box.gv([...args, '--json']);
      const failure: unknown = JSON.parse(ran.stderr);
      expect(problemsWith(failure, 'error')).toEqual([]);
      expect(failure).toMatchObject({ schema: 1, error: { code, exit: ran.code } });
      expect(ran.stdout).toBe('');
    }
  });
});

describe('the check against docs/schemas', () => {
  const error = { code: 'usage', message: 'm', hint: null, exit: 2 };
  it.each([
    ['a missing field', { schema: 1, error: { ...error, hint: undefined, message: 1 } }],
    ['a field that nobody described', { schema: 1, error: { ...error, more: 1 } }],
    ['another version', { schema: 2, error }],
    ['a number out of range', { schema: 1, error: { ...error, exit: 0 } }],
    ['a text of another form', { schema: 1, error: { ...error, code: 'BAD CODE' } }],
    ['no object', 'x'],
  ])('finds %s', (_, value) => {
    expect(problemsWith({ schema: 1, error }, 'error')).toEqual([]);
    expect(problemsWith(value, 'error')).not.toEqual([]);
  });
});
