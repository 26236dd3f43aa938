import { GvError } from '../errors.ts';
import { listInstalled, type Listed } from '../jobs/list.ts';
import { parseQuery } from '../core/query.ts';
import { columns } from '../report/columns.ts';
import type { World } from '../world.ts';
import type { Input } from './spec.ts';

export async function run(world: World, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (options.flag('remote')) return (await import('./ls-remote.ts')).run(world, input);
  if (options.flag('all'))
    throw new GvError('usage', '--all goes with --remote', { hint: 'gv list --remote --all' });
  const query = args[0] === undefined ? undefined : parseQuery(args[0]);
  const listed = await listInstalled(world, query);
  report.result(
    'list',
    { toolchains: listed.map(dataOf) },
    listed.length === 0 ? empty(query !== undefined) : table(listed),
  );
  return 0;
}

function empty(filtered: boolean): string {
  return filtered
    ? 'no installed toolchain matches (gv list shows all)\n'
    : 'nothing is installed yet: gv install latest\n';
}

function table(listed: readonly Listed[]): string {
  return columns(listed.map((item) => [item.here ? '*' : ' ', item.version.label, marks(item).join(', ')]));
}

function marks(item: Listed): readonly string[] {
  return [
    ...(item.global ? ['global'] : []),
    ...(item.prerelease ? ['prerelease'] : []),
    ...(item.moduleZip ? ['module zip'] : []),
    ...(item.origin === 'unproven' ? ['UNPROVEN'] : []),
    ...(item.origin === 'own-key' ? ['signed by a key of your keyring'] : []),
    ...(item.origin === 'unknown' ? ['no receipt'] : []),
  ];
}

function dataOf({ version, path, ...marks }: Listed): Readonly<Record<string, unknown>> {
  return { version: version.label, path, ...marks };
}
