import { GvError } from '../../errors.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const [among = 'all', ...more] = args;
  if (more.length > 0 || (among !== 'installed' && among !== 'remote' && among !== 'all')) {
    throw new GvError('usage', 'gv pick takes installed, remote or nothing', { hint: 'gv pick installed' });
  }
  const multiple = options.flag('multiple');
  const { choose } = await import('../../tui/choose.ts');
  const chosen = await choose(run, { title: 'Which Go?', among, multiple });
  report.result('pick', { chosen }, chosen.map((label) => `${label}\n`).join(''));
  return 0;
}
