import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layoutOf } from '../../src/core/layout.ts';
import { doctor, type Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { publishModules, type PublishedModule } from './module-directory.ts';
import { sandbox, type Ran, type Sandbox } from './sandbox.ts';
import { runIn, testWorld } from './test-world.ts';

const version = /\d+\.\d+/.exec(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[0];

/** Why the Go of this machine cannot serve; undefined where it can. */
export const goMissing: string | undefined =
  version === undefined
    ? 'no Go is on PATH'
    : Number(version.split('.')[1]) < 23
      ? `go ${version} has no go mod tidy -diff`
      : undefined;

/** The system's go by its real path. */
export function systemGo(): string {
  const { stdout } = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' });
  return realpathSync(join(stdout.trim(), 'bin', 'go'));
}

const lib = (path: string, version_: string, more: Partial<PublishedModule> = {}): PublishedModule => ({
  path,
  version: version_,
  files: {
    'lib.go': `package ${path
      .replace(/\/v\d+$/, '')
      .replace(/^.*\//, '')
      .toLowerCase()}\n\nconst N = 1\n`,
  },
  ...more,
});

/** Modules whose packages import nothing, not even of the standard library: go looks at them in no time. */
export const MODULES: readonly PublishedModule[] = [
  lib('example.com/a', 'v1.0.0'),
  lib('example.com/a', 'v1.1.0'),
  lib('example.com/Big', 'v1.0.0'),
  lib('example.com/c', 'v0.0.0-20200102030405-abcdefabcdef'),
  lib('example.com/c', 'v1.0.0'),
  lib('example.com/old', 'v2.0.0+incompatible', { hasMod: false }),
  lib('example.com/old/v2', 'v2.1.0'),
  lib('example.com/ring', 'v1.0.0', {
    files: { 'lib.go': 'package ring\n\nimport _ "example.com/round"\n' },
    mod: 'go 1.21\n\nrequire example.com/round v1.0.0\n',
  }),
  lib('example.com/round', 'v1.0.0', { mod: 'go 1.21\n\nrequire example.com/ring v1.0.0\n' }),
  lib('example.com/news', 'v1.0.0'),
  lib('example.com/news', 'v1.2.0', {
    head: '// Deprecated: use example.com/a\n',
    mod: 'go 1.21\n\n// broken for\n// everybody\nretract v1.0.0\n',
  }),
  lib('example.com/shadow', 'v1.0.0', {
    mod: 'go 1.21\n\nrequire example.com/a v1.0.0\n\nreplace example.com/a => ../a\n',
  }),
  lib('git.corp.example/team/lib', 'v1.0.0'),
];

export interface LookOptions {
  readonly online?: true;
  readonly graph?: true;
  readonly directory?: string;
}

/** Settings of the shell: a directory serves all modules, and no checksum database knows them. */
export interface Project {
  readonly box: Sandbox;
  readonly directory: string;
  readonly cache: string;
  /** Types a command there, and fails where it does. */
  run(command: string): Promise<Ran>;
  /** Types a command there. */
  tries(command: string): Promise<Ran>;
  /** The section `modules` of gv's checkup there, without a process of its own. */
  doctor(options?: LookOptions): Promise<Checkup>;
  /** Does what a cure or an undo says. */
  follow(words: string): Promise<void>;
  read(name: string): string;
  write(name: string, text: string): void;
  /** Commits everything, so that `git restore` brings it back. */
  commit(): Promise<void>;
}

/** A sandbox with the system's Go alone, and a module proxy made of files. */
export async function moduleBox(): Promise<Sandbox> {
  const box = await sandbox();
  publishModules(join(box.home, 'proxy'), MODULES);
  return box;
}

export interface ProjectOptions {
  /** The modules that are required, as `go get` takes them. */
  readonly requires?: readonly string[];
  readonly name: string;
}

/** A module in a repository, tidy, that imports what it requires. */
export async function moduleProject(
  box: Sandbox,
  { requires = ['example.com/a@v1.0.0'], name }: ProjectOptions,
): Promise<Project> {
  const directory = join(box.home, 'work', name);
  mkdirSync(directory, { recursive: true });
  const project = projectIn(box, directory);
  const template = join(box.home, 'templates', requires.join('+').replaceAll('/', '_') || 'none');
  if (existsSync(template)) {
    cpSync(template, directory, { recursive: true });
    return project;
  }
  const imports = requires.map((each) => `import _ "${each.replace(/@.*$/, '')}"\n`).join('');
  project.write('go.mod', 'module example.com/m\n\ngo 1.21\n');
  project.write('m.go', `package m\n\n${imports}`);
  if (requires.length > 0) await project.run(`go get ${requires.join(' ')}`);
  await project.run('go mod tidy');
  await project.commit();
  cpSync(directory, template, { recursive: true });
  return project;
}

const GIT = 'git -c user.name=t -c user.email=t@example.com';

/** A place in which commands are typed, with the settings of the sandbox. */
export function projectIn(box: Sandbox, directory: string): Project {
  const cache = join(box.home, 'go', 'pkg', 'mod');
  const typed: string[] = [];
  const env = {
    PATH: `${box.env['PATH'] ?? ''}:${dirname(systemGo())}`,
    GV_VERSION: 'system',
    GOENV: '',
    GOPROXY: `file://${join(box.home, 'proxy')}`,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-modcacherw',
  };
  const tries = (command: string): Promise<Ran> =>
    box.run(['bash', '-c', [...typed, command].join('\n')], { cwd: directory, env });
  const run = async (command: string): Promise<Ran> => {
    const ran = await tries(command);
    if (ran.code !== 0) throw new Error(`${command}: ${ran.stdout}${ran.stderr}`);
    return ran;
  };
  const path = (name: string): string => (name.startsWith('/') ? name : join(directory, name));
  const read = (name: string): string => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : '');
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    if (existsSync(path(name))) chmodSync(path(name), 0o644);
    writeFileSync(path(name), text);
  };
  return {
    box,
    directory,
    cache,
    run,
    tries,
    read,
    write,
    async doctor({ online = false, graph = false, directory: named } = {}) {
      const { stdout } = await run('env -0');
      const pairs = stdout.split('\0').map((pair) => /^([^=]*)=([^]*)$/.exec(pair)?.slice(1, 3) ?? ['_', '']);
      await using world = await testWorld({ env: Object.fromEntries(pairs) });
      const place = { home: box.home, cwd: directory, layout: layoutOf(box.root) };
      const modules = { isOnline: online, wantsGraph: graph, timeoutMs: 60_000, directory: named };
      const options = { fix: false, online, sections: ['modules'] as const, timeoutMs: 60_000, modules };
      return doctor(runIn({ ...world, ...place }), options);
    },
    async follow(words) {
      const command = edited(words, { read, write });
      if (/^(?:export|unset) /.test(command)) typed.push(command);
      else if (command !== '') await run(command);
    },
    async commit() {
      await run(`git init -q . && git add -A && ${GIT} commit -q --allow-empty -m x`);
    },
  };
}

