import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandbox, type Ran, type Sandbox } from './sandbox.ts';
import { scriptedToolchains } from './scripted-go.ts';

/** A cell as `gv matrix --json` tells it. */
export interface Cell {
  readonly version: string;
  readonly status: string;
  readonly exit: number | null;
  readonly signal: string | null;
  readonly bytes: number;
  readonly leftOut: number;
  readonly log: string | null;
  readonly stalls: number;
  readonly why?: string;
  readonly lastLine?: string;
}

/** A sandbox with three toolchains whose go is a script. */
export interface MatrixBox extends AsyncDisposable {
  readonly box: Sandbox;
  /** A new directory, with a go.mod of this go line where one is given. */
  readonly project: (goLine?: string) => string;
  readonly cellsOf: (
    args: readonly string[],
    cwd?: string,
  ) => Promise<{ readonly ran: Ran; readonly cells: readonly Cell[] }>;
}

export async function matrixBox(): Promise<MatrixBox> {
  const box = await sandbox();
  await scriptedToolchains(box, '1.24.9', '1.26.11', '1.27.4');
  let here = 0;
  const project: MatrixBox['project'] = (goLine) => {
    here += 1;
    const directory = join(box.project, String(here));
    mkdirSync(directory);
    if (goLine !== undefined)
      writeFileSync(join(directory, 'go.mod'), `module example.com/a\n\ngo ${goLine}\n`);
    return directory;
  };
  return {
    box,
    project,
    async cellsOf(args, cwd = project()) {
      const ran = await box.gv(['matrix', '--json', ...args], { cwd });
      const last = ran.stdout.trimEnd().split('\n').at(-1) ?? '';
      const { data } = JSON.parse(last) as { readonly data: { readonly cells: readonly Cell[] } };
      return { ran, cells: data.cells };
    },
    [Symbol.asyncDispose]: () => box[Symbol.asyncDispose](),
  };
}

/** Each cell as `1.26.11 failed 1`. */
export function cellWords(cells: readonly Cell[]): readonly string[] {
  return cells.map(({ version, status, exit }) => `${version} ${status} ${exit}`);
}
