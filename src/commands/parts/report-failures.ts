import type { GvError } from '../../errors.ts';
import type { Input } from './spec.ts';

/** Reports failures that kept nothing else from being done, each once, and gives the exit code of the first; undefined without any. */
export function reportFailures(report: Input['report'], failures: readonly GvError[]): number | undefined {
  const each = new Map(failures.map((failure) => [failure.message, failure]));
  for (const failure of each.values()) report.failure(failure);
  return failures[0]?.exit;
}
