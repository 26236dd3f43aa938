import { parseQuery } from '../../core/choice/query.ts';
import { GvError } from '../../errors.ts';
import { overruled, overruledLine } from '../../jobs/diagnose/overruled.ts';
import { currentBase } from '../../jobs/here/answering.ts';
import { listStored, type Listed } from '../../jobs/installed/list.ts';
import { listText } from '../../report/results/list-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (options.flag('remote')) return (await import('./list-remote.ts')).run(run, input);
  if (options.flag('all'))
    throw new GvError('usage', '--all goes with --remote', { hint: 'gv list --remote --all' });
  const query = args[0] === undefined ? undefined : parseQuery(args[0]);
  const resolution = await currentBase(run);
  const listed = await listStored(run, query, resolution);
  const text = listText(listed, { page: report.page, filtered: query !== undefined });
  report.result('list', { toolchains: listed.map(dataOf) }, text);
  const found = report.json ? undefined : await overruled(run, resolution);
  if (found !== undefined) run.emit({ type: 'warning', text: overruledLine(found) });
  return 0;
}

function dataOf({ version, path, ...marks }: Listed): Readonly<Record<string, unknown>> {
  return { version: version.label, path, ...marks };
}
