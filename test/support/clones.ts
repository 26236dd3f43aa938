import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mounted } from './mounts.ts';

/** A file system whose files can share blocks, mounted at `path`. */
export interface CloningDisk extends Disposable {
  readonly path: string;
  /** Bytes in use, once all is written. */
  used(): number;
}

const BYTES = 320 * 1024 * 1024;

/** An XFS of the test's own, in a file. Throws where none can be made or mounted. */
export function cloningDisk(): CloningDisk {
  const folder = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const [image, path] = [join(folder, 'image'), join(folder, 'disk')];
  const remove = (): void => rmSync(folder, { recursive: true });
  try {
    mkdirSync(path);
    writeFileSync(image, '');
    truncateSync(image, BYTES);
    run('mkfs.xfs', '-q', '-m', 'reflink=1', image);
    const mount = mounted(['-o', 'loop', image, path]);
    return {
      path,
      used: () => {
        run('sync', '-f', path);
        return Number(run('df', '--output=used', '-B1', path).split('\n')[1]);
      },
      [Symbol.dispose]: () => {
        mount[Symbol.dispose]();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')}: ${stderr ?? ''}`, { cause: error });
}

/** Why there is no such file system here; undefined where there is one. */
export const NO_CLONES = probe();

function probe(): string | undefined {
  try {
    cloningDisk()[Symbol.dispose]();
    return undefined;
  } catch {
    return 'no XFS can be made (xfsprogs) and mounted here';
  }
}
