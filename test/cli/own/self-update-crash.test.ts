import { cpSync, mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakePrograms } from '../../support/fake-programs.ts';
import { addToolchain, installedHome, type GvHome } from '../../support/gv-home.ts';
import { HERE, makeReleases, type GvReleases } from '../../support/gv-releases.ts';
import { looseIn, under } from '../../support/modes.ts';
import { sampled, stride } from '../../support/sample.ts';

let releases: GvReleases;

beforeAll(() => {
  releases = makeReleases();
});
afterAll(() => releases.remove());

const old = installedHome(async (box) => {
  expect(await box.install(releases.directory('0.1.0'))).toMatchObject({ status: 0 });
  addToolchain(box.root, '1.22.5');
});
afterAll(() => old.remove());

/** Every command by which install.sh changes a root. */
const COMMANDS = ['mkdir', 'mv', 'ln', 'cp', 'rm', 'rmdir', 'chmod', 'sync'];

/** A PATH on which the n-th command that changes anything, counted over a run, kills the shell that called it. */
function deadlyPath(box: GvHome): string {
  const bin = join(box.directory, 'deadly');
  mkdirSync(bin);
  for (const name of COMMANDS) {
    const script = [
      '#!/bin/sh',
      'printf x >>"$COUNT_FILE"',
      'read -r so_far <"$COUNT_FILE"',
      '[ "${#so_far}" != "$KILL_AT" ] || { kill -9 "$PPID"; exit 1; }',
      `PATH=/usr/bin:/bin exec ${name} "$@"`,
      '',
    ].join('\n');
    // `read` fails at a line without its end, and has read it all the same.
    writeFileSync(join(bin, name), script.replace('_FILE"\n[', '_FILE" || :\n['), { mode: 0o755 });
  }
  return `${bin}:/usr/bin:/bin`;
}

async function expectWorking(box: GvHome, when: string): Promise<void> {
  const [gv, go] = [await box.gv(['--version']), await box.run([join(box.root, 'shims', 'go'), 'version'])];
  expect(gv, when).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^gv 0\.[12]\.0\n$/),
    stderr: '',
  });
  expect(go, when).toMatchObject({ status: 0, stdout: 'go version go1.22.5\n', stderr: '' });
  expect(await box.gv(['list']), when).toMatchObject({ status: 0, stderr: '' });
}

describe('an update under a umask of 000', () => {
  it('lays nothing down that others may write, and removes what a killed one left in staging', async () => {
    const box = await old.fresh();
    mkdirSync(join(box.root, 'staging', 'self-update.1', 'gv-0.2.0'), { recursive: true });
    const gv = [...under('000'), join(box.root, 'bin', 'gv')];
    const env = { GV_INSTALL_BASE: releases.directory('0.2.0') };
    expect(await box.run([...gv, 'self-update'], { env })).toMatchObject({ status: 0 });
    await expectWorking(box, 'after the update');
    expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
    expect(looseIn(box.root)).toEqual([]);
    expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
  });
});

describe('an update that is killed', () => {
  it('at any step leaves a gv that works, and the next update mends the rest', async () => {
    const box = await old.fresh();
    const kept = join(box.directory, 'kept');
    cpSync(box.root, kept, { recursive: true, verbatimSymlinks: true });
    const archive = join(releases.directory('0.2.0'), `gv-0.2.0-${HERE}.tar.gz`);
    await box.run(['tar', '-xzf', archive, '-C', box.directory]);
    const installer = join(box.directory, `gv-0.2.0-${HERE}`, 'install.sh');
    const PATH = deadlyPath(box);
    // Killed at a step more each time: a few of them, unless all are asked for.
    let steps = 0;
    for (let ended = false; !ended; steps += stride(12)) {
      rmSync(box.root, { recursive: true });
      cpSync(kept, box.root, { recursive: true, verbatimSymlinks: true });
      const count = join(box.directory, 'count');
      writeFileSync(count, '');
      const env = { PATH, COUNT_FILE: count, KILL_AT: String(steps + 1) };
      const { status } = await box.run(['sh', installer, '--update'], { env });
      ended = status === 0;
      await expectWorking(box, `killed at step ${steps + 1}`);
      expect(await box.run(['sh', installer, '--update']), `after step ${steps + 1}`).toMatchObject({
        status: 0,
      });
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
      expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
      const programs = readdirSync(join(box.root, 'program'));
      expect(programs.filter((name) => name.startsWith('0.')).length).toBeLessThanOrEqual(2);
    }
    expect(steps).toBeGreaterThan(15);
  });
});

describe('while gv is replaced again and again', () => {
  it('shims, the launcher and a gv that runs never fail', async () => {
    const box = await old.fresh();
    const env = { GV_INSTALL_BASE: releases.directory('0.2.0') };
    expect(await box.gv(['self-update'], { env })).toMatchObject({ status: 0 });
    const first = readlinkSync(join(box.root, 'program', 'current'));
    const loop = [
      'n=0',
      'while [ ! -e "$1/stop" ]; do',
      '  "$1/shims/go" version >/dev/null || echo "go failed: $?"',
      '  "$1/bin/gv" current >/dev/null || echo "gv current failed: $?"',
      '  n=$((n + 1))',
      'done',
      '"$1/bin/gv" help install >/dev/null || echo "gv help failed: $?"',
      'echo "$n rounds"',
    ].join('\n');
    const running = box.run(['sh', '-c', loop, 'loop', box.root]);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await box.gv(['self-update', '--rollback'])).toMatchObject({ status: 0 });
    }
    writeFileSync(join(box.root, 'stop'), '');
    const { stdout, stderr } = await running;
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+ rounds\n$/);
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(4);
    expect(readlinkSync(join(box.root, 'program', 'current'))).toBe(first);
  });
});

describe('a PATH that leads into the current directory first', () => {
  it.each(sampled(['.', '', 'tools'], 3))(
    'makes gv self-update run nothing that lies there: %j',
    async (entry) => {
      const box = await old.fresh();
      const project = join(box.directory, 'project');
      const ran = await fakePrograms(join(project, entry === 'tools' ? entry : ''));
      const env = { GV_INSTALL_BASE: releases.directory('0.2.0'), PATH: `${entry}:/usr/bin:/bin` };
      for (const args of [['self-update'], ['self-update', '--rollback']]) {
        expect(await box.gv(args, { cwd: project, env })).toMatchObject({ status: 0 });
        expect(await ran()).toBe('');
      }
    },
  );
});
