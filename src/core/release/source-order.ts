import type { Source } from '../source.ts';
import type { SourceChoice } from './source-choice.ts';

export interface SourceFacts {
  /** `--source` or GV_SOURCE. */
  readonly choice: SourceChoice;
  readonly offline: boolean;
  /** The official hosts did not answer some minutes ago. */
  readonly officialWasDown: boolean;
  /** GOPROXY names a module proxy; `direct` alone leads to Google's hosts again. */
  readonly namesProxy: boolean;
}

/** The sources that an install asks, in order. The next one is asked only when the one before cannot be *reached*. Offline, only the cache of official archives is left. */
export function sourceOrder(facts: SourceFacts): readonly [Source, ...Source[]] {
  const { choice, offline, officialWasDown, namesProxy } = facts;
  if (offline) return ['official'];
  if (choice !== 'auto') return [choice];
  return officialWasDown && namesProxy ? ['proxy', 'official'] : ['official', 'proxy'];
}
