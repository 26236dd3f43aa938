import { rehash } from '../../jobs/installed/rehash.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { report }: Input): Promise<number> {
  const { links, removed } = await rehash(run);
  report.result(
    'rehash',
    { links, removed },
    `${links} links in order, ${removed.length} stale ones removed\n`,
  );
  return 0;
}
