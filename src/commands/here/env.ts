import { isAbsolute } from 'node:path';
import { SHELLS, type ShellName } from '../../core/shells/shells.ts';
import { GvError } from '../../errors.ts';
import { appendGithub } from '../../io/host/github-files.ts';
import { type Environment, findEnvironment } from '../../jobs/here/environment.ts';
import { environmentText } from '../../report/results/shell-text.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { args, options, report }: Input): Promise<number> {
  const shell = knownShell(options.text('shell') ?? 'sh');
  const environment = await findEnvironment(world, {
    version: args[0],
    goroot: options.flag('goroot'),
    gobin: options.flag('gobin'),
  });
  if (options.flag('github')) appendGithub(githubFiles(world), settingsOf(environment));
  const text = options.flag('github') ? '' : environmentText(shell, environment);
  report.result('env', dataOf(environment), text);
  return 0;
}

function knownShell(name: string): ShellName {
  const shell = SHELLS.find((row) => row.name === name);
  if (shell !== undefined) return shell.name;
  throw new GvError('usage', `gv env has no output for the shell ${name}`, {
    hint: `The shells are ${SHELLS.map((row) => row.name).join(', ')}.`,
  });
}

function githubFiles({ env }: World): { readonly path: string; readonly env: string } {
  const [path, variables] = [env['GITHUB_PATH'] ?? '', env['GITHUB_ENV'] ?? ''];
  if (isAbsolute(path) && isAbsolute(variables)) return { path, env: variables };
  throw new GvError(
    'usage',
    '--github is for a step of GitHub Actions, which sets GITHUB_PATH and GITHUB_ENV',
    {
      hint: 'Elsewhere: eval "$(gv env)"',
    },
  );
}

function settingsOf({ first, variables }: Environment): Parameters<typeof appendGithub>[1] {
  return { directories: first, variables };
}

function dataOf({ first, rest, variables }: Environment): unknown {
  return {
    path: first,
    variables: { ...Object.fromEntries(variables), PATH: [...first, ...rest].join(':') },
  };
}
