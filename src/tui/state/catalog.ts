import type { SupportState } from '../../core/release/support.ts';
import { compareLines, compareVersions, isPrerelease, lineOf } from '../../core/version.ts';
import type { Listed } from '../../jobs/installed/list.ts';
import type { Heard } from '../../jobs/releases/last-heard.ts';

/** The Go team's support of a line; `unknown` before the first list of releases. */
export type LineState = SupportState | 'unknown';

/** A release as the screen shows it, published, installed or both. */
export interface Row {
  /** The version as a person types it, e.g. `1.22.5`; the key of everything that the screen keeps about the release. */
  readonly label: string;
  readonly line: string;
  readonly prerelease: boolean;
  readonly state: LineState;
  /** The newest stable release of its line. */
  readonly newest: boolean;
  readonly from: readonly ('official' | 'proxy')[];
  /** Bytes of the archive; undefined when no source names its size. */
  readonly size: number | undefined;
  readonly installed: Listed | undefined;
  /** The newest stable release of its line, where only an older one is installed. */
  readonly update: string | undefined;
}

export interface LineRow {
  readonly line: string;
  readonly state: LineState;
  readonly newest: string;
  /** Labels of the installed releases of the line, newest first. */
  readonly installed: readonly string[];
  /** True when releases of the line are installed, but not its newest one. */
  readonly outdated: boolean;
}

/** Both newest first. */
export interface Catalog {
  readonly rows: readonly Row[];
  readonly lines: readonly LineRow[];
}

export const EMPTY_CATALOG: Catalog = { rows: [], lines: [] };

/** Joins the published releases (undefined before the first list) with the installed ones, which may be in no list. */
export function catalogOf(heard: Heard | undefined, installed: readonly Listed[]): Catalog {
  const here = new Map(installed.map((item) => [item.version.label, item]));
  const stateOfLine = new Map((heard?.lines ?? []).map(({ line, state }) => [line, state]));
  // A line that a list leaves out is an old one.
  const unlisted = heard === undefined ? 'unknown' : 'ended';
  const offered = new Map((heard?.releases ?? []).map((release) => [release.version.label, release]));
  const versions = new Map(
    [...offered.values(), ...installed].map(({ version }) => [version.label, version]),
  );
  const rows = [...versions.values()]
    .sort((a, b) => compareVersions(b, a))
    .map((version): Omit<Row, 'newest' | 'update'> => {
      const offer = offered.get(version.label);
      const line = lineOf(version);
      return {
        label: version.label,
        line,
        prerelease: isPrerelease(version),
        state: offer?.state ?? (isPrerelease(version) ? 'prerelease' : (stateOfLine.get(line) ?? unlisted)),
        from: offer?.from ?? [],
        size: offer?.size ?? undefined,
        installed: here.get(version.label),
      };
    });
  const newest = new Set<string>();
  const marked = rows.map((row): Row => {
    const first = !row.prerelease && !newest.has(row.line);
    if (first) newest.add(row.line);
    return { ...row, newest: first, update: undefined };
  });
  const lines = linesIn(marked);
  const updates = new Map(lines.filter(({ outdated }) => outdated).map(({ line, newest: to }) => [line, to]));
  return { rows: marked.map((row) => withUpdate(row, updates)), lines };
}

function withUpdate(row: Row, updates: ReadonlyMap<string, string>): Row {
  const isOld = row.installed !== undefined && !row.prerelease;
  return isOld ? { ...row, update: updates.get(row.line) } : row;
}

function linesIn(rows: readonly Row[]): readonly LineRow[] {
  return [...Map.groupBy(rows, ({ line }) => line)]
    .map(([line, ofLine]): LineRow => {
      const newest = ofLine.find((row) => row.newest) ?? ofLine[0];
      const installed = ofLine.filter((row) => row.installed !== undefined);
      return {
        line,
        state: ofLine.find((row) => !row.prerelease)?.state ?? 'prerelease',
        newest: newest?.label ?? line,
        installed: installed.map(({ label }) => label),
        outdated: installed.some((row) => !row.prerelease) && newest?.installed === undefined,
      };
    })
    .sort((a, b) => compareLines(b.line, a.line));
}
