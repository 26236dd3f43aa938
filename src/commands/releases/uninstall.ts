import { GvError } from '../../errors.ts';
import { ask } from '../../io/host/question.ts';
import { checkUnused, findRemovals, uninstall, type Removal } from '../../jobs/installed/uninstall.ts';
import {
  removalPlanText,
  removedText,
  severalQuestion,
  staysText,
} from '../../report/results/uninstall-text.ts';
import type { Run } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { options, report } = input;
  const question = { title: 'Remove which Go?', among: 'installed', multiple: true } as const;
  const args = await chosenArgs(run, input, question);
  if (args.length === 0) {
    throw new GvError('usage', 'the version is missing', {
      hint: 'gv uninstall 1.22.5; gv list shows what is installed.',
    });
  }
  const dryRun = options.flag('dryRun');
  const removals: Removal[] = [];
  for (const text of args) {
    const known = new Set(removals.map(({ toolchain }) => toolchain.path));
    removals.push(...(await meant(run, input, text)).filter(({ toolchain }) => !known.has(toolchain.path)));
  }
  const force = options.flag('force');
  // Before the first one is removed.
  if (!dryRun && !force) for (const removal of removals) checkUnused(removal);
  if (!dryRun) await uninstall(run, removals, { force });
  const data = removals.map(({ toolchain, usedBy }) => ({
    version: toolchain.version.label,
    path: toolchain.path,
    usedBy: usedBy ?? null,
  }));
  const planText = (removal: Removal): string => removalPlanText(removal, { force });
  const text = removals.map(dryRun ? planText : removedText).join('');
  report.result('uninstall', { removed: !dryRun, toolchains: data }, text);
  return 0;
}

/**
 * The toolchains of one argument. For a line, a range or `latest` the user is shown what it means, and asked. Those in use are
 * left out without --force: -y answers the question, and a removal from under a project is no answer to it.
 */
async function meant(run: Run, { options }: Input, text: string): Promise<readonly Removal[]> {
  const { exact, removals } = await findRemovals(run, text);
  if (exact || options.flag('dryRun')) return removals;
  const free = options.flag('force') ? removals : removals.filter(({ usedBy }) => usedBy === undefined);
  // The refusal names the first one that is in use.
  if (free.length === 0) return removals;
  for (const kept of removals) if (!free.includes(kept)) run.emit({ type: 'notice', text: staysText(kept) });
  const versions = free.map(({ toolchain }) => toolchain.version);
  const answer = await ask(run, severalQuestion(text, versions), { yes: options.flag('yes') });
  if (answer === 'yes') return free;
  if (answer === 'no') return [];
  const names = versions.map(({ label }) => label);
  throw new GvError('usage', `${text} means go ${names.join(', ')}, and there is no terminal to ask on`, {
    hint: `-y removes ${names.length === 1 ? 'it' : 'them all'}; or name one, e.g. gv uninstall ${names[0] ?? ''}`,
  });
}
