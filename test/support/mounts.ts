import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why no file system can be mounted here; undefined where one can. */
export const NO_MOUNT = probe();

function probe(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]).status === 0;
  if (isMounted) spawnSync('umount', [directory]);
  rmSync(directory, { recursive: true });
  return isMounted ? undefined : 'a small file system cannot be mounted here';
}

/** Mounts with the arguments of mount(8), of which the last is the directory; the end of the block unmounts. */
export function mounted(args: readonly string[]): Disposable {
  call('mount', ...args);
  return { [Symbol.dispose]: () => call('umount', '-l', args.at(-1) ?? '') };
}

export function call(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
