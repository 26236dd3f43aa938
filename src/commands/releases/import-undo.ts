import { GvError } from '../../errors.ts';
import { planUndo, undoImport } from '../../jobs/import/undo.ts';
import { undoData, undoText } from '../../report/audit/undo-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** `gv import --undo`: takes back what the last import added. Exit 1 where something stays. */
export async function takeBack(run: Run, { options, report }: Input): Promise<number> {
  if (options.texts('from').length > 0)
    throw new GvError('usage', '--undo takes the last gv import back as a whole', {
      hint: 'gv import --undo',
    });
  const plan = await planUndo(run);
  const isDone = !options.flag('dryRun');
  if (isDone) await undoImport(run, plan);
  const result = { ...plan, isDone };
  report.result('import', undoData(result), undoText(result));
  return plan.kept.length > 0 ? 1 : 0;
}
