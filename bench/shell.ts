import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shellRoot, type ShellRoot } from '../test/support/shell-root.ts';
import { whereIs } from '../test/support/shells.ts';
import { alternate, beyondFirst, repeated, type Row, type Subject } from './measure.ts';

/** Rounds of batches; one batch lasts about 0.2 s. */
const ROUNDS = 30;
const BATCH = 100;
const FAR = 27;

/** A toolchain whose `go` does nothing, so that all measured time is gv's. */
function lay(made: ShellRoot, name: string): string {
  const go = join(made.root, 'versions', name, 'bin', 'go');
  mkdirSync(dirname(go), { recursive: true });
  copyFileSync('/bin/true', go);
  return go;
}

interface Scene {
  readonly direct: string;
  readonly near: string;
  readonly far: string;
  /** No pin, a global version, and a go.mod whose floor is met. */
  readonly module: string;
}

function furnish(made: ShellRoot, toolchains: number): Scene {
  const direct = lay(made, '1.22.5');
  made.alias('1.22', '1.22.5');
  made.alias('latest', '1.22.5');
  for (let patch = 1; patch < toolchains; patch++) lay(made, `1.21.${patch}`);
  writeFileSync(join(made.root, 'version'), '1.22.5\n');
  made.write('pinned/.go-version', '1.22.5\n');
  const near = join(made.project, 'pinned');
  const far = join(near, ...Array.from({ length: FAR }, (_, level) => `level${level}`));
  mkdirSync(far, { recursive: true });
  made.write('module/go.mod', 'module example.test/x\n\ngo 1.21\n\nrequire (\n)\n');
  return { direct, near, far, module: join(made.project, 'module') };
}

/** The shim and the launcher in dash, beside the program they lead to, each as a whole process. Takes about a minute. */
export function shellBenchmarks(): Promise<readonly Row[]> {
  const dash = whereIs('dash');
  if (dash === undefined) return Promise.resolve([]);
  using few = shellRoot();
  using many = shellRoot();
  const scene = furnish(few, 1);
  const env = { HOME: few.home, PATH: '/usr/bin:/bin' };
  const at = (cwd: string, ...command: Subject['command']): Subject =>
    repeated(dash, { command, cwd, env }, BATCH);
  const shim = (made: ShellRoot, cwd: string): Subject => at(cwd, dash, join(made.root, 'shims', 'go'));
  const bare = join(few.home, 'bare');
  writeFileSync(bare, `exec '${scene.direct}' "$@"\n`);
  const [start = 0, near = 0, far = 0, module = 0, crowded = 0] = beyondFirst(
    [
      at(scene.near, scene.direct),
      at(scene.near, dash, bare),
      shim(few, scene.near),
      shim(few, scene.far),
      shim(few, scene.module),
      shim(many, furnish(many, 200).near),
    ],
    ROUNDS,
  ).map(perCall);
  const launcher = (...args: readonly string[]): Subject =>
    at(scene.near, dash, join(few.root, 'bin', 'gv'), ...args);
  const [current = 0, which = 0, where = 0] = alternate(
    [launcher('current'), launcher('which'), launcher('where')],
    ROUNDS,
  ).map(perCall);
  return Promise.resolve([
    row('dash that only execs, beyond direct', start, undefined),
    row('shim near a pin, beyond direct', near, 1),
    row('shim in a module with a global version, beyond direct', module, undefined),
    row('shim near a pin, 200 toolchains, beyond direct', crowded, 1),
    row(`shim, each of ${FAR} directory levels`, (far - near) / FAR, 0.015),
    row('gv current', current, 2),
    row('gv which', which, 2),
    row('gv where', where, 2),
  ]);
}

function perCall(batch: number): number {
  return batch / BATCH;
}

/** A row in milliseconds; without a budget it is there to compare with. */
function row(what: string, took: number, budget: number | undefined): Row {
  const digits = took < 0.1 ? 4 : 2;
  return {
    what,
    measured: `${took.toFixed(digits)} ms`,
    budget: budget === undefined ? '–' : `≤ ${budget} ms`,
    ok: budget === undefined || took <= budget,
  };
}
