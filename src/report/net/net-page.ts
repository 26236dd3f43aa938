import type { World } from '../../world.ts';
import { isUnicode, type Page } from '../page/page.ts';

/** The bars that an output can show: blocks of eighths, `#`, or none in pipes and on narrow terminals. */
export type Bars = 'blocks' | 'hashes' | 'none';

export interface NetPage {
  /** Cells of a line; undefined for pipes. */
  readonly width: number | undefined;
  readonly bars: Bars;
}

const LEAST_CELLS = 60;

export function netPage({ width }: Pick<Page, 'width'>, env: World['env']): NetPage {
  const isWide = width !== undefined && width >= LEAST_CELLS;
  return { width, bars: isWide ? (isUnicode(env) ? 'blocks' : 'hashes') : 'none' };
}
