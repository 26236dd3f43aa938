import { IMPORT_SOURCES } from '../../core/foreign/places.ts';
import { GvError } from '../../errors.ts';
import { goInNewShell } from '../../io/foreign/new-shell.ts';
import { ask } from '../../io/host/question.ts';
import { managerLines } from '../../jobs/import/other-managers.ts';
import { planImport } from '../../jobs/import/plan.ts';
import { takeOver } from '../../jobs/import/take-over.ts';
import { importData } from '../../report/audit/import-data.ts';
import {
  importQuestion,
  type ImportResult,
  importText,
  importWish,
  NOTHING_COPIED,
} from '../../report/audit/import-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (args.length > 0) {
    const text = `gv import takes no words: ${args[0] ?? ''}`;
    throw new GvError('usage', text, { hint: 'gv import --from goenv' });
  }
  if (options.flag('undo')) return (await import('./import-undo.ts')).takeBack(run, input);
  const [mode = 'copy', other] = (['link', 'move'] as const).filter((name) => options.flag(name));
  if (other !== undefined)
    throw new GvError('usage', '--link and --move exclude each other', { hint: 'gv help import' });
  const plan = await planImport(run, options.texts('from').map(sourceNamed), mode);
  const lines = managerLines(run);
  const planned = { ...plan, lines, shell: undefined, shims: run.layout.shims, stage: 'planned' } as const;
  const shown = (result: ImportResult, text = importText(result, report.page)): number => {
    report.result('import', importData(result), text);
    return plan.steps.some((step) => step.kind === 'stay' && step.isDoubt) ? 1 : 0;
  };
  const wish = importWish(plan);
  if (options.flag('dryRun') || wish === undefined) return shown(planned);
  const answer = await ask(run, importQuestion(importText(planned, report.page), wish), {
    yes: options.flag('yes'),
  });
  if (answer === 'nobody') {
    throw new GvError('usage', `there is no terminal to ask on: ${wish}?`, {
      hint: 'gv import -y; or first: gv import --dry-run',
    });
  }
  if (answer === 'no') return shown(planned, NOTHING_COPIED);
  await takeOver(run, plan);
  return shown({ ...planned, shell: await goInNewShell(run), stage: 'done' });
}

function sourceNamed(word: string): (typeof IMPORT_SOURCES)[number] {
  const source = IMPORT_SOURCES.find((each) => each === word);
  if (source !== undefined) return source;
  throw new GvError('usage', `gv import --from knows no ${word}`, {
    hint: `The sources are ${IMPORT_SOURCES.join(', ')}.`,
  });
}
