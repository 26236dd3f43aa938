import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contest.ts';

/** Not a dependency: fetched into a temporary prefix for one run. */
const PACKAGE = '@jdxcode/mise-linux-x64';

export interface MiseRequest {
  /** An empty directory of its own. */
  readonly folder: string;
  readonly version: string;
  /** Has the archive, and its `.sha256` without a newline. */
  readonly mirror: string;
}

/** mise, which proves an archive by its SHA-256 alone; undefined, with the reason on stderr, where npm cannot fetch it. */
export function mise({ folder, version, mirror }: MiseRequest): Contestant | undefined {
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix, { recursive: true });
  const fetched = ran([
    'npm',
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    prefix,
    PACKAGE,
  ]);
  const program = join(prefix, 'node_modules', PACKAGE, 'bin', 'mise');
  const repository = join(folder, 'repository');
  if (!fetched || !existsSync(program) || !tagged(repository, version)) {
    process.stderr.write(`no comparison with mise: ${PACKAGE}, or a git repository for it, cannot be had\n`);
    return undefined;
  }
  const home = join(folder, 'home');
  const env = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    MISE_GO_DOWNLOAD_MIRROR: mirror,
    MISE_GO_REPO: repository,
    MISE_USE_VERSIONS_HOST: '0',
  };
  return {
    name: 'mise',
    command: [program, 'install', '-y', '-q', `go@${version}`],
    place: { cwd: folder, env },
    before: () => {
      rmSync(home, { recursive: true, force: true });
      mkdirSync(home);
    },
    made: () => [join(home, '.local', 'share', 'mise', 'installs', 'go', version, 'bin', 'go')],
  };
}

/** A git repository with the tag of a release: mise reads the list of releases from tags. */
function tagged(repository: string, version: string): boolean {
  const git = ['git', '-C', repository, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  return (
    ran(['git', 'init', '-q', repository]) &&
    ran([...git, 'commit', '-q', '--allow-empty', '-m', 'releases']) &&
    ran([...git, 'tag', `go${version}`])
  );
}

function ran([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
