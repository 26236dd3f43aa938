import type { Page } from './page.ts';

/** A last column narrower than this is hard to read, so it goes below its row. */
const LEAST_CELLS = 24;
const INDENT = 6;
/** Narrower rows fit every terminal, so its width is not asked for. */
const NARROW_CELLS = 40;

/**
 * Rows as left-aligned columns, two spaces apart, without trailing blanks. Where a width is given, the last column is
 * broken between words to fit it; no word is ever cut. Cells hold no wide characters, and no escapes but colours.
 */
export function columns(
  rows: readonly (readonly string[])[],
  page: { readonly width: number | undefined } = { width: undefined },
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cellsOf(cell));
  }
  const all = widths.reduce((sum, width) => sum + width + 2, -2);
  const before = all - (widths.at(-1) ?? 0);
  const width = all <= NARROW_CELLS ? undefined : page.width;
  if (width === undefined) return rows.map((row) => lineOf(row, { widths, before, room: all })).join('');
  const room = width - before;
  const shape = room < LEAST_CELLS ? { before: INDENT, room: width - INDENT } : { before, room };
  return rows.map((row) => lineOf(row, { widths, ...shape, below: room < LEAST_CELLS })).join('');
}

interface Shape {
  readonly widths: readonly number[];
  /** Cells before the last column. */
  readonly before: number;
  /** Cells of the last column. */
  readonly room: number;
  /** The last column has lines of its own. */
  readonly below?: boolean;
}

function lineOf(row: readonly string[], { widths, before, room, below = false }: Shape): string {
  const last = row.length === widths.length ? (row.at(-1) ?? '') : '';
  if (last === '' || (!below && cellsOf(last) <= room)) return `${cellsIn(row, widths).trimEnd()}\n`;
  const head = cellsIn(row.slice(0, -1), widths);
  const lines = wrapped(last, room).join(`\n${' '.repeat(before)}`);
  return below ? `${head.trimEnd()}\n${' '.repeat(before)}${lines}\n` : `${head}  ${lines}\n`;
}

function cellsIn(row: readonly string[], widths: readonly number[]): string {
  return row.map((cell, index) => padded(cell, widths[index] ?? 0)).join('  ');
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - cellsOf(cell)));
}

function cellsOf(cell: string): number {
  return (cell.includes('\u001b') ? cell.replace(/\u001b\[\d+m/g, '') : cell).length;
}

/** A text in lines of at most `room` cells, broken between words; a longer word has a line of its own. */
export function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && cellsOf(line) + 1 + cellsOf(word) <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text as a line, broken between words where a width is given, its further lines indented by so many cells. */
export function hanging(text: string, indent: number, { width }: Pick<Page, 'width'>): string {
  if (width === undefined) return `${text}\n`;
  const [first = '', ...rest] = wrapped(text, width);
  const more = rest.length === 0 ? [] : wrapped(rest.join(' '), width - indent);
  return [first, ...more.map((line) => `${' '.repeat(indent)}${line}`)].map((line) => `${line}\n`).join('');
}
