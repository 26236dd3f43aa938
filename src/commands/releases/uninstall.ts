import { GvError } from '../../errors.ts';
import { ask } from '../../io/host/question.ts';
import { findRemovals, uninstall, type Removal } from '../../jobs/installed/uninstall.ts';
import { printable } from '../../report/page/printable.ts';
import { removedText, toolchainText } from '../../report/results/phrases.ts';
import type { Run, World } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { options, report } = input;
  const question = { title: 'Remove which Go?', among: 'installed', multiple: true } as const;
  const args = await chosenArgs(run, input, question);
  if (args.length === 0) {
    throw new GvError('usage', 'which version?', {
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
  report.result(
    'uninstall',
    { removed: !dryRun, toolchains: data },
    removals.map((removal) => line(removal, { dryRun })).join(''),
  );
  return 0;
}

/** A line may mean several toolchains; then the person is asked. */
async function meant(world: World, { options }: Input, text: string): Promise<readonly Removal[]> {
  const found = await findRemovals(world, text);
  if (found.length === 1 || options.flag('dryRun')) return found;
  const names = found.map(({ toolchain }) => toolchain.version.label);
  const question = `${text} means go ${names.join(', ')}. Remove them all?`;
  const answer = await ask(world, printable(question), { yes: options.flag('yes') });
  if (answer === 'yes') return found;
  if (answer === 'no') return [];
  throw new GvError('usage', `${text} means several toolchains: ${names.join(', ')}`, {
    hint: `-y removes them all; or name the ones to remove, e.g. gv uninstall ${names[0] ?? ''}`,
  });
}

/** What is in use is only removed when a person says so; where nobody can be asked, the job refuses. */
async function isWorthIt(world: World, { options }: Input, { toolchain, usedBy }: Removal): Promise<boolean> {
  if (usedBy === undefined) return false;
  const question = `go ${toolchain.version.label} is in use (${usedBy}). Remove it all the same?`;
  return (await ask(world, printable(question), { yes: options.flag('yes') })) === 'yes';
}

function line({ toolchain, usedBy }: Removal, { dryRun }: { readonly dryRun: boolean }): string {
  if (!dryRun) return `${removedText(toolchain)}\n`;
  const what = toolchainText(toolchain);
  return usedBy === undefined
    ? `would remove ${what}\n`
    : `would not remove ${what}: in use by ${printable(usedBy)}\n`;
}
