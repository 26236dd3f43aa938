import { adoptedFrom, isFinding, type TreeTrouble } from '../../core/foreign/import-plan.ts';
import type { TreeOwner } from '../../core/foreign/places.ts';
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
import { sourcesIn } from '../parts/import-sources.ts';
import { reportFailures } from '../parts/report-failures.ts';
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
  const from = options.texts('from').flatMap(sourcesIn);
  const plan = await planImport(run, from, mode);
  const linesFor = (troubles: readonly TreeTrouble[]): ReturnType<typeof managerLines> =>
    managerLines(run, adoptedFrom(plan.steps, troubles));
  const { shims } = run.layout;
  const planned = {
    ...plan,
    lines: linesFor([]),
    troubles: [],
    shell: undefined,
    shims,
    stage: 'planned',
  } as const;
  const shown = (result: ImportResult, text = importText(result, report.page)): number => {
    report.result('import', importData(result), text);
    return exitOf(result, from);
  };
  const wish = importWish(plan);
  if (options.flag('dryRun') || wish === undefined) return shown(planned);
  const answer = await ask(run, importQuestion(importText(planned, report.page), wish), {
    yes: options.flag('yes'),
  });
  if (answer === 'nobody') {
    shown(planned);
    throw new GvError('usage', `there is no terminal to ask on: ${wish}?`, {
      hint: 'gv import -y; or first: gv import --dry-run',
    });
  }
  if (answer === 'no') return shown(planned, NOTHING_COPIED);
  const { failures, ...done } = await takeOver(run, plan);
  const lines = linesFor(done.troubles);
  const code = shown({ ...planned, ...done, lines, shell: await goInNewShell(run), stage: 'done' });
  return reportFailures(report, failures) ?? code;
}

/** 1 where a tree of a manager stays for a doubt, or something went otherwise than planned. */
function exitOf({ steps, aside, troubles }: ImportResult, from: readonly TreeOwner[]): number {
  const isFound =
    steps.some((step) => isFinding(step, from)) ||
    aside.some(({ kind }) => kind === 'stay') ||
    troubles.length > 0;
  return isFound ? 1 : 0;
}
