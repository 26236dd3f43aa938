import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran, Sandbox } from './sandbox.ts';

/** Names and values for a step. */
type Variables = Readonly<Record<string, string>>;

/** The indented lines below one that matches, with the indentation of the first taken away. */
function below(lines: readonly string[], start: RegExp): readonly string[] {
  const at = lines.findIndex((line) => start.test(line));
  const rest = lines.slice(at + 1);
  const depth = /^ */.exec(rest[0] ?? '')?.[0].length ?? 0;
  const own = /^ */.exec(lines[at] ?? '')?.[0].length ?? 0;
  if (at === -1 || depth <= own) return [];
  const end = rest.findIndex((line) => line.trim() !== '' && (/^ */.exec(line)?.[0].length ?? 0) < depth);
  return rest.slice(0, end === -1 ? rest.length : end).map((line) => line.slice(depth));
}

/** The `run:` of each step of a list of steps, in order; steps with `uses:` run elsewhere. */
export function githubRuns(yaml: string): readonly string[] {
  const steps = yaml.split(/^(?=- )/m).filter((step) => /^(?:- | {2})run:/m.test(step));
  return steps.map((step) => {
    const [, inline = ''] = /^(?:- | {2})run: (.*)$/m.exec(step) ?? [];
    return inline === '|' ? below(step.split('\n'), /^(?:- | {2})run: \|$/).join('\n') : inline;
  });
}

/**
 * Runs two jobs, of which the first gives the second its matrix as an output of its only step with an id. Gives the results of the first
 * job, and of each cell. The expressions are those of this one shape; any other text in their places throws.
 */
export async function runGithubMatrix(
  box: Sandbox,
  yaml: string,
  given: Variables,
): Promise<{ readonly first: readonly Ran[]; readonly cells: readonly (readonly Ran[])[] }> {
  const [first = [], second = []] = yaml
    .split(/^(?=\w[\w-]*:$)/m)
    .filter((job) => /^\w/.test(job))
    .map((job) => job.split('\n'));
  const [name] = second[0]?.split(':') ?? [];
  const source = /^ {4}matrix: \$\{\{ fromJSON\(needs\.(\w+)\.outputs\.(\w+)\) \}\}$/m.exec(
    second.join('\n'),
  );
  const wanted = `    ${source?.[2]}: \${{ steps.${/- id: (\w+)/.exec(first.join('\n'))?.[1]}.outputs.${source?.[2]} }}`;
  if (first[0] !== `${source?.[1]}:` || !first.includes(wanted)) throw new Error(`${name}: no matrix`);
  const output = join(box.home, 'github-output');
  writeFileSync(output, '');
  const steps = (job: readonly string[]): readonly string[] =>
    githubRuns(below(job, /^ {2}steps:$/).join('\n'));
  const firstRan = await runGithubSteps(box, steps(first), { ...given, GITHUB_OUTPUT: output });
  const { include } = JSON.parse(githubVariables(readFileSync(output, 'utf8'))[source?.[2] ?? ''] ?? '') as {
    readonly include: readonly Variables[];
  };
  const cells: (readonly Ran[])[] = [];
  for (const cell of include) {
    const env = below(second, /^ {2}env:$/).map((line) => {
      const [, variable = '', key = ''] = /^(\w+): \$\{\{ matrix\.(\w+) \}\}$/.exec(line) ?? [];
      return [variable, cell[key] ?? ''] as const;
    });
    cells.push(await runGithubSteps(box, steps(second), { ...given, ...Object.fromEntries(env) }));
  }
  return { first: firstRan, cells };
}

/**
 * Runs steps as a runner of GitHub does: each a `bash --noprofile --norc -eo pipefail` of its own, with fresh files for
 * GITHUB_PATH and GITHUB_ENV, which hold for the steps after it. Ends with the first step that fails.
 */
export async function runGithubSteps(
  box: Sandbox,
  runs: readonly string[],
  given: Variables,
): Promise<readonly Ran[]> {
  let env: Record<string, string> = { ...given };
  const results: Ran[] = [];
  for (const script of runs) {
    const files = { GITHUB_PATH: join(box.home, 'github-path'), GITHUB_ENV: join(box.home, 'github-env') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const command = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
    const ran = await box.run(command, { env: { ...env, ...files } });
    results.push(ran);
    if (ran.code !== 0) return results;
    const first = readFileSync(files.GITHUB_PATH, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .toReversed();
    env = { ...env, ...githubVariables(readFileSync(files.GITHUB_ENV, 'utf8')) };
    env['PATH'] = [...first, env['PATH'] ?? ''].join(':');
  }
  return results;
}

/** The variables of a GITHUB_ENV file: NAME=VALUE, or NAME<<DELIMITER, lines, DELIMITER. Throws for any other line, as the runner does. */
export function githubVariables(text: string): Variables {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name = '', sign, value = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    if (sign === undefined) throw new Error(`invalid format: ${line}`);
    if (sign === '=') {
      found[name] = value;
      continue;
    }
    const end = lines.indexOf(value, at + 1);
    if (end === -1) throw new Error(`no delimiter ${value}`);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}

/**
 * Runs the jobs of a GitLab pipeline in their order: `variables`, `script` once for each value of a `parallel: matrix` of one variable, the
 * dotenv report of a job for those after it, and in place of a `trigger` the pipeline in the file that it includes.
 */
export async function runGitlabJobs(box: Sandbox, yaml: string, given: Variables): Promise<readonly Ran[]> {
  const jobs = yaml.split(/^(?=\w[\w-]*:$)/m).filter((job) => /^\w/.test(job));
  let reported: Variables = {};
  const results: Ran[] = [];
  for (const job of jobs) {
    const lines = job.split('\n');
    const [, included] = /^ +- artifact: (.*)$/m.exec(job) ?? [];
    if (included !== undefined) {
      results.push(...(await runGitlabJobs(box, readFileSync(join(box.project, included), 'utf8'), given)));
      continue;
    }
    const own = below(lines, /^ {2}variables:$/).flatMap((line) => {
      const [, name = '', value = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
      return [[name, value.replace('$CI_PROJECT_DIR', box.project)] as const];
    });
    const script = below(lines, /^ {2}script:$/).map((line) => line.replace(/^- /, ''));
    const env = { ...given, CI_PROJECT_DIR: box.project, ...Object.fromEntries(own), ...reported };
    for (const cell of gitlabCells(below(lines, /^ {4}matrix:$/)))
      results.push(
        await box.run(['bash', '-c', ['set -eo pipefail', ...script].join('\n')], {
          env: { ...env, ...cell },
        }),
      );
    const [, report] = /^ +dotenv: (.*)$/m.exec(job) ?? [];
    if (report !== undefined) reported = gitlabVariables(readFileSync(join(box.project, report), 'utf8'));
  }
  return results;
}

/** The variables of each job of a matrix (parallel:matrix); one job without variables where there is no matrix. */
function gitlabCells([line]: readonly string[]): readonly Variables[] {
  if (line === undefined) return [{}];
  const [, name = '', list = ''] = /^- (\w+): (\[.*\])$/.exec(line) ?? [];
  return (JSON.parse(list) as readonly string[]).map((value) => ({ [name]: value }));
}

/** GitLab takes NAME=VALUE in every line, and neither empty lines nor comments (artifacts:reports:dotenv). */
function gitlabVariables(text: string): Variables {
  const lines = text.replace(/\n$/, '').split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^(\w+)=(\S*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`Invalid Format: ${line}`);
      return [name, value];
    }),
  );
}
