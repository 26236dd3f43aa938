import { type EnvTarget, envTarget } from '../../core/shells/env-target.ts';
import { appendGithub, githubFiles } from '../../io/host/github-files.ts';
import { compareEnvironmentFile, writeEnvironmentFile } from '../../jobs/here/environment-file.ts';
import { type Environment, findEnvironment } from '../../jobs/here/environment.ts';
import { comparisonText, differenceLine, writingText } from '../../report/environment/file-results.ts';
import { fileLines } from '../../report/environment/file-text.ts';
import { resultJson } from '../../report/events/json.ts';
import { environmentText } from '../../report/results/shell-text.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { args, options, report }: Input): Promise<number> {
  const [format, shell, write, check, caches] = OPTIONS.map((name) => options.text(name));
  const target = envTarget({ format, shell, write, check, github: options.flag('github') });
  const environment = await findEnvironment(world, {
    version: args[0],
    goroot: options.flag('goroot'),
    gobin: options.flag('gobin'),
    caches,
  });
  const { exit, text, ...more } = await outcome(world, target, environment);
  report.result('env', { ...dataOf(environment), ...more }, text);
  return exit;
}

const OPTIONS = ['format', 'shell', 'write', 'check', 'caches'] as const;

/** The text for people, the exit code, and what `--json` says beside the environment. */
interface Outcome {
  readonly text: string;
  readonly exit: number;
  readonly file?: string;
  readonly state?: 'written' | 'unchanged' | 'same' | 'different';
  readonly difference?: readonly string[];
}

async function outcome(world: World, target: EnvTarget, environment: Environment): Promise<Outcome> {
  switch (target.kind) {
    case 'shell':
      return { exit: 0, text: environmentText(target.shell, environment) };
    case 'github':
      appendGithub(githubFiles(world.env), {
        directories: environment.first,
        variables: environment.variables,
      });
      return { exit: 0, text: '' };
    case 'json':
      return { exit: 0, text: resultJson('env', dataOf(environment)) };
    case 'text': {
      const lines = fileLines(target.format.name, { ...environment, home: world.home });
      return { exit: 0, text: lines.map((line) => `${line}\n`).join('') };
    }
    case 'write':
    case 'check':
      return fileOutcome(world, target, environment);
  }
}

async function fileOutcome(
  world: World,
  { kind, format, file }: Extract<EnvTarget, { readonly kind: 'write' | 'check' }>,
  environment: Environment,
): Promise<Outcome> {
  const lines = fileLines(format.name, { ...environment, home: world.home });
  const request = { file, format, lines };
  if (kind === 'write') {
    const state = (await writeEnvironmentFile(world, request)) ? 'written' : 'unchanged';
    return { exit: 0, file, state, text: writingText(file, state) };
  }
  const difference = compareEnvironmentFile(world, request).map(differenceLine);
  const state = difference.length === 0 ? 'same' : 'different';
  return { exit: state === 'same' ? 0 : 1, file, state, difference, text: comparisonText(file, difference) };
}

function dataOf({ first, rest, variables }: Environment): Readonly<Record<string, unknown>> {
  return {
    path: first,
    variables: { ...Object.fromEntries(variables), PATH: [...first, ...rest].join(':') },
  };
}
