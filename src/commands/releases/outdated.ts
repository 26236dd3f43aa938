import type { LineState } from '../../core/release/line-state.ts';
import { findOutdated } from '../../jobs/installed/outdated.ts';
import { columns } from '../../report/page/columns.ts';
import { NOTHING_INSTALLED, SUPPORT_WORDS } from '../../report/results/standing.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Exit 1 only with `--exit-code`, when there is something for `gv upgrade` to do. */
export async function run(run: Run, { options, report }: Input): Promise<number> {
  const { lines, fetchedAt } = await findOutdated(run);
  const data = { index: { fetchedAt: fetchedAt?.toISOString() ?? null }, lines: lines.map(dataOf) };
  report.result('outdated', data, lines.length === 0 ? NOTHING_INSTALLED : columns(lines.map(rowOf)));
  return options.flag('exitCode') && lines.some(isUpgradable) ? 1 : 0;
}

/** A newer prerelease is told, but only ever taken by its name. */
function isUpgradable({ outdated, support }: LineState): boolean {
  return outdated && support !== 'prerelease';
}

function rowOf(state: LineState): readonly string[] {
  const { line, installed, newest, support, outdated } = state;
  const have = installed[0]?.label ?? '';
  const news = newest === undefined ? 'not published' : outdated ? `-> ${newest.label}` : 'up to date';
  return [line, have, news, SUPPORT_WORDS[support]];
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
