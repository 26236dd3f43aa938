import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ownProcesses, PROC, runningProgram, surroundingsOf } from '../../../src/io/running/processes.ts';
import { running, waitingProgram } from '../../support/running-program.ts';
import { NO_OTHER_USER, NOBODY } from '../../support/shared-root.ts';
import { unless } from '../../support/unless.ts';

const onLinux = unless(process.platform === 'linux' ? undefined : 'only Linux has such a /proc');
const asRoot = unless(process.platform === 'linux' ? NO_OTHER_USER : 'only Linux has such a /proc');

describe('the running processes', () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'gv-processes-')));
    program = waitingProgram(join(folder, 'gopls'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const started = (env: Readonly<Record<string, string>> = {}) =>
    running([program, '100'], { cwd: folder, env });

  onLinux(
    'are those of this account, each with its program, its directory and the asked variables',
    async () => {
      await using gopls = await started({ PATH: '/a:/b', TOKEN: 'SECRET', PATHX: 'x' });
      expect(ownProcesses(PROC)).toEqual(expect.arrayContaining([process.pid, gopls.pid]));
      expect(runningProgram(PROC, gopls.pid)).toEqual({ path: program, name: 'gopls', isReplaced: false });
      expect(surroundingsOf(PROC, gopls.pid, ['PATH', 'GOROOT'])).toEqual({
        directory: folder,
        variables: { PATH: '/a:/b' },
        isElsewhere: false,
      });
    },
  );

  asRoot('of another account are none of mine', async () => {
    const become = [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      '--',
      '/usr/bin/sleep',
      '100',
    ];
    await using other = await running(become, { cwd: '/', env: { PATH: '/usr/bin:/bin' } });
    // setpriv becomes that account before it becomes sleep.
    while (runningProgram(PROC, other.pid)?.name === 'setpriv') expect(other.pid).toBeGreaterThan(0);
    expect(ownProcesses(PROC)).not.toContain(other.pid);
  });

  onLinux('are looked at also while they end, and after that', async () => {
    const gopls = await started({ PATH: '/a' });
    expect(runningProgram(PROC, gopls.pid)?.path).toBe(program);
    await gopls.end();
    expect(runningProgram(PROC, gopls.pid)).toBeUndefined();
    expect(surroundingsOf(PROC, gopls.pid, ['PATH'])).toBeUndefined();
    // A zombie: the shell became a program that waits for no child.
    await using parent = await running(['/bin/sh', '-c', 'true & exec "$0" 100', program], {
      cwd: folder,
      env: {},
    });
    await using busy = await running(['/bin/sh', '-c', 'while :; do /bin/true; done'], {
      cwd: folder,
      env: {},
    });
    for (let round = 0; round < 10; round += 1) {
      for (const pid of ownProcesses(PROC)) {
        if (runningProgram(PROC, pid) !== undefined) surroundingsOf(PROC, pid, ['PATH']);
      }
    }
    expect([parent.pid, busy.pid].every((pid) => ownProcesses(PROC).includes(pid))).toBe(true);
  });

  onLinux('run programs that were deleted, replaced, or are named as if they were', async () => {
    const odd = waitingProgram(join(folder, 'gopls (deleted)'));
    await using strange = await running([odd, '100'], { cwd: folder, env: {} });
    expect(runningProgram(PROC, strange.pid)).toMatchObject({ path: odd, isReplaced: false });
    const gone = waitingProgram(join(folder, 'dlv'));
    await using deleted = await running([gone, '100'], { cwd: folder, env: {} });
    rmSync(gone);
    const expected = { path: gone, name: 'dlv', isReplaced: true };
    expect(runningProgram(PROC, deleted.pid)).toEqual(expected);
    renameSync(waitingProgram(`${gone}.new`), gone);
    expect(runningProgram(PROC, deleted.pid)).toEqual(expected);
  });

  onLinux('that are a script run its shell', async () => {
    const script = join(folder, 'script', 'gopls');
    mkdirSync(join(folder, 'script'));
    writeFileSync(script, '#!/bin/sh\nkill -STOP $$\n', { mode: 0o755 });
    await using sh = await running(['/bin/sh', script], { cwd: folder, env: {} });
    expect(runningProgram(PROC, sh.pid)?.name).not.toBe('gopls');
  });

  onLinux('that a directory only looks like are none', () => {
    const proc = join(folder, 'proc');
    for (const name of ['self', '12', '013', '14x', '15']) mkdirSync(join(proc, name), { recursive: true });
    symlinkSync(program, join(proc, '12', 'exe'));
    writeFileSync(join(proc, '15', 'environ'), 'PATH=/x');
    expect(ownProcesses(proc)).toEqual([12, 15]);
    expect(runningProgram(proc, 12)).toEqual({ path: program, name: 'gopls', isReplaced: false });
    expect(surroundingsOf(proc, 12, ['PATH'])).toBeUndefined();
    expect([runningProgram(proc, 15), surroundingsOf(proc, 15, ['PATH'])]).toEqual([undefined, undefined]);
    expect(ownProcesses(join(folder, 'nowhere'))).toEqual([]);
    return Promise.resolve();
  });

  asRoot('in other mounts than ours are elsewhere', async () => {
    await using inside = await running(['unshare', '-m', program, '100'], {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin' },
    });
    while (runningProgram(PROC, inside.pid)?.name === 'unshare') expect(inside.pid).toBeGreaterThan(0);
    expect(surroundingsOf(PROC, inside.pid, ['PATH'])?.isElsewhere).toBe(true);
  });
});
