import type { Finding } from '../../core/choice/finding.ts';
import { isWithin } from '../../core/machine/mounts.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { programOnPath, realPlace } from '../../io/host/search-path.ts';
import { gitEnvironment, readBounded } from '../../io/roads/git.ts';
import type { Run } from '../../world.ts';
import type { NamedPlace } from './context.ts';

/** Notes on caches inside the module here that git does not ignore: they would be committed. Nothing is told without git, or outside a repository. */
export async function insideModule(run: Run, places: readonly NamedPlace[]): Promise<readonly Finding[]> {
  const module = places.find(({ name }) => name === 'module')?.path;
  const git = programOnPath(run, 'git');
  if (module === undefined || git === undefined) return [];
  const found: Finding[] = [];
  for (const { name, path } of places) {
    const isInside = realPlace(path) !== realPlace(module) && isWithin(realPlace(module), realPlace(path));
    if (!isInside || name === 'asked' || name === 'GOBIN') continue;
    // The slash makes a directory of a path that is not there yet. No program of the repository's own settings runs: a monitor of files could be one.
    const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '-q', '--no-index', '--', `${path}/`];
    const read = await readBounded(run, { program: git, args, env: gitEnvironment(run, '/'), cwd: module });
    // The exit code 1 means that nothing ignores the path (git-check-ignore(1)).
    if ('text' in read || read.code !== 1) continue;
    const below = path.slice(module.length).replace(/^\/+/, '');
    found.push({
      code: 'place-shared-link',
      level: 'note',
      text: `${name} ${path} lies inside the module here, and git does not ignore it`,
      cure: `echo ${shellWord(`/${below}/`)} >>${shellWord(`${module}/.gitignore`)}`,
      evidence: [{ what: `git check-ignore ${below}`, value: 'exit 1', how: 'measured' }],
    });
  }
  return found;
}
