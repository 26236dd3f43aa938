import { GvError } from '../../errors.ts';
import { hasScreen } from '../../io/host/terminal.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { printable } from '../../report/page/printable.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  if (!hasScreen(run)) {
    throw new GvError('usage', 'the screen needs a terminal', { hint: 'gv --help lists the commands.' });
  }
  const { runTui } = await import('../../tui/main.tsx');
  const options = async (task: Run): Promise<InstallOptions> => {
    const { installOptions } = await import('../parts/install-options.ts');
    return await installOptions(task, input);
  };
  const done = await runTui(run, options);
  for (const line of done) input.report.plain(printable(line));
  if (run.signal.aborted) throw new GvError('interrupted', 'interrupted');
  return 0;
}
