import { Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/page/printable.ts';
import { BINDINGS } from '../state/keys.ts';
import type { Show, State } from '../state/state.ts';
import { isOpen } from '../state/task.ts';
import { Line } from './line.tsx';

interface FooterProps {
  readonly state: State;
}

/** Two rows: the message or the typed text, and the keys. */
export function Footer({ state }: FooterProps): ReactNode {
  return (
    <>
      <Line>{printable(saidIn(state)) || ' '}</Line>
      <Line>
        <Text dimColor>{HINTS}</Text>
      </Line>
    </>
  );
}

/** The keys of the bottom line, first those that lead to all others: a narrow terminal cuts the rest. */
const HINTS = BINDINGS.toSorted((a, b) => Number(b.group === 'gv') - Number(a.group === 'gv'))
  .flatMap(hint)
  .join('  ');

function hint({ keys, word }: (typeof BINDINGS)[number]): readonly string[] {
  return word === undefined ? [] : [`${keys[0] ?? ''} ${word}`];
}

function saidIn({ overlay, show, message, loading, tasks }: State): string {
  if (overlay.kind === 'filter') return `/${show.text}_`;
  if (overlay.kind === 'leave') {
    return `${tasks.filter(isOpen).length} still to do. Leave and cancel? y yes  n no`;
  }
  const parts = [
    ...(message === undefined ? [] : [message]),
    ...shownText(show),
    ...(loading.busy ? [loading.note ?? 'asking for the releases'] : []),
    ...(loading.busy || loading.note === undefined ? [] : [loading.note]),
  ];
  return parts.join('  ');
}

function shownText({ text, only, prereleases, oldestFirst }: Show): readonly string[] {
  return [
    ...(text === '' ? [] : [`/${text}`]),
    ...(only === 'all' ? [] : [`${only} only`]),
    ...(prereleases ? ['with prereleases'] : []),
    ...(oldestFirst ? ['oldest first'] : []),
  ];
}
