import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/commands/program/program.ts';
import { COMMANDS } from '../../../src/commands/table.ts';
import { EXIT_OF, GvError } from '../../../src/errors.ts';
import { errorJson } from '../../../src/report/events/json.ts';
import { failureText } from '../../../src/report/failure.ts';
import { styleFor } from '../../../src/report/page/style.ts';
import { BAD_ARGUMENTS } from '../../support/bad-arguments.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

/** What a wrong argument may be called: usage, no such release or toolchain, or a file that is not there. */
const EXITS = [EXIT_OF.usage, EXIT_OF['no-release'], EXIT_OF.disk, EXIT_OF['not-installed']];

/** The launcher answers these without Node; below they are run as a person runs them. */
const OF_THE_LAUNCHER = ['current', 'which', 'where', 'exec', 'init', 'completion'];

const ENV = { GV_OFFLINE: '1', GOPROXY: 'off', GOENV: 'off', PATH: '/usr/bin:/bin' };

async function emptyWorld(): Promise<TestWorld> {
  const world = await testWorld({ env: ENV });
  await mkdir(world.layout.root);
  return world;
}

/** One failure as a person and as a program see it; it has a name of gv's and is fit to print. */
function checkFailure(error: unknown, world: TestWorld): GvError {
  if (!(error instanceof GvError)) throw new Error(`a failure without a name: ${String(error)}`);
  const text = failureText(error, styleFor(world.stderr, world.env), { verbose: false });
  expect(text.length).toBeLessThan(1300);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(error.message).not.toMatch(/undefined|\[object|NaN/);
  expect(errorJson(error).length).toBeLessThan(8_000);
  return error;
}

const NODE_COMMANDS = COMMANDS.filter(({ name }) => !OF_THE_LAUNCHER.includes(name));

describe.each(NODE_COMMANDS.map(({ name, args }) => ({ name, args })))('gv $name', ({ name, args }) => {
  it.each(Object.entries(BAD_ARGUMENTS))('%s: fails with a name, and changes nothing', async (_, bad) => {
    await using world = await emptyWorld();
    const before = listing(world.folder);
    const { error } = await runProgram(world, [name, ...bad]);
    // As many versions as one likes is no mistake to those that take a list.
    const mayTakeAll = bad.length === 9 && args.includes('...');
    const failure = checkFailure(error, world);
    expect([...EXITS, ...(mayTakeAll ? [EXIT_OF.network] : [])]).toContain(failure.exit);
    expect(listing(world.folder)).toEqual(before);
  });

  it('no argument: works, finds something, or fails with a name', async () => {
    await using world = await emptyWorld();
    const before = listing(world.folder);
    const { exit, error } = await runProgram(world, [name]);
    if (error === undefined) return expect([0, 1]).toContain(exit);
    const failure = checkFailure(error, world);
    if (args.startsWith('<')) expect(failure.code).toBe('usage');
    expect(listing(world.folder)).toEqual(before);
  });

  it('a word too many and an unknown option after --json: the error has the JSON form', async () => {
    await using world = await emptyWorld();
    const { error } = await runProgram(world, [name, '--json', '--no-such-option']);
    expect(JSON.parse(errorJson(checkFailure(error, world)))).toMatchObject({
      schema: 1,
      error: { code: 'usage', exit: 2 },
    });
  });
});

describe.each(OF_THE_LAUNCHER)('gv %s, by the launcher', (name) => {
  let box: Sandbox;
  beforeAll(async () => {
    box = await sandbox({ env: ENV });
  });
  afterAll(() => box[Symbol.asyncDispose]());

  it.each(Object.entries(BAD_ARGUMENTS))(
    '%s: fails with one message, and changes nothing',
    async (_, bad) => {
      const before = listing(box.root);
      const ran = await box.gv([name, ...bad]);
      expect([...EXITS]).toContain(ran.code);
      expect(ran.stdout).toBe('');
      expect(ran.stderr).toMatch(/^gv: .+\n(?: {4}.+\n)?$/);
      expect(ran.stderr.length).toBeLessThan(1300);
      expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(listing(box.root)).toEqual(before);
    },
  );
});

describe('config.json', () => {
  it.each([
    ['is empty', '', 'is not a JSON object'],
    ['is cut off', '{"auto-install": tr', 'is not a JSON object'],
    ['is a list', '[1, 2]', 'is not a JSON object'],
    ['is null', 'null', 'is not a JSON object'],
    ['is binary', '\u0000\u0001\u0002', 'is not a JSON object'],
    ['nests without end', '['.repeat(100_000), 'is not a JSON object'],
    ['has a keyring that is a number', '{"keyring": 1}', 'keyring has a value that this gv cannot use'],
    [
      'has a switch that is a text',
      '{"auto-install": "yes"}',
      'auto-install has a value that this gv cannot use',
    ],
    ['has a log-key that is an object', '{"log-key": {}}', 'log-key has a value that this gv cannot use'],
  ])('%s: bad-config where it is needed, and the file stays as it was', async (_, text, said) => {
    await using world = await emptyWorld();
    await writeFile(world.layout.config, text);
    const before = listing(world.folder);
    for (const args of [
      ['install', '1.22.5'],
      ['config', 'list'],
      ['config', 'get', 'auto-install'],
    ]) {
      const { error } = await runProgram(world, args);
      const failure = checkFailure(error, world);
      expect([failure.code, failure.message]).toEqual(['bad-config', expect.stringContaining(said)]);
    }
    expect((await runProgram(world, ['list'])).exit).toBe(0);
    expect(listing(world.folder)).toEqual(before);
  });

  it('one key is not set beside another that is broken; the broken one can be mended or taken away', async () => {
    await using world = await emptyWorld();
    await writeFile(world.layout.config, '{"keyring": 1, "auto-install": 2}');
    const before = listing(world.folder);
    const { error } = await runProgram(world, ['config', 'set', 'auto-install', 'on']);
    expect(checkFailure(error, world)).toMatchObject({ code: 'bad-config', hint: 'gv config unset keyring' });
    expect(listing(world.folder)).toEqual(before);
    await writeFile(world.layout.config, '{"keyring": 1}');
    expect((await runProgram(world, ['config', 'unset', 'keyring'])).error).toBeUndefined();
    expect(JSON.parse(await readFile(world.layout.config, 'utf8'))).toEqual({});
  });

  it('of a newer gv: what is not known is left alone, also when another key is set', async () => {
    await using world = await emptyWorld();
    await writeFile(world.layout.config, '{"later": {"deep": [1]}, "auto-install": false}');
    expect((await runProgram(world, ['config', 'set', 'auto-install', 'on'])).error).toBeUndefined();
    expect(JSON.parse(await readFile(world.layout.config, 'utf8'))).toEqual({
      later: { deep: [1] },
      'auto-install': true,
    });
  });
});

describe('GV_ROOT', () => {
  it.each([
    ['relative', 'here', 2, 'is not an absolute path'],
    ['missing', '/nonexistent/gv', 6, 'no gv is installed in /nonexistent/gv'],
    ['a file', '/etc/passwd', 6, 'no gv is installed in /etc/passwd'],
    ['control characters', '/no\u001b[31msuch', 6, 'no gv is installed in GV_ROOT, whose name holds'],
  ])('%s: every command says so', async (_, root, code, said) => {
    await using box = await sandbox();
    for (const args of [['list'], ['current'], ['install', '1.22.5'], ['--version'], ['exec', 'true']]) {
      const ran = await box.gv(args, { env: { GV_ROOT: root } });
      expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(said) });
      expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    }
  });

  it('without HOME, and relative, the Node program says so too', async () => {
    await using box = await sandbox();
    const node = [process.execPath, join(box.root, 'lib', 'gv.js'), 'list'];
    const ran = await box.run(node, { env: { GV_ROOT: 'here' } });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('not an absolute path: here') });
  });
});
