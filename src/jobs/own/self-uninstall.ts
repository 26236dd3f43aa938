import { GvError } from '../../errors.ts';
import { mayWrite } from '../../io/disk/access.ts';
import { diskUse } from '../../io/disk/usage.ts';
import { runInstaller } from '../../io/own/installer.ts';
import { installerFile } from '../../io/process/program.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';

/** What would go with gv. */
export interface Belongings {
  readonly root: string;
  readonly toolchains: readonly string[];
  /** On the disk. */
  readonly bytes: number;
  /** What install.sh says it would remove, line by line. */
  readonly plan: readonly string[];
}

/** Looks what there is to remove, and refuses with `usage` what does not look like gv's root, or holds somebody's home, with `permission` what can only be read. */
export async function belongings(world: World): Promise<Belongings> {
  const { root } = world.layout;
  const plan = linesOf(await runInstaller(world, installerFile(), ['--uninstall', '--dry-run']));
  // Half of it would go, and the rest could not. What is not there needs no permission.
  if (mayWrite(world.layout.root) === 'no') {
    throw new GvError('permission', `nothing can be removed from ${root}: you may not write there`, {
      hint: 'Check who owns it (ls -ld), and whether its file system is read-only.',
      path: root,
    });
  }
  const toolchains = installedToolchains(world.layout).map(({ version }) => version.label);
  return { root, toolchains, bytes: diskUse(root), plan };
}

/** Removes gv's root and its lines in start-up files, and gives what install.sh says it removed. Fails with `usage`, `permission`. */
export async function selfUninstall(world: World): Promise<readonly string[]> {
  return linesOf(await runInstaller(world, installerFile(), ['--uninstall']));
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
