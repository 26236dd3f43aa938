import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contest.ts';

export interface ByHandRequest {
  /** An empty directory of its own. */
  readonly folder: string;
  /** A tar.gz, or a zip, on disk already. */
  readonly archive: string;
  /** The toolchain's `bin/go` in the archive. */
  readonly go: string;
}

/** The commands that a person types for an archive that is on disk already; `$1` is the archive and `$2` an empty directory. */
const TAR: Readonly<Record<string, string>> = {
  'tar xzf': 'tar xzf "$1" -C "$2"',
  'tar + sha256sum': 'tar xzf "$1" -C "$2" && sha256sum "$1"',
  'pigz | tar': 'pigz -dc "$1" | tar x -C "$2"',
};
const ZIP: Readonly<Record<string, string>> = { unzip: 'unzip -q "$1" -d "$2"' };

/** Programs of the system that unpack an archive, and prove nothing. Those that are not installed are named on stderr. */
export function byHand({ folder, archive, go }: ByHandRequest): readonly Contestant[] {
  const tree = join(folder, 'tree');
  return Object.entries(archive.endsWith('.zip') ? ZIP : TAR).flatMap(([name, script]) => {
    const program = script.split(' ')[0] ?? '';
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) {
      process.stderr.write(`no comparison with ${name}: ${program} is not installed\n`);
      return [];
    }
    return {
      name,
      command: ['sh', '-c', script, 'sh', archive, tree],
      place: { cwd: folder, env: { PATH: '/usr/bin:/bin' } },
      before: () => {
        rmSync(tree, { recursive: true, force: true });
        mkdirSync(tree);
      },
      made: () => [join(tree, go)],
    };
  });
}
