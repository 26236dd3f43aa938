import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyHome, type EmptyHome, type Outcome } from './set-up.ts';

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** An empty home in which gv is set up as a user does it; what runs there does not stop a server of the test. */
export interface GvHome extends Disposable {
  readonly directory: string;
  readonly home: string;
  readonly root: string;
  run(command: readonly string[], how?: How): Promise<Outcome>;
  gv(args: readonly string[], how?: How): Promise<Outcome>;
  /** Sets gv up by the install.sh of a release in a directory. */
  install(release: string, args?: readonly string[]): Promise<Outcome>;
}

export function gvHome(): GvHome {
  const box: EmptyHome = emptyHome();
  const { directory, home } = box;
  const root = join(home, '.gv');
  const run: GvHome['run'] = async (
    [program = '', ...args],
    { env = {}, cwd = directory, input = '' } = {},
  ) => {
    const child = spawn(program, args, {
      cwd,
      env: { HOME: home, PATH: '/usr/bin:/bin', SHELL: '/bin/bash', LC_ALL: 'C.UTF-8', ...env },
      stdio: 'pipe',
    });
    // It may end without reading.
    child.stdin.on('error', () => undefined).end(input);
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, ...texts };
  };
  return {
    directory,
    home,
    root,
    run,
    gv: (args, how) => run([join(root, 'bin', 'gv'), ...args], how),
    install: (release, args = []) =>
      run(['sh', join(release, 'install.sh'), ...args], { env: { GV_INSTALL_BASE: release } }),
    [Symbol.dispose]: () => box.remove(),
  };
}

/** A home that is set up once for the tests of a file. */
export interface InstalledHome {
  /** The home as it was when it was set up: each test begins with one. */
  fresh(): Promise<GvHome>;
  remove(): void;
}

/** `setUp` fills a new home, before the first test that asks for one. */
export function installedHome(setUp: (box: GvHome) => Promise<void>): InstalledHome {
  let made: GvHome | undefined;
  const kept = (box: GvHome): string => `${box.directory}.kept`;
  const copy = (from: string, to: string): void => {
    rmSync(to, { recursive: true, force: true });
    const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  return {
    async fresh() {
      if (made === undefined) {
        made = gvHome();
        await setUp(made);
        copy(made.directory, kept(made));
      } else copy(kept(made), made.directory);
      return made;
    },
    remove() {
      if (made === undefined) return;
      made[Symbol.dispose]();
      rmSync(kept(made), { recursive: true, force: true });
    },
  };
}

/** A toolchain that says its version, and nothing else of Go. */
export function addToolchain(root: string, version: string): void {
  const goroot = join(root, 'versions', version);
  mkdirSync(join(goroot, 'bin'), { recursive: true });
  writeFileSync(join(goroot, 'VERSION'), `go${version}\n`);
  writeFileSync(join(goroot, 'bin', 'go'), `#!/bin/sh\necho go version go${version}\n`, { mode: 0o755 });
  writeFileSync(join(root, 'version'), `${version}\n`);
}

/** A directory that serves `newest` and, under their numbers, all of `versions`. */
export function releaseSite(
  site: string,
  newest: string,
  numbered: Readonly<Record<string, string>>,
): string {
  cpSync(newest, site, { recursive: true });
  for (const [version, from] of Object.entries(numbered)) {
    cpSync(from, join(site, `v${version}`), { recursive: true });
  }
  return site;
}
