import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { dockerEnvironment } from './docker-env.ts';
import type { Outcome } from './set-up.ts';
import type { SlimRoot } from './slim-root.ts';

export interface DockerfileContext {
  /** The directory from which COPY takes files. */
  readonly context: string;
  /** What the stage before left in the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** A RUN, and how it ended. */
export interface DockerRun extends Outcome {
  readonly line: string;
}

/**
 * Runs the lines of one stage in a root directory: ENV and WORKDIR for the lines after them, COPY from the context, RUN by
 * `/bin/sh -c`. A cache mount is a directory that is there for its own RUNs alone, with what they left in it. Ends with the first
 * RUN that fails, and throws for an instruction that this reader does not know.
 */
export async function runDockerfile(
  root: SlimRoot,
  text: string,
  { context, env: given }: DockerfileContext,
): Promise<readonly DockerRun[]> {
  let [env, at] = [given, '/'];
  const runs: DockerRun[] = [];
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    switch (instruction) {
      case 'ENV':
        env = { ...env, ...dockerEnvironment(line, env) };
        break;
      case 'WORKDIR':
        at = posix.resolve(at, rest);
        mkdirSync(join(root.folder, at), { recursive: true });
        break;
      case 'COPY': {
        const words = rest.split(' ');
        const target = join(root.folder, posix.resolve(at, words.at(-1) ?? ''));
        for (const name of words.slice(0, -1)) cpSync(join(context, name), join(target, name));
        break;
      }
      case 'RUN': {
        const { command, caches } = runOf(rest);
        const put = caches.map((path) => mounted(root.folder, path));
        const ran = await root.inside(['/bin/sh', '-c', `cd '${at}' && ${command}`], env);
        for (const away of put) away();
        runs.push({ line, ...ran });
        if (ran.status !== 0) return runs;
        break;
      }
      default:
        throw new Error(`no instruction that is known here: ${line}`);
    }
  }
  return runs;
}

function runOf(rest: string): { readonly command: string; readonly caches: readonly string[] } {
  const [, options = '', command = ''] = /^((?:--\S+ )*)(.*)$/.exec(rest) ?? [];
  const caches = options.split(' ').flatMap((option) => {
    if (option === '') return [];
    const [, target] = /^--mount=type=cache,target=(\/\S+)$/.exec(option) ?? [];
    if (target === undefined) throw new Error(`no option that is known here: ${option}`);
    return [target];
  });
  return { command, caches };
}

/** Lays the directory of a cache at its place; the result takes it away again. */
function mounted(folder: string, path: string): () => void {
  const [place, store] = [join(folder, path), join(folder, '.caches', path)];
  const hidden = `${place}.image`;
  for (const each of [place, store]) mkdirSync(dirname(each), { recursive: true });
  if (existsSync(place)) renameSync(place, hidden);
  if (existsSync(store)) renameSync(store, place);
  else mkdirSync(place);
  return () => {
    renameSync(place, store);
    if (existsSync(hidden)) renameSync(hidden, place);
    rmSync(hidden, { recursive: true, force: true });
  };
}
