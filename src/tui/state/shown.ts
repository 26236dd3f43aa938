import type { LineRow, Row } from './catalog.ts';
import type { Show, State } from './state.ts';
import { isOpen, type Task } from './task.ts';

/** Whether a release passes the filters; an installed prerelease passes also where prereleases are hidden. */
function isShown(row: Row, { text, only, prereleases }: Show): boolean {
  if (!row.label.includes(text)) return false;
  if (only === 'installed') return row.installed !== undefined;
  if (only === 'supported' && row.state !== 'supported') return false;
  return prereleases || !row.prerelease || row.installed !== undefined || text !== '';
}

function ordered<T>(newestFirst: readonly T[], { oldestFirst }: Show): readonly T[] {
  return oldestFirst ? newestFirst.toReversed() : newestFirst;
}

/** The lines on the screen: those with a shown release, and those that have only prereleases. */
export function shownLines({ catalog, show }: State): readonly LineRow[] {
  const lines = new Set(
    catalog.rows
      .filter(
        (row) =>
          isShown(row, show) ||
          (isUnborn(catalog.lines, row) && isShown(row, { ...show, prereleases: true })),
      )
      .map(({ line }) => line),
  );
  return ordered(
    catalog.lines.filter(({ line }) => lines.has(line)),
    show,
  );
}

function isUnborn(lines: readonly LineRow[], row: Row): boolean {
  return lines.find(({ line }) => line === row.line)?.state === 'prerelease';
}

/** The releases of the chosen line that are shown. */
export function shownReleases(state: State): readonly Row[] {
  const line = chosenLine(state);
  if (line === undefined) return [];
  const show = line.state === 'prerelease' ? { ...state.show, prereleases: true } : state.show;
  return ordered(
    state.catalog.rows.filter((row) => row.line === line.line && isShown(row, show)),
    show,
  );
}

/** The line under the cursor; the first one when the remembered one is not shown. */
export function chosenLine(state: State): LineRow | undefined {
  const lines = shownLines(state);
  return lines.find(({ line }) => line === state.line) ?? lines[0];
}

/** The release under the cursor; the first one when the remembered one is not shown. */
export function chosenRelease(state: State): Row | undefined {
  const rows = shownReleases(state);
  return rows.find(({ label }) => label === state.release) ?? rows[0];
}

export function chosenTask({ tasks, task }: State): Task | undefined {
  return tasks.find(({ id }) => id === task) ?? tasks.find(isOpen) ?? tasks.at(-1);
}

/** The releases that an action is about: the marked ones, else the one under the cursor. */
export function targets(state: State): readonly Row[] {
  if (state.marked.size > 0) return state.catalog.rows.filter(({ label }) => state.marked.has(label));
  const row = chosenRelease(state);
  return row === undefined ? [] : [row];
}

/** The part of a list that fits, with the cursor in it; below 0 there is no cursor, and the list begins at its head. */
export function fitting<T>(items: readonly T[], cursor: number, height: number): readonly T[] {
  const start = Math.max(0, Math.min(cursor - Math.floor(height / 2), items.length - height));
  return items.slice(start, start + height);
}
