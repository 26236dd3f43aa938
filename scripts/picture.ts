import { text as readAll } from 'node:stream/consumers';
import { cellsIn, type Cell, type Look } from './picture-cells.ts';

/** Cells of a common monospaced font, in pixels. */
const CELL = { width: 8.4, height: 18, base: 13.5 } as const;
const MARGIN = 14;
const SIZE = 14;
const PAPER = '#16181d';
const INK = '#d5d9e0';
const DIM = '#8b929e';

/** xterm's sixteen, softened, in the order of SGR 30 to 37 and 90 to 97 (ECMA-48, 8.3.117). */
const PALETTE = [
  '#3b4048 #f0717b #8fd177 #e5c07b #6cb2f7 #d08af0 #5ccfd6 #d5d9e0',
  '#5c6370 #ff8c94 #a6e38f #f2d394 #8cc5ff #dfa6fa #7fe3e8 #ffffff',
].flatMap((colors) => colors.split(' '));

/** A screen as `tmux capture-pane -e -p` prints it, as an SVG picture. */
export function pictureOf(capture: string): string {
  const rows = capture.replace(/\n+$/, '').split('\n').map(cellsIn);
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const width = (columns * CELL.width + 2 * MARGIN).toFixed(0);
  const height = rows.length * CELL.height + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${SIZE}" xml:space="preserve">`,
    ...rows.flatMap((row, index) => rowOf(row, index)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowOf(row: readonly Cell[], index: number): readonly string[] {
  const top = MARGIN + index * CELL.height;
  return runsOf(row).flatMap(({ at, text, look }) => {
    const x = (MARGIN + at * CELL.width).toFixed(1);
    const length = (Array.from(text).length * CELL.width).toFixed(1);
    const box = look.inverse
      ? [`<rect x="${x}" y="${top}" width="${length}" height="${CELL.height}" fill="${INK}"/>`]
      : [];
    if (text.trim() === '') return box;
    const place = `x="${x}" y="${(top + CELL.base).toFixed(1)}" textLength="${length}"`;
    return [...box, `<text ${place} ${inkOf(look)}>${escaped(text)}</text>`];
  });
}

function inkOf({ color, bold, dim, inverse, underline }: Look): string {
  const fill = inverse ? PAPER : ((color === undefined ? undefined : PALETTE[color]) ?? (dim ? DIM : INK));
  return [
    `fill="${fill}"`,
    ...(bold ? ['font-weight="bold"'] : []),
    ...(underline ? ['text-decoration="underline"'] : []),
  ].join(' ');
}

interface Run {
  readonly at: number;
  readonly text: string;
  readonly look: Look;
}

/** Runs of neighbours that look the same, each at its own place: a font that lacks a sign must not move the rest. */
function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [at, { sign, look }] of row.entries()) {
    const last = runs.at(-1);
    const isPlain = /^[ -~]$/.test(sign);
    const joins = last?.look === look && isPlain && /^[ -~]*$/.test(last.text);
    if (last !== undefined && joins) runs[runs.length - 1] = { ...last, text: last.text + sign };
    else runs.push({ at, text: sign, look });
  }
  return runs;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  ' ': '\u00a0',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>" ]/g, (sign) => ENTITIES[sign] ?? sign);
}

if (import.meta.main) process.stdout.write(pictureOf(await readAll(process.stdin)));
