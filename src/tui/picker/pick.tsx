import { render, useInput, useWindowSize } from 'ink';
import { useEffect, useState, type ReactNode } from 'react';
import type { TerminalStreams } from '../../io/host/terminal.ts';
import { asciiOutput } from '../run/ascii-output.ts';
import { pressesOf } from '../run/key-name.ts';
import type { Theme } from '../views/theme.ts';
import { picked, pickPressed, pickState, type Choice, type PickState } from './state.ts';
import { Picker } from './view.tsx';

export interface PickList {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly multiple: boolean;
}

export interface Around {
  readonly theme: Theme;
  /** Ends the picker when aborted. */
  readonly signal: AbortSignal;
}

/** Shows a list and gives the picked values; empty when the user left. Leaves nothing on the screen. */
export async function pick(
  list: PickList,
  { input, output }: TerminalStreams,
  { theme, signal }: Around,
): Promise<readonly string[]> {
  let last: PickState = pickState(list);
  const screen = render(
    <Picking
      list={list}
      theme={theme}
      onChange={(state) => {
        last = state;
        if (state.end !== undefined) leave();
      }}
    />,
    {
      stdin: input,
      stdout: theme.ascii ? asciiOutput(output) : output,
      exitOnCtrlC: false,
      interactive: true,
      patchConsole: false,
    },
  );
  // Unmounting alone leaves the drawn list, or an empty row in its place.
  const leave = (): void => {
    screen.clear();
    screen.unmount();
  };
  signal.addEventListener('abort', leave);
  try {
    await screen.waitUntilExit();
  } finally {
    signal.removeEventListener('abort', leave);
  }
  return last.end === 'chosen' ? picked(last) : [];
}

interface PickingProps {
  readonly list: PickList;
  readonly theme: Theme;
  readonly onChange: (state: PickState) => void;
}

function Picking({ list, theme, onChange }: PickingProps): ReactNode {
  const [state, setState] = useState(() => pickState(list));
  const { rows } = useWindowSize();
  useInput((input, key) => {
    setState((before) =>
      pressesOf(input, key).reduce<PickState>(
        (now, { key: name, text }) => (now.end === undefined ? pickPressed(now, name, text) : now),
        before,
      ),
    );
  });
  useEffect(() => {
    onChange(state);
  }, [state, onChange]);
  return <Picker state={state} title={list.title} rows={rows} theme={theme} />;
}
