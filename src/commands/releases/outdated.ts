import type { LineState } from '../../core/release/line-state.ts';
import { findOutdated } from '../../jobs/installed/outdated.ts';
import { outdatedText } from '../../report/results/outdated-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Exits with 1 only with `--exit-code`, when `gv upgrade` would install a release. */
export async function run(run: Run, { options, report }: Input): Promise<number> {
  const { lines, fetchedAt } = await findOutdated(run);
  const data = { index: { fetchedAt: fetchedAt?.toISOString() ?? null }, lines: lines.map(dataOf) };
  report.result('outdated', data, outdatedText(lines));
  return options.flag('exitCode') && lines.some(isUpgradable) ? 1 : 0;
}

/** False for a newer prerelease, which is installed only by its name. */
function isUpgradable({ outdated, support }: LineState): boolean {
  return outdated && support !== 'prerelease';
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
