import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleaseServer } from './release-server.ts';
import type { TestSigner } from './release-signing.ts';
import { madeOnce } from './suite-directory.ts';

/** How a program ended and what it printed. */
export interface Ran {
  /** Exit code, or 128 + n for signal n. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A home, a GV_ROOT laid out over the built program, and an empty project: nothing of this machine's environment. */
export interface Sandbox extends AsyncDisposable {
  readonly home: string;
  readonly root: string;
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs `gv` as an installed user would, through the launcher. */
  gv(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs any program with the sandbox's environment. */
  run(command: readonly string[], options?: RunOptions): Promise<Ran>;
}

export interface SandboxOptions {
  readonly server?: ReleaseServer;
  /** A key that gv is told to trust by its config. */
  readonly signer?: TestSigner;
  readonly env?: Readonly<Record<string, string>>;
}

const CHECKOUT = join(import.meta.dirname, '..', '..');

/** Lays a GV_ROOT out over the built program, in an empty directory, and lets `gv rehash` finish it. */
export function layOut(root: string): void {
  for (const name of ['bin', 'runtime']) mkdirSync(join(root, name), { mode: 0o755 });
  symlinkSync(join(CHECKOUT, 'dist'), join(root, 'lib'));
  symlinkSync('../lib/shims/gv', join(root, 'bin', 'gv'));
  symlinkSync(process.execPath, join(root, 'runtime', 'node'));
  const { status, stderr } = spawnSync(join(root, 'bin', 'gv'), ['rehash'], {
    env: { HOME: root, GV_ROOT: root, PATH: '/usr/bin:/bin', GOENV: 'off' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gv rehash: ${stderr}`);
}

export async function sandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  const [home, root, project] = ['home', 'root', 'project'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const directory of [home, project]) await mkdir(directory, { mode: 0o755 });
  // Nothing in a root names the root: its links are relative.
  await cp(madeOnce('laid-out', layOut), root, { recursive: true, verbatimSymlinks: true });
  await chmod(root, 0o755);
  const env: Record<string, string> = {
    HOME: home,
    GV_ROOT: root,
    PATH: `${join(root, 'shims')}:${join(root, 'bin')}:/usr/bin:/bin`,
    // Where the official hosts do not answer gv asks module proxies: none, unless a test starts one.
    GOPROXY: 'off',
    GOENV: 'off',
    GV_DL_URL: options.server?.base ?? 'http://127.0.0.1:9/dl',
    ...options.env,
  };
  const run: Sandbox['run'] = ([program = '', ...args], { cwd = project, env: more = {} } = {}) =>
    runProgram(program, args, { cwd, env: { ...env, ...more } });
  if (options.signer !== undefined) {
    const keyring = join(home, 'keyring.asc');
    // gv believes no file that a group may write, whatever the umask of these tests is.
    await writeFile(keyring, options.signer.publicKey, { mode: 0o644 });
    await writeFile(join(root, 'config.json'), JSON.stringify({ keyring }), { mode: 0o644 });
  }
  return {
    home,
    root,
    project,
    env,
    run,
    gv: (args, runOptions) => run([join(root, 'bin', 'gv'), ...args], runOptions),
    // The go command leaves a child behind that may still write its telemetry.
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}

interface Spawning {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runProgram(program: string, args: readonly string[], { cwd, env }: Spawning): Promise<Ran> {
  const child = spawn(program, args, { cwd, env: { ...env, PWD: cwd }, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code: code ?? 128 + (signal === 'SIGKILL' ? 9 : signal === 'SIGTERM' ? 15 : 2), ...texts };
}
