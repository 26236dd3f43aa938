import { linesOf, newestFirst, type Versioned } from '../choice/select.ts';
import { compareVersions, lineOf, type Version } from '../version.ts';
import { newestOfLines, supportFinder, type SupportState } from './support.ts';

/** An installed line, compared with the published releases. */
export interface LineState {
  readonly line: string;
  /** The installed releases of the line, newest first; never empty. */
  readonly installed: readonly Version[];
  /** The newest stable release, or the newest prerelease while the line has none; undefined when no list has the line. */
  readonly newest: Version | undefined;
  /** End of life follows Go's policy: the two newest lines with a stable release are supported. */
  readonly support: SupportState;
  /** True when a newer release of this line is published. */
  readonly outdated: boolean;
}

/** The state of every installed line, newest first. `published` may be reduced to `newestOfLines`. */
export function lineStates(
  installed: readonly Versioned[],
  published: readonly Versioned[],
): readonly LineState[] {
  const newest = new Map(newestOfLines(published).map((version) => [lineOf(version), version]));
  const supportOf = supportFinder([...published, ...installed]);
  return linesOf(installed).map((line) => {
    const here = newestFirst(installed)
      .map(({ version }) => version)
      .filter((version) => lineOf(version) === line);
    const best = newest.get(line);
    const [have] = here;
    const outdated = best !== undefined && have !== undefined && compareVersions(best, have) > 0;
    return { line, installed: here, newest: best, support: supportOf(line), outdated };
  });
}
