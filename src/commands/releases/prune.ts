import { findPrunable, prune } from '../../jobs/installed/prune.ts';
import { pruneText } from '../../report/results/prune-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { options, report }: Input): Promise<number> {
  const dryRun = options.flag('dryRun');
  const plan = await findPrunable(run, {
    patches: options.flag('patches'),
    index: options.flag('index'),
  });
  const { kept, lists, others } = plan;
  if (others !== undefined) run.emit({ type: 'notice', text: others });
  const gone = dryRun ? plan.items : await prune(run, plan);
  const freed = gone.reduce((sum, { bytes }) => sum + bytes, 0);
  const data = {
    done: !dryRun,
    freed,
    removed: gone.map(({ kind, version, path, bytes }) => ({ kind, version: version.label, path, bytes })),
    forgotten: lists,
    kept: kept.map(({ version, files }) => ({ version: version.label, files })),
  };
  report.result('prune', data, pruneText({ gone, kept, lists, freed, dryRun }));
  return 0;
}
