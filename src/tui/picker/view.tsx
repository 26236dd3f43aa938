import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { fitting } from '../state/shown.ts';
import { Line } from '../views/line.tsx';
import type { Theme } from '../views/theme.ts';
import { choiceAt, shownChoices, type PickState } from './state.ts';

interface PickerProps {
  readonly state: PickState;
  readonly title: string;
  /** Rows of the terminal; the list takes the rows it needs, and never all. */
  readonly rows: number;
  readonly theme: Theme;
}

const MOST_ROWS = 10;

/** A list to pick from, drawn below the prompt. */
export function Picker({ state, title, rows, theme }: PickerProps): ReactNode {
  const shown = shownChoices(state);
  const chosen = choiceAt(state);
  const height = Math.max(1, Math.min(MOST_ROWS, rows - 3));
  const at = shown.findIndex(({ value }) => value === chosen?.value);
  return (
    <Box flexDirection="column">
      <Line>
        <Text bold>{title}</Text> {state.text}_
      </Line>
      {fitting(shown, at, height).map(({ value, note }) => (
        <Line key={value} lit={value === chosen?.value}>
          {value === chosen?.value ? theme.symbols.cursor : ' '}
          {state.marked.has(value) ? theme.symbols.marked : ' '} {value.padEnd(10)} {note}
        </Line>
      ))}
      <Line>
        <Text dimColor>{hintFor(state, shown.length)}</Text>
      </Line>
    </Box>
  );
}

function hintFor({ multiple, choices }: PickState, shown: number): string {
  const mark = multiple ? 'space mark  ' : '';
  return `${shown} of ${choices.length}  type to filter  ${mark}enter choose  esc leave`;
}
