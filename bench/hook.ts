import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOOK_SHELLS, sourceLine, type HookShell } from '../test/support/hook-shells.ts';
import { shellRoot, type ShellRoot } from '../test/support/shell-root.ts';
import { beyondFirst, type Row, type Subject } from './measure.ts';

const ROUNDS = 20;
/** Prompts in one shell; one batch lasts about 0.1 s. */
const BATCH = 300;
const DEPTH = 8;

/** A project with a pin and one without, both seen from DEPTH levels below, and two to go to and fro between. */
function furnish(made: ShellRoot, toolchains: number): ShellRoot {
  for (const name of [
    '1.22.5',
    '1.24.9',
    ...Array.from({ length: toolchains }, (_, patch) => `1.21.${patch}`),
  ])
    made.toolchain(name, ['go']);
  made.alias('latest', '1.24.9');
  writeFileSync(join(made.root, 'version'), '1.22.5\n');
  made.write('pinned/.go-version', '1.22.5\n');
  made.write('other/.tool-versions', 'golang 1.24.9\n');
  made.write('module/go.mod', 'module example.test/x\n\ngo 1.21\n\nrequire (\n)\n');
  for (const top of ['pinned', 'module']) mkdirSync(deep(made, top), { recursive: true });
  return made;
}

/** DEPTH levels below the file system's root count: the temporary directory, the root and the project are three. */
function deep(made: ShellRoot, top: string): string {
  const above = join(made.project, top).split('/').length - 1;
  return join(
    made.project,
    top,
    ...Array.from({ length: Math.max(0, DEPTH - above) }, (_, level) => `level${level}`),
  );
}

/** The interactive bash or zsh that runs a script after a first prompt. */
function inShell(made: ShellRoot, shell: HookShell, cwd: string, script: string): Subject {
  const bare = shell.name === 'bash' ? '--norc' : '-f';
  return {
    command: [shell.path, bare, '-i', '-c', `${sourceLine(made, shell)}; __gv_hook; ${script}; true`],
    cwd,
    env: { HOME: made.home, PATH: '/usr/bin:/bin', P: made.project },
  };
}

function loop(body: string): string {
  return `n=${BATCH}; while [ "$n" -gt 0 ]; do ${body}; n=$((n - 1)); done`;
}

/** The cost of the hooks of bash and zsh at a prompt of a running shell, and at the start of a shell. */
export function hookBenchmarks(): Promise<readonly Row[]> {
  using few = furnish(shellRoot(), 0);
  using many = furnish(shellRoot(), 200);
  return Promise.resolve(
    HOOK_SHELLS.filter(({ name }) => name !== 'fish').flatMap((shell) => rows(shell, few, many)),
  );
}

function rows(shell: HookShell, few: ShellRoot, many: ShellRoot): readonly Row[] {
  const at = (made: ShellRoot, top: string, body: string): Subject =>
    inShell(made, shell, deep(made, top), loop(body));
  const [pinned = 0, module = 0, crowded = 0] = beyondFirst(
    [
      at(few, 'pinned', ':'),
      at(few, 'pinned', '__gv_hook'),
      at(few, 'module', '__gv_hook'),
      at(many, 'pinned', '__gv_hook'),
    ],
    ROUNDS,
  );
  const go = 'cd "$P/pinned"; HOOK; cd "$P/other"; HOOK';
  const [moved = 0] = beyondFirst(
    [at(few, 'pinned', go.replaceAll('HOOK', ':')), at(few, 'pinned', go.replaceAll('HOOK', '__gv_hook'))],
    ROUNDS,
  );
  const start = inShell(few, shell, few.project, '');
  const [program, ...flags] = start.command;
  const started = (script: string): Subject => ({
    ...start,
    command: [program, ...flags.slice(0, -1), script],
  });
  const [sourced = 0] = beyondFirst([started(':'), started(sourceLine(few, shell))], ROUNDS * 2);
  return [
    row(`${shell.name} prompt, nothing changed, pin, depth ${DEPTH}`, pinned / BATCH, 0.3),
    row(`${shell.name} prompt, nothing changed, default and go.mod, depth ${DEPTH}`, module / BATCH, 0.3),
    row(`${shell.name} prompt, nothing changed, 200 toolchains`, crowded / BATCH, 0.3),
    row(`${shell.name} prompt after cd to another project`, moved / BATCH / 2, 1),
    row(`${shell.name} that sources env, beyond a bare one`, sourced, 5),
  ];
}

function row(what: string, took: number, budget: number): Row {
  return { what, measured: `${took.toFixed(2)} ms`, budget: `≤ ${budget} ms`, ok: took <= budget };
}
