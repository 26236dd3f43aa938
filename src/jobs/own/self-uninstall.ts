import { diskUse } from '../../io/disk/usage.ts';
import { runInstaller } from '../../io/own/installer.ts';
import { installerFile } from '../../io/process/program.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';

/** The files that `gv self-uninstall` would remove. */
export interface Belongings {
  readonly root: string;
  readonly toolchains: readonly string[];
  /** On the disk. */
  readonly bytes: number;
  /** The paths that install.sh would remove, one a line. */
  readonly plan: readonly string[];
}

/** Finds the files to remove. Fails with `usage` for a directory that does not look like gv's root, or holds a home directory, with `permission` for a root that can only be read. */
export async function belongings(world: World): Promise<Belongings> {
  const { root } = world.layout;
  const plan = linesOf(await runInstaller(world, installerFile(), ['--uninstall', '--dry-run']));
  const toolchains = installedToolchains(world.layout).map(({ version }) => version.label);
  return { root, toolchains, bytes: diskUse(root), plan };
}

/** Removes gv's root and its lines in start-up files; gives the report of install.sh. Fails with `usage`, `permission`. */
export async function selfUninstall(world: World): Promise<readonly string[]> {
  return linesOf(await runInstaller(world, installerFile(), ['--uninstall']));
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
