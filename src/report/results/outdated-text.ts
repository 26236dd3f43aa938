import type { LineState } from '../../core/release/line-state.ts';
import { columns } from '../page/columns.ts';
import { NOTHING_INSTALLED, SUPPORT_WORDS } from './phrases.ts';

/** Every installed line: its installed release, its newest release, and whether Go supports it. */
export function outdatedText(lines: readonly LineState[]): string {
  return lines.length === 0 ? NOTHING_INSTALLED : columns(lines.map(rowOf));
}

function rowOf({ line, installed, newest, support, outdated }: LineState): readonly string[] {
  const have = installed[0]?.label ?? '';
  const news = newest === undefined ? 'not published' : outdated ? `-> ${newest.label}` : 'up to date';
  return [line, have, news, SUPPORT_WORDS[support]];
}
