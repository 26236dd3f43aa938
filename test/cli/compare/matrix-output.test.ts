import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../../support/children.ts';
import { matrixBox, type MatrixBox } from '../../support/matrix-box.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { lacking } from '../../support/shells.ts';
import { tinyReleases } from '../../support/toolchains.ts';

let made: MatrixBox;
let box: Sandbox;
let project: MatrixBox['project'];
let cellsOf: MatrixBox['cellsOf'];

beforeAll(async () => {
  made = await matrixBox();
  ({ box, project, cellsOf } = made);
});
afterAll(() => made[Symbol.asyncDispose]());

describe('the output of a cell', () => {
  const flood = 'head -c 100000000 /dev/zero | tr "\\0" x';

  it('is kept to 64 MiB in a log, and the number of the other bytes stands at its end', async () => {
    const cwd = project();
    const { cells } = await cellsOf(['-v', '1.26', '--out', 'logs', '--', 'sh', '-c', flood], cwd);
    expect(cells[0]).toMatchObject({
      status: 'ok',
      bytes: 100_000_000,
      leftOut: 100_000_000 - 64 * 1024 * 1024,
    });
    const line = `\n… ${100_000_000 - 64 * 1024 * 1024} bytes left out\n`;
    expect(statSync(join(cwd, 'logs', '1.26.11.log')).size).toBe(64 * 1024 * 1024 + Buffer.byteLength(line));
  });

  it('replaces the log of an earlier run, and no more', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'logs'));
    writeFileSync(join(cwd, 'logs', '1.26.11.log'), 'old\n');
    writeFileSync(join(cwd, 'logs', 'other'), 'mine\n');
    await cellsOf(['-v', '1.26', '--out', 'logs', '--', 'echo', 'new'], cwd);
    expect(readFileSync(join(cwd, 'logs', '1.26.11.log'), 'utf8')).toBe('new\n');
    expect(readdirSync(join(cwd, 'logs')).toSorted()).toEqual(['1.26.11.log', 'other']);
  });

  it.skipIf(lacking(NO_MOUNT))('that a full disk cannot take ends the command', async () => {
    const cwd = project();
    const out = join(cwd, 'small');
    mkdirSync(out);
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', out]);
    const ran = await box.gv(['matrix', '-v', '1.26,1.27', '--out', 'small', '--', 'sh', '-c', flood], {
      cwd,
    });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('small/1.26.11.log')]);
    expect(ran.stderr).toContain('give --out a directory on a larger disk');
    expect(ran.stdout).toMatch(/\n1\.26\.11 +stopped\n1\.27\.4 +not started\n$/);
  });

  it('drives no terminal: what JSON and a table show of a line is printable', async () => {
    const script = 'printf "\\033]0;title\\007\\033[2Jlast"; exit 1';
    const { ran } = await cellsOf(['-v', '1.26,1.27', '--', 'sh', '-c', script]);
    const table = await box.gv(['matrix', '-v', '1.26,1.27', '--', 'sh', '-c', script]);
    for (const text of [ran.stdout, table.stdout]) expect(text).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('an interruption', () => {
  it('ends whole groups, prints the table of what is done, and exits with 130', async () => {
    const cwd = project();
    // The child ignores SIGTERM, its own child holds the pipe, and another one has a session of its own.
    const script = `case $GV_VERSION in 1.24*) exit 0 ;; esac
      setsid sh -c 'echo $$ >daemon; exec sleep 600' >/dev/null 2>&1 &
      until [ -s daemon ]; do sleep 0.02; done
      trap "" TERM; sleep 600 & echo $! >grandchild; echo $$ >child; kill -2 $(cat gv); wait; sleep 600`;
    const gv = join(box.root, 'bin', 'gv');
    const ran = await box.run(
      [
        'sh',
        '-c',
        'echo $$ >gv; exec "$@"',
        'sh',
        gv,
        'matrix',
        '-v',
        '1.24,1.26,1.27',
        '--',
        'sh',
        '-c',
        script,
      ],
      { cwd },
    );
    expect(ran.code).toBe(130);
    expect(ran.stdout).toMatch(/1\.24\.9 +ok .*\n1\.26\.11 +stopped .*\n1\.27\.4 +not started\n$/);
    for (const name of ['child', 'grandchild', 'daemon'])
      expect(runs(Number(readFileSync(join(cwd, name), 'utf8')))).toBe(false);
  });
});

describe('gv matrix --print', () => {
  it('gives the versions to GitHub and GitLab, without a toolchain', async () => {
    const github = await box.gv(['matrix', '-v', '1.24.9,1.30.1', '--print', 'github']);
    expect(JSON.parse(github.stdout)).toEqual({ include: [{ go: '1.24.9' }, { go: '1.30.1' }] });
    const gitlab = await box.gv(['matrix', '-v', '1.24.9,1.30.1', '--print', 'gitlab']);
    expect(gitlab.stdout).toBe('parallel:\n  matrix:\n    - GV_VERSION: ["1.24.9", "1.30.1"]\n');
  });

  it('asks what is published for lines and channels', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({
      releases: tinyReleases('1.22.5', '1.21.13', '1.21.12'),
      signer,
    });
    await using own = await sandbox({ server, signer });
    const ran = await own.gv(['matrix', '--print', 'github']);
    expect(JSON.parse(ran.stdout)).toEqual({ include: [{ go: '1.21.13' }, { go: '1.22.5' }] });
    expect((await own.gv(['matrix', '-v', '1.99', '--print', 'github'])).code).toBe(3);
  });
});
