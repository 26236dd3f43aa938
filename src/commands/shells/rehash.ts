import { rehash } from '../../jobs/installed/rehash.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { report }: Input): Promise<number> {
  const { links, removed } = await rehash(world, report.event);
  report.result(
    'rehash',
    { links, removed },
    `${links} links in order, ${removed.length} stale ones removed\n`,
  );
  return 0;
}