/** Makes the change of a file that the words name, and gives the command that is left. */
function edited(words: string, { read, write }: Pick<Project, 'read' | 'write'>): string {
  const change = (file: string, by: (lines: readonly string[]) => readonly string[]): void =>
    write(file, by(read(file).split('\n')).join('\n'));
  const [, out, from = '', then = ''] = /^take line (\d+) out of (\S+), then: (.*)$/.exec(words) ?? [];
  if (out !== undefined) {
    change(from, (lines) => lines.toSpliced(Number(out) - 1, 1));
    return bare(then);
  }
  const [, file, text = ''] = /^the line again in (\S+): (.*)$/.exec(words) ?? [];
  if (file !== undefined) {
    // go writes a go.sum sorted, and what was wrong stood before.
    change(file, (lines) => [text, ...lines]);
    return '';
  }
  const [, names, of = ''] = /^take the lines (.*) out of (\S+)$/.exec(words) ?? [];
  if (names !== undefined) {
    change(of, (lines) =>
      lines.filter((line) => !names.split(', ').some((name) => line.startsWith(`${name} `))),
    );
    return '';
  }
  const [, number, place = '', line = ''] = /^line (\d+) of (\S+) as(?: it was)?: ([^;]*)/.exec(words) ?? [];
  if (number !== undefined) {
    change(place, (lines) => lines.with(Number(number) - 1, line));
    return '';
  }
  if (words === 'take that line out of ~/.netrc') return "sed -i '$d' ~/.netrc";
  return bare(words);
}

/** The command without the words around it. */
function bare(words: string): string {
  return words
    .replace(/^nothing to do where .*, else: /, '')
    .replace(
      /, or check .*$|; go\.work stays .*$|, where they were .*$|, where it was .*$|, and import .*$|; go then .*$| with your own .*$/,
      '',
    );
}
