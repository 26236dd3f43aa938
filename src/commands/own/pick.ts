import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { args, options, offline, report }: Input): Promise<number> {
  const [among = 'all', ...more] = args;
  if (more.length > 0 || (among !== 'installed' && among !== 'remote' && among !== 'all')) {
    throw new GvError('usage', 'gv pick takes installed, remote or nothing', { hint: 'gv pick installed' });
  }
  const multiple = options.flag('multiple');
  const { choose } = await import('../../tui/choose.ts');
  const chosen = await choose(world, { title: 'Which Go?', among, multiple, offline, emit: report.event });
  report.result('pick', { chosen }, chosen.map((label) => `${label}\n`).join(''));
  return 0;
}
