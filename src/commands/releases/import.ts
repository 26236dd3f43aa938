import { type ImportStep, IMPORT_SOURCES } from '../../core/foreign/import-plan.ts';
import { GvError } from '../../errors.ts';
import { goInNewShell } from '../../io/foreign/new-shell.ts';
import { ask } from '../../io/host/question.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { writeGlobal } from '../../jobs/here/use.ts';
import { adopt } from '../../jobs/import/adopt.ts';
import { globalToTake, managerLines } from '../../jobs/import/other-managers.ts';
import { planImport } from '../../jobs/import/plan.ts';
import { type ImportResult, type ImportStage, importText } from '../../report/audit/import-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  if (args.length > 0) {
    const text = `gv import takes no words: ${args[0] ?? ''}`;
    throw new GvError('usage', text, { hint: 'gv import --from goenv' });
  }
  const from = options.texts('from').map(sourceNamed);
  const steps = await planImport(run, from);
  const taken = steps.filter((step) => step.kind === 'take');
  const toolchains = [...installedToolchains(run.layout), ...taken.map(({ judgement }) => judgement)];
  const global = globalToTake(run, from, toolchains);
  const show = async (stage: ImportStage): Promise<number> => {
    const shell = stage === 'done' ? await goInNewShell(run) : undefined;
    const result = { steps, global, lines: managerLines(run), shell, shims: run.layout.shims, stage };
    report.result('import', dataOf(result), importText(result));
    return steps.some((step) => step.kind === 'stay' && step.isDoubt) ? 1 : 0;
  };
  if (options.flag('dryRun') || taken.length === 0) return show('planned');
  const labels = taken.map(({ judgement }) => judgement.version.label).join(', ');
  const answer = await ask(run, `Copy go ${labels} into gv?`, { yes: options.flag('yes') });
  if (answer === 'nobody') {
    const text = `go ${labels} can be copied, and there is no terminal to ask on`;
    throw new GvError('usage', text, { hint: 'gv import -y; or first: gv import --dry-run' });
  }
  if (answer === 'no') return show('planned');
  const first = global === undefined ? 'first' : 'never';
  for (const step of taken) await adopt(run, step, first);
  if (global !== undefined) await writeGlobal(run, global.pin);
  return show('done');
}

function sourceNamed(word: string): (typeof IMPORT_SOURCES)[number] {
  const source = IMPORT_SOURCES.find((each) => each === word);
  if (source !== undefined) return source;
  throw new GvError('usage', `gv import --from knows no ${word}`, {
    hint: `The sources are ${IMPORT_SOURCES.join(', ')}.`,
  });
}

function dataOf({ steps, global, lines, shell, stage }: ImportResult): object {
  return {
    imported: stage === 'done',
    trees: steps.map(stepData),
    global: global ?? null,
    lines: lines.map(({ manager, file, line }) => ({ manager, file, line })),
    newShell: shell === undefined ? null : { shell: shell.shell, go: shell.go ?? null },
  };
}

function stepData(step: ImportStep): object {
  const { identity, by, path } = step.tree;
  return {
    version: identity.kind === 'release' ? identity.version.label : null,
    by,
    path,
    step: step.kind === 'take' ? 'take' : step.isDoubt ? 'refuse' : 'leave',
    why: step.kind === 'stay' ? step.why : null,
    leftBehind: step.kind === 'take' ? step.left : null,
  };
}
