import { GvError } from '../../errors.ts';
import { ask } from '../../io/host/question.ts';
import { findRemovals, uninstall, type Removal } from '../../jobs/installed/uninstall.ts';
import {
  inUseQuestion,
  removalPlanText,
  removedText,
  severalQuestion,
} from '../../report/results/uninstall-text.ts';
import type { Run, World } from '../../world.ts';
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
  for (const removal of removals) {
    if (dryRun) continue;
    const force = options.flag('force') || (await isWorthIt(run, input, removal));
    await uninstall(run, removal, { force });
  }
  const data = removals.map(({ toolchain, usedBy }) => ({
    version: toolchain.version.label,
    path: toolchain.path,
    usedBy: usedBy ?? null,
  }));
  const text = removals.map(dryRun ? removalPlanText : removedText).join('');
  report.result('uninstall', { removed: !dryRun, toolchains: data }, text);
  return 0;
}

/** The toolchains of one argument. Asks the user when a line means several. */
async function meant(world: World, { options }: Input, text: string): Promise<readonly Removal[]> {
  const found = await findRemovals(world, text);
  if (found.length === 1 || options.flag('dryRun')) return found;
  const versions = found.map(({ toolchain }) => toolchain.version);
  const answer = await ask(world, severalQuestion(text, versions), { yes: options.flag('yes') });
  if (answer === 'yes') return found;
  if (answer === 'no') return [];
  const names = versions.map(({ label }) => label);
  throw new GvError('usage', `${text} means several toolchains: ${names.join(', ')}`, {
    hint: `-y removes them all; or name one, e.g. gv uninstall ${names[0] ?? ''}`,
  });
}

/** Asks the user before a toolchain that is in use is removed; without a terminal, the job refuses. */
async function isWorthIt(world: World, { options }: Input, removal: Removal): Promise<boolean> {
  if (removal.usedBy === undefined) return false;
  return (await ask(world, inUseQuestion(removal), { yes: options.flag('yes') })) === 'yes';
}
