import { parseQuery } from '../../core/choice/query.ts';
import type { Version } from '../../core/version.ts';
import {
  listRemote,
  type RemoteLine,
  type RemoteList,
  type RemoteRelease,
} from '../../jobs/releases/list-remote.ts';
import { columns } from '../../report/page/columns.ts';
import type { Page } from '../../report/page/page.ts';
import { bytesText } from '../../report/page/quantities.ts';
import { SUPPORT_WORDS } from '../../report/results/standing.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const query = args[0] === undefined ? undefined : parseQuery(args[0]);
  const list = await listRemote(run, query);
  const all = options.flag('all') || query !== undefined;
  const data = all ? { ...dataOf(list), releases: list.releases.map(releaseData) } : dataOf(list);
  report.result('ls-remote', data, all ? releases(list, report.page) : lines(list, report.page));
  return 0;
}

function lines({ lines }: RemoteList, page: Page): string {
  const rows = lines.map((line) => [
    line.line,
    line.newest.label,
    SUPPORT_WORDS[line.state],
    whereText(line),
    installedText(line),
  ]);
  return columns(rows, page);
}

function whereText({ from }: Pick<RemoteLine, 'from'>): string {
  return from.length === 0 ? 'not for this platform' : from.join(' and ');
}

function installedText({ installed }: RemoteLine): string {
  return installed.length === 0 ? '' : `installed: ${labelsOf(installed).join(', ')}`;
}

function releases({ releases }: RemoteList, page: Page): string {
  return columns(
    releases.map((release) => [release.installed ? '*' : ' ', release.version.label, ...notes(release)]),
    page,
  );
}

function notes(release: RemoteRelease): readonly string[] {
  const size = release.size === null ? '' : bytesText(release.size);
  const state = release.state === 'supported' ? '' : SUPPORT_WORDS[release.state];
  return [size, whereText(release), state];
}

function dataOf({ fetchedAt, answered, lines }: RemoteList): object {
  return { index: { fetchedAt: fetchedAt?.toISOString() ?? null, answered }, lines: lines.map(lineData) };
}

function lineData({ line, newest, state, from, installed }: RemoteLine): object {
  return { line, newest: newest.label, state, from, installed: labelsOf(installed) };
}

function releaseData({ version, ...release }: RemoteRelease): object {
  return { version: version.label, ...release };
}

function labelsOf(versions: readonly Version[]): readonly string[] {
  return versions.map(({ label }) => label);
}
