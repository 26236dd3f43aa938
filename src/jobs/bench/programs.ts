import { join } from 'node:path';
import type { GoTestCommand } from '../../core/bench/go-test-command.ts';
import type { Contender } from '../../core/matrix/cell.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import { keptText } from '../../io/children/kept-output.ts';
import { runBounded } from '../../io/children/run-bounded.ts';
import type { Run } from '../../world.ts';
import { type CellCommand, cellChild } from '../matrix/cell-command.ts';

/** A test program of one package. */
export interface TestProgram {
  readonly package: string;
  readonly directory: string;
  readonly path: string;
}

/** The programs of a contender, or the output of the go command that could not build them. */
export type Built =
  | { readonly kind: 'built'; readonly programs: readonly TestProgram[] }
  | { readonly kind: 'failed'; readonly exit: number | null; readonly output: string };

interface BuildRequest {
  readonly contender: Contender;
  readonly command: GoTestCommand;
  readonly variables: Readonly<Record<string, string>>;
  /** A directory of this contender's own. */
  readonly directory: string;
}

/** Builds the test programs of all packages that have tests, with one toolchain. */
export async function buildPrograms(run: Run, request: BuildRequest): Promise<Built> {
  const { contender, command, variables, directory } = request;
  const patterns = command.packages.length === 0 ? ['.'] : command.packages;
  // `-e` would list packages that cannot be built.
  const format = '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}\t{{.Dir}}{{end}}';
  const tags = command.build.filter((flag) => /^-(?:tags|mod|modfile|overlay)=/.test(flag));
  const listed = await go(run, {
    contender,
    variables,
    command: ['go', 'list', ...tags, '-f', format, ...patterns],
  });
  if (listed.kind === 'failed') return listed;
  const programs: TestProgram[] = [];
  for (const [index, line] of listed.lines.filter((each) => each !== '').entries()) {
    const [name = '', place = ''] = line.split('\t');
    const path = join(directory, `${index}.test`);
    const built = await go(run, {
      contender,
      variables,
      command: ['go', 'test', '-c', '-o', path, ...command.build, name],
    });
    if (built.kind === 'failed') return built;
    programs.push({ package: name, directory: place, path });
  }
  return { kind: 'built', programs };
}

type Ran =
  | { readonly kind: 'ran'; readonly lines: readonly string[] }
  | { readonly kind: 'failed'; readonly exit: number | null; readonly output: string };

async function go(run: Run, command: CellCommand): Promise<Ran> {
  // A line for each package: memory keeps less of the output of a child than a large module has.
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  const { end, stdout, stderr } = await runBounded({
    ...cellChild(run, command),
    signal: run.signal,
    onOutput: (name, part) => {
      if (name === 'stdout') splitter.add(part);
    },
  });
  splitter.end();
  if (end.kind === 'exited' && end.code === 0) return { kind: 'ran', lines };
  const exit = end.kind === 'exited' ? end.code : null;
  return { kind: 'failed', exit, output: `${keptText(stdout)}${keptText(stderr)}` };
}
