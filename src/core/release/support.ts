import { linesOf, newestFirst, supportedLines, type Versioned } from '../choice/select.ts';
import { isPrerelease, lineOf, type Version } from '../version.ts';

/** `prerelease`: a line without a stable release so far, or such a release itself. */
export type SupportState = 'supported' | 'ended' | 'prerelease';

export type SupportFinder = (line: string) => SupportState;

/** Tells which lines the Go team supports, from all that is published. */
export function supportFinder(published: readonly Versioned[]): SupportFinder {
  const supported = new Set(supportedLines(published));
  const stable = new Set(linesOf(published.filter(({ version }) => !isPrerelease(version))));
  return (line) => (supported.has(line) ? 'supported' : stable.has(line) ? 'ended' : 'prerelease');
}

/** The newest stable release of each line, or its newest prerelease while it has none; newest line first. */
export function newestOfLines(candidates: readonly Versioned[]): readonly Version[] {
  const found = new Map<string, Version>();
  for (const { version } of newestFirst(candidates)) {
    const line = lineOf(version);
    const known = found.get(line);
    if (known === undefined || (isPrerelease(known) && !isPrerelease(version))) found.set(line, version);
  }
  return [...found.values()];
}
