/** The look of a cell of a terminal. */
export interface Look {
  /** Index of one of sixteen colours; undefined for the terminal's own. */
  readonly color: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}

export interface Cell {
  readonly sign: string;
  /** The same object for neighbours that look the same. */
  readonly look: Look;
}

const PLAIN: Look = { color: undefined, bold: false, dim: false, inverse: false, underline: false };

/** The cells of a row with escapes for its looks (SGR, ECMA-48 8.3.117). Every sign takes one cell, like all signs that gv draws. Throws on any other escape. */
export function cellsIn(row: string): readonly Cell[] {
  const cells: Cell[] = [];
  let look = PLAIN;
  for (const [part = '', codes] of row.matchAll(/\u001b\[([\d;]*)m|[^]/gu)) {
    if (codes !== undefined) look = lookAfter(look, codes);
    else if (part === '\u001b') throw new Error(`an escape that draws nothing: ${JSON.stringify(row)}`);
    else cells.push({ sign: part, look });
  }
  return cells;
}

function lookAfter(before: Look, codes: string): Look {
  let look = before;
  for (const code of codes.split(';').map(Number)) look = changed(look, code);
  return look;
}

const SWITCHES: Readonly<Record<number, Partial<Look>>> = {
  0: PLAIN,
  1: { bold: true },
  2: { dim: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  24: { underline: false },
  27: { inverse: false },
  39: { color: undefined },
};

function changed(look: Look, code: number): Look {
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, color: code - 90 + 8 };
  return { ...look, ...SWITCHES[code] };
}
