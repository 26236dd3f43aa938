import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { placeShims } from '../../scripts/shim.ts';
import type { Shell } from './shells.ts';

const CHECKOUT = join(import.meta.dirname, '..', '..');

export interface Ended {
  /** Exit code, or 128 + n for signal n. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly shell?: Shell;
  readonly cwd?: string;
  /** Added to HOME, PATH and PWD, which is all there is; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  /** The user nobody, when this runs as root, for whom every file is readable. */
  readonly unprivileged?: true;
}

/** A GV_ROOT whose toolchains are small scripts, an empty home and a project directory. */
export interface ShellRoot extends Disposable {
  readonly root: string;
  readonly home: string;
  readonly project: string;
  /** Lays down a toolchain; its tools say which they are, their arguments, GOROOT and stdin. */
  toolchain(name: string, tools?: readonly string[]): void;
  alias(alias: string, name: string): void;
  /** Writes a file under the project, with its directories. */
  write(path: string, text: string | Uint8Array): string;
  run(program: string, args?: readonly string[], options?: RunOptions): Promise<Ended>;
  go(args?: readonly string[], options?: RunOptions): Promise<Ended>;
  gv(args: readonly string[], options?: RunOptions): Promise<Ended>;
}

const SYSTEM_PATH = '/usr/bin:/bin';

/** Makes a root. `name` may hold anything a directory name may hold. */
export function shellRoot(name = 'root'): ShellRoot {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gv-shell-')));
  chmodSync(folder, 0o755);
  const [root, home, project] = [join(folder, name), join(folder, 'home'), join(folder, 'project')];
  for (const each of ['bin', 'lib', 'shims', 'versions', 'aliases'])
    mkdirSync(join(root, each), { recursive: true });
  for (const each of [home, project]) mkdirSync(each);
  placeShims(CHECKOUT, join(root, 'lib', 'shims'));
  cpSync(join(CHECKOUT, 'completions'), join(root, 'lib', 'completions'), { recursive: true });
  writeFileSync(join(root, 'lib', 'VERSION'), '0.0.0\n');
  symlinkSync('../lib/shims/gv', join(root, 'bin', 'gv'));
  for (const tool of ['go', 'gofmt']) symlinkSync('../lib/shims/shim.sh', join(root, 'shims', tool));
  for (const file of ['env', 'env.fish']) {
    const text = readFileSync(join(root, 'lib', 'shims', file), 'utf8');
    writeFileSync(join(root, file), text.replace('@GV_ROOT@', root.replaceAll("'", "'\\''")));
  }
  const run: ShellRoot['run'] = (program, args = [], options = {}) =>
    end([...(options.shell?.command ?? []), program, ...args], {
      ...options,
      cwd: options.cwd ?? project,
      env: { HOME: home, PATH: `${join(root, 'shims')}:${SYSTEM_PATH}`, ...options.env },
    });
  return {
    root,
    home,
    project,
    toolchain: (version, tools = ['go', 'gofmt']) => {
      for (const tool of tools) writeTool(join(root, 'versions', version, 'bin', tool), `${tool}${version}`);
    },
    alias: (alias, version) => writeFileSync(join(root, 'aliases', alias), `${version}\n`),
    write: (path, text) => {
      const file = join(project, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    run,
    go: (args, options) => run(join(root, 'shims', 'go'), args, options),
    gv: (args, options) => run(join(root, 'bin', 'gv'), args, options),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A root with releases old and new, and the aliases that an install would leave. */
export function furnishedRoot(name?: string): ShellRoot {
  const made = shellRoot(name);
  for (const each of ['1.8.3', '1.9.2rc2', '1.20', '1.20.3', '1.22.5', '1.24.9', '1.27rc2', '1.27.0'])
    made.toolchain(each);
  const aliases = { '1.8': '1.8.3', '1.20': '1.20.3', '1.22': '1.22.5', '1.24': '1.24.9', '1.27': '1.27.0' };
  for (const [alias, version] of Object.entries(aliases)) made.alias(alias, version);
  for (const alias of ['1', 'latest', 'stable']) made.alias(alias, '1.27.0');
  return made;
}

/** Writes a program that says its name, argument count and GOROOT on one line, then each argument and its stdin. */
export function writeTool(path: string, says: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nprintf '%s %s GOROOT=%s\\n' ${says} "$#" "\${GOROOT-none}"\n`);
  chmodSync(path, 0o755);
}

interface Ending extends RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

async function end(
  command: readonly string[],
  { cwd, env, input = '', unprivileged }: Ending,
): Promise<Ended> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { PWD: cwd, ...env },
    ...(unprivileged === true && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  child.stdin.on('error', () => child.stdin.destroy()).end(input);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...texts };
}

/** The parts of a resolver's verdict, by name. */
export type Verdict = Readonly<Record<(typeof VERDICT)[number], string>>;

const VERDICT = [
  'status',
  'label',
  'name',
  'goroot',
  'rule',
  'file',
  'line',
  'asked',
  'from',
  'floor',
  'floorFile',
  'floorLine',
  'message',
  'cure',
] as const;

/** Asks the resolver directly what it would answer in the project, or in `cwd`. */
export async function verdict(made: ShellRoot, options: RunOptions = {}): Promise<Verdict> {
  const script = join(made.root, 'lib', 'shims', 'resolve.sh');
  const shell = options.shell ?? { name: 'sh', command: ['/bin/sh'] };
  const cwd = options.cwd ?? made.project;
  const { stdout } = await made.run(script, ['--trace', made.root, cwd], { ...options, shell });
  const fields = stdout.trimEnd().split('\n').at(-1)?.split('\t').slice(1) ?? [];
  return Object.fromEntries(VERDICT.map((name, index) => [name, fields[index] ?? ''])) as Verdict;
}
