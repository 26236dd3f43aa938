import { GvError } from '../../errors.ts';
import { ask } from '../../io/host/question.ts';
import { belongings, selfUninstall } from '../../jobs/own/self-uninstall.ts';
import { belongingsText, selfUninstalledText } from '../../report/own/self-uninstall-text.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { args, options, report }: Input): Promise<number> {
  if (args.length > 0) {
    throw new GvError('usage', 'gv self-uninstall takes no arguments', {
      hint: `To remove one toolchain: gv uninstall ${args[0] ?? ''}`,
    });
  }
  const found = await belongings(world);
  const { root, toolchains, bytes } = found;
  const data = { root, toolchains, bytes };
  if (options.flag('dryRun')) {
    report.result('self-uninstall', { removed: false, ...data }, belongingsText(found));
    return 0;
  }
  const yes = options.flag('yes');
  const question = `${belongingsText(found)}Remove all of it?`;
  const answer = report.json && !yes ? 'nobody' : await ask(world, question, { yes });
  if (answer === 'nobody') {
    throw new GvError(
      'usage',
      'gv self-uninstall asks before it removes, and there is no terminal to ask on',
      {
        hint: 'gv self-uninstall --dry-run lists what would be removed; gv self-uninstall -y removes it.',
      },
    );
  }
  if (answer === 'no') {
    report.result('self-uninstall', { removed: false, ...data }, 'nothing removed\n');
    return 1;
  }
  const said = await selfUninstall(world);
  report.result('self-uninstall', { removed: true, ...data }, selfUninstalledText(said, bytes));
  return 0;
}
