import { parseQuery } from '../../core/choice/query.ts';
import type { Version } from '../../core/version.ts';
import {
  listRemote,
  type RemoteLine,
  type RemoteList,
  type RemoteRelease,
} from '../../jobs/releases/list-remote.ts';
import { offeredLinesText, offeredReleasesText } from '../../report/results/list-remote-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const query = args[0] === undefined ? undefined : parseQuery(args[0]);
  const list = await listRemote(run, query);
  const { lines, releases } = list;
  if (options.flag('all') || query !== undefined) {
    const data = { ...dataOf(list), releases: releases.map(releaseData) };
    report.result('ls-remote', data, offeredReleasesText(releases, report.page));
  } else {
    report.result('ls-remote', dataOf(list), offeredLinesText(lines, report.page));
  }
  return 0;
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
