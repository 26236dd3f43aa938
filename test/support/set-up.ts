import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { writeStandInNode } from './stand-in-node.ts';

/** The root of this checkout. */
export const CHECKOUT = join(import.meta.dirname, '..', '..');

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The number of the user nobody, and its group, wherever this may run as root. */
const NOBODY = 65534;

/** Milliseconds; it ends a script that hangs before the time-out of the suite, which cannot. */
const LONGEST_RUN = 110_000;

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  /** The shell and its arguments before the script's name. */
  readonly shell?: readonly string[];
  /** Added to an otherwise empty environment with HOME and the system's PATH; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads from stdin; nothing by default. */
  readonly input?: string;
  /** As the user who owns nothing: for root, modes would refuse nothing. */
  readonly user?: 'nobody';
}

/** A directory of its own with an empty home, and install.sh as a user would run it there. */
export interface EmptyHome {
  readonly directory: string;
  readonly home: string;
  /** Runs a script, e.g. install.sh, with arguments. */
  run(script: string, args: readonly string[], how?: Run): Outcome;
  remove(): void;
}

/** Makes one under the system's temporary directory; whoever makes it removes it. */
export function emptyHome(): EmptyHome {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'gv-set-up-')));
  chmodSync(directory, 0o755);
  const home = join(directory, 'home');
  mkdirSync(home);
  return {
    directory,
    home,
    run(script, args, { shell = ['sh'], env = {}, input = '', user } = {}) {
      const [command = 'sh', ...before] = shell;
      const result = spawnSync(command, [...before, script, ...args], {
        cwd: directory,
        env: { HOME: home, PATH: SYSTEM_PATH, LC_ALL: 'C.UTF-8', ...env },
        encoding: 'utf8',
        input,
        ...(user === undefined || process.geteuid?.() !== 0 ? {} : { uid: NOBODY, gid: NOBODY }),
        timeout: LONGEST_RUN,
      });
      return { status: result.status, stdout: result.stdout, stderr: result.stderr };
    },
    remove() {
      spawnSync('chmod', ['-R', 'u+rwX', directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Lays out what a release archive holds, in `directory`, with a stand-in for its Node. Returns its install.sh. */
export function unpackedRelease(directory: string): string {
  cpSync(join(CHECKOUT, 'dist'), join(directory, 'lib'), { recursive: true });
  mkdirSync(join(directory, 'runtime'));
  writeStandInNode(join(directory, 'runtime', 'node'));
  copyFileSync(join(CHECKOUT, 'install.sh'), join(directory, 'install.sh'));
  return join(directory, 'install.sh');
}

export interface UnpackedRelease {
  /** install.sh of a release that all tests of the file share. */
  readonly installer: string;
  /** Another one for each test. */
  readonly box: EmptyHome;
}

/** Called once at the top of a test file: lays out a release before its first test, and a home before each. */
export function useUnpackedRelease(): UnpackedRelease {
  const made: { release?: EmptyHome; installer?: string; box?: EmptyHome } = {};
  beforeAll(() => {
    made.release = emptyHome();
    made.installer = unpackedRelease(made.release.directory);
  });
  afterAll(() => made.release?.remove());
  beforeEach(() => {
    made.box = emptyHome();
  });
  afterEach(() => made.box?.remove());
  return {
    get installer() {
      return given(made.installer);
    },
    get box() {
      return given(made.box);
    },
  };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('used before the first test began');
  return value;
}

/** Every path under a directory with its kind, mode and size or target: two equal listings are one state. */
export function listing(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(directory, path);
      if (entry.isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`;
      const { mode, size } = entry.isDirectory() ? { mode: lstatSync(path).mode, size: '' } : statSync(path);
      return `${name} ${mode.toString(8)} ${size}`;
    })
    .toSorted();
}

/** The shells that must be able to run install.sh: `sh` is one of them everywhere. */
export const INSTALL_SHELLS: readonly (readonly string[])[] = [
  ['dash'],
  ['busybox', 'sh'],
  ['bash', '--posix'],
];
