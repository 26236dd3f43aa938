import { chmod, chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ran, Sandbox } from './sandbox.ts';
import { whereIs } from './shells.ts';

export const NOBODY = 65_534;

/** Why nobody can become another user here; undefined where that is possible. */
export const NO_OTHER_USER =
  process.geteuid?.() !== 0
    ? 'only root can be another user'
    : whereIs('setpriv') === undefined
      ? 'there is no setpriv(1) to become another user'
      : undefined;

/** A root that the administrator filled, and the user nobody with a home of its own. */
export interface SharedRoot {
  readonly home: string;
  readonly project: string;
  readonly as: (command: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
}

/** Installs these versions in a sandbox as root, and lets nobody use it. */
export async function sharedRoot(box: Sandbox, ...versions: readonly string[]): Promise<SharedRoot> {
  const folder = dirname(box.root);
  await chmod(folder, 0o755);
  const [home, project] = [join(folder, 'nobody'), join(folder, 'nobody', 'project')];
  await mkdir(project, { recursive: true });
  for (const path of [home, project]) await chown(path, NOBODY, NOBODY);
  if (versions.length > 0) await box.gv(['install', ...versions]);
  const become = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];
  return {
    home,
    project,
    as: (command, env = {}) =>
      box.run([...become, ...command], { cwd: project, env: { HOME: home, ...env } }),
  };
}
