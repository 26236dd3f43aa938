import { matrixExit } from '../../core/matrix/cell.ts';
import { GvError, interruption } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { findContenders } from '../../jobs/matrix/contenders.ts';
import { type MatrixRequest, runMatrix } from '../../jobs/matrix/matrix.ts';
import { printedVersions } from '../../jobs/matrix/printed.ts';
import { matrixText } from '../../report/matrix/matrix-text.ts';
import { PRINTED, printedMatrix } from '../../report/matrix/print-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';
import { countOption, missingOptions, versionTexts } from './versions-option.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { options, report } = input;
  const texts = versionTexts(input);
  const format = options.text('print');
  if (format !== undefined) return print(run, input, texts);
  const request = await requestFor(run, input, texts);
  const { cells, outputs, failure } = await runMatrix(run, request);
  // The output of the only cell has passed already.
  const above = request.onOutput === undefined ? outputs : new Map<string, string>();
  report.result('matrix', { cells }, matrixText(cells, above, report.page));
  if (run.signal.aborted) throw interruption(run.signal);
  if (failure !== undefined) throw failure;
  return matrixExit(cells);
}

async function requestFor(run: Run, input: Input, texts: readonly string[]): Promise<MatrixRequest> {
  const { args, options, report } = input;
  if (args.length === 0)
    throw new GvError('usage', 'gv matrix needs a command', {
      hint: 'gv matrix -v min,oldstable,stable -- go test ./...',
    });
  const jobs = countOption(input, { name: 'jobs', usual: 1, most: 64 });
  const stall = countOption(input, { name: 'stall', usual: 600, most: 86_400 });
  const out = options.text('out');
  const found = await findContenders(run, { texts, install: await missingOptions(run, input) });
  const contenders = found.filter(
    ({ version }, index) => found.findIndex((other) => other.version === version) === index,
  );
  const passes = contenders.length === 1 && !report.json;
  return {
    contenders,
    command: args,
    jobs,
    failFast: options.flag('failFast'),
    isolate: options.flag('isolate'),
    out: out === undefined ? undefined : pathFrom(run, out),
    stallMs: stall * 1000,
    ...(passes ? { onOutput: report.pass } : {}),
  };
}

async function print(run: Run, { args, options, report }: Input, texts: readonly string[]): Promise<number> {
  const format = PRINTED.find((name) => name === options.text('print'));
  if (format === undefined)
    throw new GvError('usage', `--print takes ${PRINTED.join(' or ')}`, { hint: 'gv matrix --print github' });
  if (args.length > 0)
    throw new GvError('usage', '--print prints the versions and runs no command', {
      hint: `gv matrix --print ${format}`,
    });
  const versions = await printedVersions(run, texts);
  report.result('matrix', { versions }, printedMatrix(format, versions));
  return 0;
}
