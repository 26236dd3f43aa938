import { failureExit } from '../../core/matrix/cell.ts';
import { GvError, interruption } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { benchDirectory, writeBenchFiles } from '../../jobs/bench/bench-files.ts';
import { bench } from '../../jobs/bench/bench.ts';
import { variantsOf } from '../../jobs/bench/variants.ts';
import { findContenders } from '../../jobs/matrix/contenders.ts';
import { benchText } from '../../report/matrix/bench-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';
import { assignmentsOf, cpuPrefix } from './bench-options.ts';
import { dataOf, shownBench } from './bench-shown.ts';
import { countOption, missingOptions, versionTexts } from './versions-option.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (args.length === 0)
    throw new GvError('usage', 'gv bench needs a command', {
      hint: 'gv bench -v oldstable,stable -- go test -bench . ./...',
    });
  const rounds = countOption(input, { name: 'rounds', usual: 6, most: 1000 });
  const warmUp = countOption(input, { name: 'warmUp', usual: 1, least: 0, most: 1000 });
  const prefix = cpuPrefix(run, options.text('cpus'));
  const variables = assignmentsOf(input);
  const out = options.text('out');
  // Before the measurements, which take long.
  const directory = out === undefined ? undefined : await benchDirectory(pathFrom(run, out));
  const contenders = await findContenders(run, {
    texts: versionTexts(input),
    install: await missingOptions(run, input),
  });
  const result = await bench(run, {
    variants: variantsOf(contenders, variables),
    command: args,
    rounds,
    warmUp,
    prefix,
  });
  const { files, failure } = await writeBenchFiles(run, directory, result.variants);
  const shown = shownBench(result, files);
  report.result('bench', dataOf(shown), benchText(shown, report.page));
  if (run.signal.aborted) throw interruption(run.signal);
  if (failure !== undefined) throw failure;
  const { benchmarks, failures } = shown;
  if (failures.length > 0) return failureExit(failures.map(({ exit }) => exit));
  // A misspelt -bench must not pass for a measurement.
  return benchmarks.length === 0 && shown.rounds > 0 ? 1 : 0;
}
