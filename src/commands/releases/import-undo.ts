import { GvError } from '../../errors.ts';
import { planUndo, undoImport } from '../../jobs/import/undo.ts';
import { undoData, undoText } from '../../report/audit/undo-text.ts';
import type { Run } from '../../world.ts';
import { reportFailures } from '../parts/report-failures.ts';
import type { Input } from '../parts/spec.ts';

/** `gv import --undo`: takes back what the last import added. Exit 1 where something stays. */
export async function takeBack(run: Run, { options, report }: Input): Promise<number> {
  if (options.texts('from').length > 0)
    throw new GvError('usage', '--undo takes the last gv import back as a whole', {
      hint: 'gv import --undo',
    });
  const planned = await planUndo(run);
  const isDone = !options.flag('dryRun');
  const { plan, failures } = isDone ? await undoImport(run, planned) : { plan: planned, failures: [] };
  const result = { ...plan, isDone };
  report.result('import', undoData(result), undoText(result));
  const isLeft = plan.kept.length > 0 || plan.aside.some(({ kind }) => kind === 'stay');
  return reportFailures(report, failures) ?? (isLeft ? 1 : 0);
}
