import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/table.ts';
import { embeddedKeyring } from '../../../src/trust/openpgp/keys.ts';
import { problemsWith, schemaNames } from '../../support/json-schema.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything } from '../../support/sample.ts';
import { sandbox, type Ran } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyReleases } from '../../support/toolchains.ts';

/** A form whose result has the fields of another one here. */
const also = (form: readonly string[]): readonly (readonly string[])[] => (everything() ? [form] : []);

/** Run one after the other in one sandbox; every form of a command's result at least once. */
const CASES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  install: [['1.22.5'], ['1.22.5', '1.21.12', '1.23rc1']],
  use: [['1.22.5'], [], ...also(['-g', 'latest']), ['--unset'], ['--unset'], ['-g', '1.21.12'], ['1.21.12']],
  list: [[], ...also(['1.22'])],
  'ls-remote': [[], ...also(['--all']), ['1.22', '--offline']],
  current: [[]],
  which: [...also([]), ['gofmt']],
  where: [...also([]), ['1.21']],
  rehash: [[]],
  env: [
    [],
    ['--gobin', '--goroot', '1.21'],
    ['system'],
    ...also(['--caches', '.go', '--format', 'docker']),
    ['--format', 'profile', '--write', 'gv.sh'],
    ['--format', 'profile', '--check', 'gv.sh'],
  ],
  explain: [[]],
  matrix: [
    ['--go', '1.22', '--', 'go', 'version'],
    ['--print', 'gitlab', '--go', '1.22'],
  ],
  bench: [['-v', '1.22,1.21.12', '-n', '1', '--warm-up', '1', '--', 'true']],
  outdated: [[], ...also(['--offline'])],
  upgrade: [['--dry-run', '--prune-old'], []],
  prune: [['--dry-run', '--patches'], ['--patches'], ...also([])],
  doctor: [['--fix'], ['all', '--offline', '--editors']],
  verify: [['./go1.22.5.linux-amd64.tar.gz'], []],
  audit: [
    ['--path', 'rootfs'],
    ['--path', 'rootfs', '--summary'],
  ],
  import: [['--dry-run', '--from', 'goenv']],
  key: [['list'], ['import', 'pinned.pgp']],
  config: [['list'], ['get', 'log-key'], ['set', 'auto-install', 'on'], ['unset', 'auto-install']],
  uninstall: [['--dry-run', '1.22.5'], ['1.22.5']],
  'self-uninstall': [['--dry-run'], ['-y']],
};

/** Commands that end with 1 for what they find. */
const FINDERS = ['doctor'];

/** Held against their schemas where there are releases of gv, and in test/tui where there is a terminal. */
const ELSEWHERE = ['self-update', 'pick'];

/** Commands that report nothing, with the reason. */
const SILENT: Readonly<Record<string, string>> = {
  exec: 'it becomes the command that it runs',
  completion: 'it prints shell code',
  init: 'it prints shell code',
  tui: 'it is a screen',
};

/** What docs/schemas holds beside commands. */
const SHARED = ['error', 'event', 'machine', 'modules', 'net', 'proof', 'test'];

function linesOf({ stdout }: Ran): readonly unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

/** What docs/schemas does not say of the events and the result of a command. */
function problemsIn(ran: Ran, command: string): readonly string[] {
  const lines = linesOf(ran);
  return lines
    .slice(0, -1)
    .flatMap((line) => problemsWith(line, 'event'))
    .concat(problemsWith(lines.at(-1), command));
}

describe('--json', () => {
  it('has a schema for every command, or a reason why there is none, and a case for every schema', () => {
    const names = COMMANDS.map(({ name }) => name);
    const described = schemaNames().filter((name) => !SHARED.includes(name));
    expect([...described, ...Object.keys(SILENT)].toSorted()).toEqual(names.toSorted());
    expect([...Object.keys(CASES), ...ELSEWHERE].toSorted()).toEqual(described.toSorted());
  });

  it('prints events and one result as docs/schemas describes them, for every command', async () => {
    const signer = await newSigner();
    const releases = tinyReleases('1.23rc1', '1.22.5', '1.21.13', '1.21.12');
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    const archive = tarGz(toolchainEntries('1.22.5'));
    const file = join(box.project, 'go1.22.5.linux-amd64.tar.gz');
    await writeFile(file, archive);
    await writeFile(`${file}.asc`, await signer.sign(archive));
    await writeFile(join(box.project, 'pinned.pgp'), embeddedKeyring()[0]?.bytes ?? '');
    await mkdir(join(box.root, 'staging', '1.20.14+new-1-1'), { recursive: true });
    await mkdir(join(box.project, 'rootfs', 'etc'), { recursive: true });
    await rm(join(box.root, 'shims', 'gofmt'));
    for (const [command, forms] of Object.entries(CASES)) {
      for (const form of forms) {
        const ran = await box.gv([command, '--json', ...form]);
        const title = `gv ${command} ${form.join(' ')}`;
        const exit = FINDERS.includes(command) ? 1 : 0;
        expect([title, ran.code, ran.stderr]).toEqual([title, exit, '']);
        expect([title, problemsIn(ran, command)]).toEqual([title, []]);
      }
    }
  });

  it('describes what gv explain says of a default that was raised, of a pin, and of nothing to run', async () => {
    await using box = await sandbox();
    const explained = async (exit: number, env: Readonly<Record<string, string>> = {}): Promise<unknown> => {
      const ran = await box.gv(['explain', '--json'], { env });
      expect([ran.code, ran.stderr, problemsIn(ran, 'explain')]).toEqual([exit, '', []]);
      return linesOf(ran).at(-1);
    };
    const nothing = { PATH: join(box.root, 'bin') };
    expect(await explained(1, nothing)).toMatchObject({ data: { base: null, runs: { how: 'fails' } } });
    await scriptedToolchains(box, '1.21.13', '1.22.5');
    await writeFile(join(box.root, 'version'), '1.21.13\n');
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.22\n');
    expect(await explained(0)).toMatchObject({ data: { base: { raised: { floor: '1.22' } } } });
    const pinned = { GV_VERSION: '1.21.13', GOTOOLCHAIN: 'local' };
    expect(await explained(0, pinned)).toMatchObject({ data: { base: { line: null }, floor: { line: 3 } } });
    expect(await explained(1, { GV_VERSION: '1.19' })).toMatchObject({ data: { base: null } });
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
