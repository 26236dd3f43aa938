import { LIMITS } from '../../core/limits.ts';
import { rewriting, type GitSetting } from '../../core/roads/git-settings.ts';
import { goNetrcLine } from '../../core/roads/netrc-lines.ts';
import { repositoryOf } from '../../core/roads/repository.ts';
import type { Origin, Road } from '../../core/roads/road.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { netrcFile } from '../../io/go/netrc-file.ts';
import { gitConfiguration, originOf } from '../../io/roads/git-facts.ts';
import { openGit } from '../../io/roads/git.ts';
import { readRoad } from '../../io/roads/road.ts';
import type { Run } from '../../world.ts';

/** Roads that are read: each takes some calls of git. */
const MOST_ROADS = 8;

/** The road to the first of each group of modules, by that module; a module without a road is left out. Asks no server. */
export async function roadsTo(
  run: Run,
  modules: readonly string[],
  goroot: string | undefined,
): Promise<ReadonlyMap<string, Road>> {
  const readings = await Promise.all(
    modules.slice(0, MOST_ROADS).map(async (subject) => {
      const reading = await readRoad(run, { subject, goroot });
      return 'road' in reading ? [[subject, reading.road] as const] : [];
    }),
  );
  return new Map(readings.flat());
}

/** A sign that this machine signs in somewhere for a module, which public ones need not. */
export interface PrivateSign {
  readonly path: string;
  /** The part of the path for which the setting stands: `git.corp.example`, `github.com/corp`. */
  readonly prefix: string;
  readonly what: 'insteadOf' | 'netrc';
  readonly origin: Origin;
}

/** Hosts where most modules are public, so that a setting for the whole host is no sign. */
const PUBLIC_HOSTS: ReadonlySet<string> = new Set([
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
]);

/** The modules that git's configuration rewrites, or whose host has a login in the netrc. Asks no server. */
export async function privateSigns(run: Run, paths: readonly string[]): Promise<readonly PrivateSign[]> {
  if (paths.length === 0) return [];
  const netrc = netrcFile(run);
  const text = netrc === undefined ? '' : (readSmallOrNothing(netrc, LIMITS.keyFileBytes) ?? '');
  const settings = await settingsOfGit(run);
  return paths.flatMap((path): readonly PrivateSign[] => {
    const repository = repositoryOf(path);
    const [host = ''] = path.split('/');
    if (repository === undefined) return [];
    const rewritten = rewriting(settings, repository.url, 'insteadof');
    const prefix = rewritten === undefined ? host : prefixOf(rewritten.value, host);
    if (rewritten !== undefined && !PUBLIC_HOSTS.has(prefix))
      return [{ path, prefix, what: 'insteadOf', origin: originOf(rewritten) }];
    const line = text === '' || PUBLIC_HOSTS.has(host) ? undefined : goNetrcLine(text, host);
    return line === undefined || netrc === undefined
      ? []
      : [{ path, prefix: host, what: 'netrc', origin: { from: netrc, line } }];
  });
}

async function settingsOfGit(run: Run): Promise<readonly GitSetting[]> {
  const git = await openGit(run);
  if (git === undefined) return [];
  await using reader = git;
  return (await gitConfiguration(reader)).settings;
}

/** The whole elements of a path in the beginning of an address that git rewrites: `github.com/corp` of `https://github.com/corp/`. */
function prefixOf(value: string, host: string): string {
  const rest = value.replace(/^[a-z+]+:\/\//i, '');
  const elements = rest.split('/').filter((element) => element !== '');
  const whole = rest.endsWith('/') ? elements : elements.slice(0, -1);
  return whole.length === 0 ? host : whole.join('/');
}
