import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
/** Milliseconds. A gv that waits for what never comes does not end by itself. */
const LONGEST_RUN = 30_000;

/** gv as it stands in the sources, with an empty root and an empty project. */
export interface SourceGv extends Disposable {
  /** Holds `root` and `project`. */
  readonly folder: string;
  /** Runs gv in the project; `status` is null where it had to be ended. */
  run(...args: readonly string[]): { readonly status: number | null; readonly stderr: string };
}

export function sourceGv(): SourceGv {
  const folder = mkdtempSync(join(tmpdir(), 'gv-test-'));
  for (const name of ['root', 'project']) mkdirSync(join(folder, name));
  return {
    folder,
    run: (...args) =>
      spawnSync(process.execPath, [CLI, ...args], {
        cwd: join(folder, 'project'),
        env: {
          HOME: folder,
          GV_ROOT: join(folder, 'root'),
          PATH: '/usr/bin:/bin',
          GOPROXY: 'off',
          GOENV: 'off',
          // The types are taken out of the sources once, not each time.
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        },
        encoding: 'utf8',
        timeout: LONGEST_RUN,
        killSignal: 'SIGKILL',
      }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
