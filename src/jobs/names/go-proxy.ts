import { GO_WAITS } from '../../core/go-run/limits.ts';
import type { ChainEntry } from '../../core/net/chain.ts';
import type { EntryReport } from '../../core/net/net-report.ts';
import { failedPhase } from '../../core/net/phase.ts';

/** GOPROXY for go's own run, after the entries for which go would wait for minutes were taken out. */
export interface RunChain {
  /** Undefined where the chain stays as go reads it. Holds credentials. */
  readonly goproxy: string | undefined;
  readonly leftOut: readonly LeftOut[];
  /** False where nothing that answers is left to ask. */
  readonly isPassable: boolean;
}

export interface LeftOut {
  readonly entry: string;
  /** Go's limit for one request; null where go has none. */
  readonly limitMs: number | null;
}

/**
 * Leaves out what gave no answer. An entry with `,` behind it would end go's chain, so that everything behind it goes too: go
 * would not ask there either.
 */
export function runChain(chain: readonly ChainEntry[], entries: readonly EntryReport[]): RunChain {
  const leftOut: LeftOut[] = [];
  const kept: ChainEntry[] = [];
  for (const [index, each] of chain.entries()) {
    const limitMs = limitOf(entries[index]);
    if (limitMs === undefined) kept.push(each);
    else {
      leftOut.push({ entry: each.shown, limitMs });
      if (each.separator !== '|') break;
    }
  }
  const isPassable = kept.some(({ entry }) => entry.kind !== 'off');
  return { goproxy: leftOut.length === 0 ? undefined : written(kept), leftOut, isPassable };
}

/** Undefined for an entry that says anything in time, or was not asked. */
function limitOf(entry: EntryReport | undefined): number | null | undefined {
  const failed = failedPhase(entry?.phases ?? []);
  // A host without a name costs go nothing like it: its nameservers are judged by themselves.
  if (failed?.failed === 'no-answer' && failed.name !== 'name') return GO_WAITS[failed.name] ?? null;
  return entry?.verdict === 'never-answers' ? null : undefined;
}

function written(kept: readonly ChainEntry[]): string {
  return kept
    .map(({ entry, separator }, index) => {
      const text = entry.kind === 'url' ? entry.url.href : entry.kind;
      return `${text}${index === kept.length - 1 ? '' : separator}`;
    })
    .join('');
}
