import { parseQuery, type Query } from '../../core/choice/query.ts';
import { GvError } from '../../errors.ts';
import { listInstalled, type Listed } from '../../jobs/installed/list.ts';
import { columns } from '../../report/page/columns.ts';
import type { Page } from '../../report/page/page.ts';
import { NOTHING_INSTALLED, PROVENANCE_WORDS } from '../../report/results/standing.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (options.flag('remote')) return (await import('./list-remote.ts')).run(run, input);
  if (options.flag('all'))
    throw new GvError('usage', '--all goes with --remote', { hint: 'gv list --remote --all' });
  const query = args[0] === undefined ? undefined : parseQuery(args[0]);
  const listed = await listInstalled(run, query);
  report.result(
    'list',
    { toolchains: listed.map(dataOf) },
    listed.length === 0 ? empty(query) : table(listed, report.page),
  );
  return 0;
}

function empty(query: Query | undefined): string {
  return query === undefined ? NOTHING_INSTALLED : 'no installed toolchain matches (gv list shows all)\n';
}

function table(listed: readonly Listed[], page: Page): string {
  const { bold } = page.style;
  const rows = listed.map((item) => [
    item.here ? '*' : ' ',
    item.here ? bold(item.version.label) : item.version.label,
    marks(item, page.style).join(', '),
  ]);
  return columns(rows, page);
}

function marks(item: Listed, { dim, red, yellow }: Page['style']): readonly string[] {
  return [
    ...(item.global ? ['global'] : []),
    ...(item.prerelease ? ['prerelease'] : []),
    ...(item.moduleZip ? [dim('module zip')] : []),
    ...(item.origin === 'unproven' ? [red(PROVENANCE_WORDS.unproven)] : []),
    ...(item.origin === 'own-key' ? [PROVENANCE_WORDS['own-key']] : []),
    ...(item.origin === 'unknown' ? [yellow(PROVENANCE_WORDS.unknown)] : []),
  ];
}

function dataOf({ version, path, ...marks }: Listed): Readonly<Record<string, unknown>> {
  return { version: version.label, path, ...marks };
}
