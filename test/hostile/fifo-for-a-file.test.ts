import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToolchain } from '../support/gv-home.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
/** Milliseconds. A gv that waits on a FIFO never ends by itself. */
const LONGEST_RUN = 30_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gv-test-'));
  for (const name of ['root', 'project']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs gv from its sources in the project; `status` is null where it had to be ended. */
function gv(...args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, [CLI, ...args], {
    cwd: join(folder, 'project'),
    env: { HOME: folder, GV_ROOT: join(folder, 'root'), PATH: '/usr/bin:/bin', GOPROXY: 'off', GOENV: 'off' },
    encoding: 'utf8',
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
  });
}

function fifo(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  expect(spawnSync('mkfifo', [join(folder, path)]).status).toBe(0);
}

describe('a FIFO in the place of a small file is not waited for', () => {
  it.each([
    ['a pin, as it would be replaced', 'project/.go-version', ['use', '1.22.5'], 2],
    ['the pins of a project', 'project/.tool-versions', ['use', '1.22.5'], 6],
    ['the config', 'root/config.json', ['config', 'list'], 6],
    [
      'the signature of a carried archive',
      'project/go1.22.5.linux-amd64.tar.gz.asc',
      ['verify', './go1.22.5.linux-amd64.tar.gz'],
      6,
    ],
    [
      'a carried archive',
      'project/go1.22.5.linux-amd64.tar.gz',
      ['verify', './go1.22.5.linux-amd64.tar.gz'],
      6,
    ],
    ['a key file', 'project/keys.asc', ['key', 'import', 'keys.asc'], 6],
    ['the cached index', 'root/cache/index.json', ['list', '--remote', '--offline'], 4],
    ['a receipt', 'root/receipts/1.22.5.json', ['list'], 6],
  ])('%s', (_, path, args, status) => {
    fifo(path);
    if (path.endsWith('.asc')) writeFileSync(join(folder, path.slice(0, -4)), 'archive');
    if (!path.endsWith('index.json')) addToolchain(join(folder, 'root'), '1.22.5');
    expect(gv(...args)).toMatchObject({ status });
  });
});
