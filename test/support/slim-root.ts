import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './set-up.ts';
import { madeOnce } from './suite-directory.ts';

/** A root directory to change into, or why there is none. */
export interface SlimRoot {
  readonly folder: string;
  readonly missing: string | undefined;
  /** Runs a command in it as root, with an otherwise empty environment. */
  inside(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  remove(): void;
}

function rootIn(folder: string, missing: string | undefined): SlimRoot {
  return {
    folder,
    missing,
    async inside(command, env = {}) {
      const variables = Object.entries({ HOME: '/root', PATH: '/usr/bin:/bin', ...env });
      const words = variables.map(([name, value]) => `${name}=${value}`);
      // env of this machine: the root may have none.
      const child = spawn('env', ['-i', ...words, '/usr/sbin/chroot', folder, ...command], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const texts = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
      const [status] = (await once(child, 'close')) as [number | null];
      return { status, ...texts };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'gv-test-slim-'));
}

/** The smallest Debian there is, with wget and sudo: no Node, no libatomic, no curl, no Go. */
export function slimDebian(): SlimRoot {
  const folder = emptyFolder();
  const why = (): string | undefined => {
    if (process.getuid?.() !== 0) return 'only root can make a root directory to change into';
    const mirror = spawnSync('sh', ['-c', "apt-get indextargets --format '$(SITE)' | head -1"], {
      encoding: 'utf8',
    });
    const site = mirror.stdout.trim();
    if (!/^https?:\/\//.test(site)) return 'apt names no Debian archive';
    const made = madeOnce('slim-debian', (directory) => {
      const root = join(directory, 'root');
      mkdirSync(root, { mode: 0o755 });
      const args = ['--variant=minbase', '--include=wget,sudo', 'bookworm', root, site];
      if (spawnSync('debootstrap', args, { timeout: 240_000 }).status !== 0)
        rmSync(root, { recursive: true });
    });
    if (!existsSync(join(made, 'root')))
      return 'debootstrap is not installed or its archive cannot be reached';
    const { status } = spawnSync('cp', ['-a', `${made}/root/.`, folder]);
    return status === 0 ? undefined : 'the small Debian cannot be copied';
  };
  return rootIn(folder, why());
}

/** A root with a static busybox and nothing else: as on Alpine, no loader of glibc. */
export function rootWithoutGlibc(): SlimRoot {
  const folder = emptyFolder();
  const script = [
    'set -e',
    'cd "$1"',
    'mkdir bin dev root tmp etc deb',
    'mknod -m 666 dev/null c 1 3',
    'cd deb',
    'apt-get download busybox-static >/dev/null',
    'dpkg-deb -x ./*.deb .',
    'cd ..',
    'mv "$(find deb -path "*bin/busybox" -type f)" bin/busybox',
    'rm -r deb',
    './bin/busybox --list | while read -r name; do [ "$name" = busybox ] || ln -s busybox "bin/$name"; done',
  ].join('\n');
  const why = (): string | undefined => {
    if (process.getuid?.() !== 0) return 'only root can make a root directory to change into';
    const made = spawnSync('sh', ['-c', script, 'make', folder], { timeout: 120_000 });
    return made.status === 0 && readdirSync(folder).includes('bin')
      ? undefined
      : 'the package busybox-static cannot be fetched from the Debian archive';
  };
  return rootIn(folder, why());
}
