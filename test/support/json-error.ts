import { isRecord, parseJson } from '../../src/core/json.ts';
import type { Outcome } from './set-up.ts';

/** How a run with `--json` ended: its exit status and the code of its error, `5 gv-older`; `0 none` where it went well. */
export async function statusAndCode(run: Promise<Outcome>): Promise<string> {
  const { status, stderr } = await run;
  const last = stderr
    .trim()
    .split('\n')
    .findLast((row) => row.startsWith('{'));
  const told = parseJson(last ?? '{}');
  const error = isRecord(told) && 'error' in told ? told['error'] : told;
  return `${status} ${isRecord(error) && typeof error['code'] === 'string' ? error['code'] : 'none'}`;
}
