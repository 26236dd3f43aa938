import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CHECKOUT } from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';

const directory = mkdtempSync(join(tmpdir(), 'gv-functions-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a script after the functions of install.sh, which then sets nothing up. */
function inInstaller(script: string): ReturnType<typeof spawnSync> {
  return spawnSync('sh', ['-c', `. "$0"\n${script}`, join(CHECKOUT, 'install.sh')], {
    env: { PATH: `${directory}:/usr/bin:/bin`, GV_INSTALL_LIB: '1' },
    encoding: 'utf8',
  });
}

function program(name: string, text: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

describe('the platform on a Mac', () => {
  it.each([
    ['x86_64', '1', 'darwin-arm64'],
    ['x86_64', '0', 'darwin-amd64'],
    ['x86_64', '', 'darwin-amd64'],
    ['arm64', '0', 'darwin-arm64'],
  ])('uname says %s and sysctl.proc_translated %j: %s', (machine, translated, platform) => {
    program('uname', `case $1 in -s) echo Darwin ;; *) echo ${machine} ;; esac`);
    // An older Mac knows no such name.
    program(
      'sysctl',
      translated === '' ? 'exit 1' : `[ "$*" = '-n sysctl.proc_translated' ] && echo ${translated}`,
    );
    expect(inInstaller('platform_here')).toMatchObject({ status: 0, stdout: `${platform}\n` });
  });
});

describe('a long step', () => {
  const LONG = "with_dots sh -c 'sleep 5; exit 7' || echo ended with $?";

  it.skipIf(!isPresent('script'))('shows on a terminal that it works, and keeps its exit code', () => {
    writeFileSync(join(directory, 'long.sh'), `. '${join(CHECKOUT, 'install.sh')}'\n${LONG}\n`);
    const done = spawnSync('script', ['-qec', `sh ${join(directory, 'long.sh')}`, '/dev/null'], {
      env: { PATH: '/usr/bin:/bin', GV_INSTALL_LIB: '1' },
      encoding: 'utf8',
    });
    expect(done.stdout).toMatch(/^\.\.+\r\nended with 7\r\n$/);
  });

  it('says nothing elsewhere', () => {
    expect(inInstaller("with_dots sh -c 'exit 7' || echo ended with $?")).toMatchObject({
      stdout: 'ended with 7\n',
      stderr: '',
    });
  });
});
