import type { LineState } from '../core/outdated.ts';
import { findOutdated } from '../jobs/outdated.ts';
import { columns } from '../report/columns.ts';
import { ageText } from '../report/quantities.ts';
import type { World } from '../world.ts';
import type { Input } from './spec.ts';

/** Exit 1 only with `--exit-code`, when a newer patch is published. */
export async function run(world: World, { options, offline, report }: Input): Promise<number> {
  const { lines, fetchedAt } = await findOutdated(world, offline, report.event);
  if (offline && fetchedAt !== undefined) {
    const age = ageText(Math.max(0, world.now().getTime() - fetchedAt.getTime()));
    report.event({ type: 'notice', text: `offline: the release index is ${age} old` });
  }
  const data = { index: { fetchedAt: fetchedAt?.toISOString() ?? null }, lines: lines.map(dataOf) };
  report.result('outdated', data, lines.length === 0 ? EMPTY : columns(lines.map(rowOf)));
  return options.flag('exitCode') && lines.some(({ outdated }) => outdated) ? 1 : 0;
}

const EMPTY = 'nothing is installed yet: gv install latest\n';

function rowOf(state: LineState): readonly string[] {
  const { line, installed, newest, support, outdated } = state;
  const have = installed[0]?.label ?? '';
  const news = newest === undefined ? 'not published' : outdated ? `-> ${newest.label}` : 'up to date';
  return [
    line,
    have,
    news,
    { supported: 'supported', ended: 'end of life', prerelease: 'prerelease' }[support],
  ];
}

function dataOf({ line, installed, newest, support, outdated }: LineState): unknown {
  return {
    line,
    installed: installed.map(({ label }) => label),
    newest: newest?.label ?? null,
    state: support,
    outdated,
  };
}
