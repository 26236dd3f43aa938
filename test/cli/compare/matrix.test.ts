import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellWords, matrixBox, type MatrixBox } from '../../support/matrix-box.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
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

describe('gv matrix', () => {
  it('runs the command with each Go, by name and through PATH, whatever pins and settings say', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.go-version'), '1.27.4\n');
    const script = 'go version; echo "$GOTOOLCHAIN ${GOROOT-none} $GV_VERSION"';
    const env = { GOTOOLCHAIN: 'go1.27.4', GOROOT: '/nowhere' };
    const args = ['matrix', '-v', '1.26,1.24.9', '--out', 'logs', '--', 'sh', '-c', script];
    const ran = await box.gv(args, { cwd, env });
    expect(ran.code).toBe(0);
    const log = (version: string): string => readFileSync(join(cwd, 'logs', `${version}.log`), 'utf8');
    expect(log('1.26.11')).toBe('go version go1.26.11 linux/amd64\nlocal none 1.26.11\n');
    expect(log('1.24.9')).toBe('go version go1.24.9 linux/amd64\nlocal none 1.24.9\n');
    expect(ran.stdout).toMatch(/^go +result +time +tests +what\n1\.26\.11 +ok .*\n1\.24\.9 +ok .*\n$/);
  });

  it('takes the two newest lines and the Go that answers here without -v, the oldest first', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.go-version'), '1.24.9\n');
    const { cells } = await cellsOf(['true'], cwd);
    expect(cellWords(cells)).toEqual(['1.24.9 ok 0', '1.26.11 ok 0', '1.27.4 ok 0']);
    const elsewhere = await cellsOf(['true']);
    expect(cellWords(elsewhere.cells)).toEqual(['1.26.11 ok 0', '1.27.4 ok 0']);
  });

  it('tells how each failed, by exit code and signal, and the end of its output above the table', async () => {
    const script = 'case $GV_VERSION in 1.24*) echo no such thing; exit 3 ;; 1.26*) kill -9 $$ ;; esac';
    const ran = await box.gv(['matrix', '-v', '1.24,1.26,1.27', '--', 'sh', '-c', script]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('go 1.24.9, its output:\n  no such thing\n\n');
    expect(ran.stdout).toMatch(/1\.24\.9 +FAIL \(exit 3\) .* no such thing\n1\.26\.11 +FAIL \(SIGKILL\)/);
    expect(ran.stderr).toContain('1.27.4  ok');
  });

  it('does not start a Go that go.mod forbids, and calls that no failure', async () => {
    const cwd = project('1.26');
    const { ran, cells } = await cellsOf(['-v', '1.24,min', '--', 'true'], cwd);
    expect(cellWords(cells)).toEqual(['1.24.9 not-possible null', '1.26.11 ok 0']);
    expect(cells[0]?.why).toBe(`${join(cwd, 'go.mod')}:3 asks for go1.26.0`);
    expect(ran.code).toBe(0);
    expect((await cellsOf(['-v', '1.24', '--', 'true'], cwd)).ran.code).toBe(1);
  });

  it('passes over a toolchain line, as GOTOOLCHAIN=local does', async () => {
    const cwd = project('1.24\ntoolchain go1.27.4');
    expect(cellWords((await cellsOf(['-v', '1.24', '--', 'true'], cwd)).cells)).toEqual(['1.24.9 ok 0']);
  });

  it('names each version once, whatever queries mean it', async () => {
    const { cells } = await cellsOf(['-v', 'latest,1.27,1.27.4', '--', 'true']);
    expect(cellWords(cells)).toEqual(['1.27.4 ok 0']);
  });

  it('hands the output of the only cell on as it comes', async () => {
    const ran = await box.gv([
      'matrix',
      '-v',
      '1.26',
      '--',
      'sh',
      '-c',
      'printf "a\\tb"; echo c >&2; exit 1',
    ]);
    expect(ran.stdout).toMatch(/^a\tbgo +result/);
    expect(ran.stderr).toContain('c\n');
    expect(ran.stdout).not.toContain('its output');
  });

  it('ends the others when one fails, with --fail-fast', async () => {
    const script = 'case $GV_VERSION in 1.24*) exit 1 ;; *) sleep 600 ;; esac';
    const { ran, cells } = await cellsOf([
      '-v',
      '1.26,1.24,1.27',
      '--jobs',
      '2',
      '--fail-fast',
      '--',
      'sh',
      '-c',
      script,
    ]);
    expect(cellWords(cells)).toEqual(['1.26.11 stopped null', '1.24.9 failed 1', '1.27.4 skipped null']);
    expect(ran.code).toBe(1);
  });

  it('gives each its own build cache with --isolate, and removes them', async () => {
    const { cells } = await cellsOf([
      '-v',
      '1.26,1.27',
      '--isolate',
      '--',
      'sh',
      '-c',
      'mkdir -p "$GOCACHE/x" && echo "$GOCACHE"',
    ]);
    const caches = cells.map(({ lastLine }) => lastLine ?? '');
    expect(new Set(caches).size).toBe(2);
    for (const cache of caches) expect([cache.startsWith('/'), existsSync(cache)]).toEqual([true, false]);
  });

  it('tells of a silent command, which goes on', async () => {
    const { ran, cells } = await cellsOf(['-v', '1.26', '--stall', '1', '--', 'sleep', '1.5']);
    expect(cells[0]).toMatchObject({ status: 'ok', stalls: 1 });
    expect(ran.stdout).toContain('"type":"cell-stalled","version":"1.26.11","ms":1000');
  });

  it('says which versions are missing before anything runs', async () => {
    const cwd = project();
    const ran = await box.gv(['matrix', '--json', '-v', '1.26,1.20.1,1.19', '--', 'touch', 'ran'], { cwd });
    expect(JSON.parse(ran.stderr)).toMatchObject({
      error: {
        code: 'missing-toolchain',
        message: 'not installed: go 1.20.1, go 1.19',
        hint: 'gv install 1.20.1 1.19; or --install, which fetches the missing ones first',
        exit: 3,
      },
    });
    expect([ran.code, existsSync(join(cwd, 'ran'))]).toEqual([3, false]);
  });

  it('gives the command that installs the version of go.mod, ready to be typed', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'go.mod'), 'module example.com/m\n\ngo 1.19\n');
    const ran = await box.gv(['matrix', '--json', '-v', 'min,^1.20', '--', 'true'], { cwd });
    expect(JSON.parse(ran.stderr)).toMatchObject({
      error: {
        message: 'not installed: go 1.19 (min)',
        hint: 'gv install 1.19; or --install, which fetches the missing ones first',
      },
    });
  });

  it('installs the missing ones with --install, and leaves the global version alone', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    await using own = await sandbox({ server, signer });
    await own.gv(['install', '-q', '1.21.13']);
    const ran = await own.gv(['matrix', '-v', '1.21,1.22', '--install', '--', 'true']);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/1\.21\.13 +ok .*\n1\.22\.5 +ok/)]);
    expect(readFileSync(join(own.root, 'version'), 'utf8')).toBe('1.21.13\n');
  });

  it.each([
    [[], 'gv matrix needs a command'],
    [['-v', '1.26,', '--', 'true'], 'one of them is empty'],
    [['-v', 'nonsense', '--', 'true'], 'is not a Go version'],
    [['--jobs', '0', '--', 'true'], '--jobs takes a whole number'],
    [['--stall', '-1', '--', 'true'], '--stall takes a whole number'],
    [['--print', 'jenkins'], '--print takes github or gitlab'],
    [['--print', 'github', '--', 'true'], 'runs no command'],
    [['-v', 'min', '--', 'true'], 'no go.mod or go.work'],
  ])('refuses %j with exit 2', async (args, message) => {
    const ran = await box.gv(['matrix', ...args], { cwd: project() });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('ends with 127 where no Go finds the command', async () => {
    const { ran, cells } = await cellsOf(['-v', '1.26,1.27', '--', 'no-such-command']);
    expect(cellWords(cells)).toEqual(['1.26.11 failed 127', '1.27.4 failed 127']);
    expect(ran.code).toBe(127);
  });
});
