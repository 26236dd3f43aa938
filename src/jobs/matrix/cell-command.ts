import type { Contender } from '../../core/matrix/cell.ts';
import type { ChildRequest } from '../../io/children/child.ts';
import { personEnvironment } from '../../io/process/environment.ts';
import { shimFile } from '../../io/process/program.ts';
import type { World } from '../../world.ts';

export interface CellCommand {
  readonly contender: Contender;
  readonly command: readonly string[];
  /** Variables of the user's, beside those of the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The directory of the command; the current one without it. */
  readonly cwd?: string;
}

/**
 * A command with a toolchain, as `gv exec --exact` runs it: the launcher sets GV_VERSION, PATH and GOTOOLCHAIN=local, and becomes the
 * command. The command has a process group and no terminal.
 */
export function cellChild(
  world: World,
  { contender, command, variables, cwd = world.cwd }: CellCommand,
): Pick<ChildRequest, 'program' | 'args' | 'cwd' | 'env' | 'group'> {
  return {
    program: '/bin/sh',
    args: [shimFile('gv'), 'exec', '--exact', contender.version, '--', ...command],
    cwd,
    env: {
      ...personEnvironment(world.env),
      GV_ROOT: world.layout.root,
      // The launcher of a checkout has no Node of its own.
      GV_NODE: process.execPath,
      // The current directory by the name that the person has for it: a child may print it.
      PWD: cwd,
      ...variables,
    },
    group: 'own',
  };
}
