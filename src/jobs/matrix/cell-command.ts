import { randomBytes } from 'node:crypto';
import type { Contender } from '../../core/matrix/cell.ts';
import type { ChildRequest } from '../../io/children/child.ts';
import { personEnvironment } from '../../io/process/environment.ts';
import { shimFile } from '../../io/process/program.ts';
import { type Mark, markedProcesses } from '../../io/running/marked-processes.ts';
import { PROC } from '../../io/running/processes.ts';
import type { World } from '../../world.ts';

export interface CellCommand {
  readonly contender: Contender;
  readonly command: readonly string[];
  /** Variables of the user's, beside those of the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The directory of the command; the current one without it. */
  readonly cwd?: string;
}

/** The mark of a command and all that it starts; of a command that another one of gv's started, below the mark of that. */
function markFor({ env }: World): Mark {
  const name = 'GV_CELL';
  return { name, value: `${env[name] ?? ''}/${randomBytes(8).toString('hex')}` };
}

/**
 * A command with a toolchain, as `gv exec --exact` runs it: the launcher sets GV_VERSION, PATH and GOTOOLCHAIN=local, and becomes the
 * command. The command has a process group and no terminal, and a mark by which what left the group is found when gv ends the command.
 */
export function cellChild(
  world: World,
  { contender, command, variables, cwd = world.cwd }: CellCommand,
): Pick<ChildRequest, 'program' | 'args' | 'cwd' | 'env' | 'group' | 'strays'> {
  const mark = markFor(world);
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
      [mark.name]: mark.value,
    },
    group: 'own',
    strays: (group) => markedProcesses(PROC, mark, group),
  };
}
