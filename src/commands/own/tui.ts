import { GvError } from '../../errors.ts';
import { hasScreen } from '../../io/host/terminal.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { printable } from '../../report/page/printable.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, input: Input): Promise<number> {
  if (!hasScreen(world)) {
    throw new GvError('usage', 'the screen needs a terminal', { hint: 'gv --help lists the commands.' });
  }
  const { runTui } = await import('../../tui/main.tsx');
  const options = async (): Promise<InstallOptions> => {
    const { installOptions } = await import('../parts/install-options.ts');
    return await installOptions(world, input);
  };
  const done = await runTui(world, { offline: input.offline, options });
  for (const line of done) world.stdout.write(`${printable(line)}\n`);
  if (world.signal.aborted) throw new GvError('interrupted', 'interrupted');
  return 0;
}
