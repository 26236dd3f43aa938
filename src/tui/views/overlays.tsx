import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/page/printable.ts';
import { BINDINGS, keyOf } from '../state/keys.ts';
import { menuOf } from '../state/menu.ts';
import { questionOf } from '../state/question.ts';
import { chosenRelease } from '../state/shown.ts';
import type { Overlay, State } from '../state/state.ts';
import { factsOf } from '../state/told.ts';
import { FactText } from './detail-pane.tsx';
import { Line } from './line.tsx';
import { marksOf } from './marks.ts';
import type { Theme } from './theme.ts';

interface HelpProps {
  readonly top: number;
  readonly height: number;
}

/** Every key, from the table that the keys themselves come from. */
export function Help({ top, height }: HelpProps): ReactNode {
  const rows = BINDINGS.map(({ group, keys, meaning }, index) => {
    const first = BINDINGS[index - 1]?.group !== group;
    return `${(first ? group : '').padEnd(6)}${keys.join(' ').padEnd(18)}${meaning}`;
  });
  const start = Math.max(0, Math.min(top, rows.length - (height - 1)));
  return (
    <Box flexDirection="column" height={height}>
      <Line>
        <Text bold>Keys</Text>
        <Text dimColor> any key goes back</Text>
      </Line>
      {rows.slice(start, start + height - 1).map((row) => (
        <Line key={row}>{row}</Line>
      ))}
    </Box>
  );
}

interface OverProps {
  readonly state: State;
  readonly height: number;
  readonly theme: Theme;
}

/** The chosen release in full, and the actions for it. */
export function Actions({ state, at, height, theme }: OverProps & { readonly at: number }): ReactNode {
  const row = chosenRelease(state);
  if (row === undefined) return null;
  const menu = menuOf(state);
  const items = menu.map((item, index) => (
    <Line key={item.verb} lit={index === at}>
      {index === at ? theme.symbols.cursor : ' '} {keyOf(item.verb).padEnd(2)} {item.text}
    </Line>
  ));
  const command = menu[at]?.command;
  return (
    <Box flexDirection="column" height={height}>
      <Line>
        <Text bold>go {row.label}</Text> {marksOf(row).join(', ')}
      </Line>
      {items}
      <Line>
        <Text dimColor>$ {command ?? ''}</Text>
      </Line>
      <Line> </Line>
      {factsOf(state, row)
        .slice(0, Math.max(0, height - items.length - 3))
        .map((fact, index) => (
          <FactText key={`${index}${fact.text}`} fact={fact} wrap="truncate" theme={theme} />
        ))}
    </Box>
  );
}

/** The question before something changes. */
export function Question({ state, height, requests }: OverProps & Pick<Confirm, 'requests'>): ReactNode {
  return (
    <Box flexDirection="column" height={height}>
      {questionOf(state, requests)
        .slice(0, height - 2)
        .map((line, index) => (
          <Line key={`${index}${line}`}>
            <Text bold={index === 0}>{printable(line) || ' '}</Text>
          </Line>
        ))}
      <Line> </Line>
      <Line>y yes n no</Line>
    </Box>
  );
}

type Confirm = Extract<Overlay, { readonly kind: 'confirm' }>;
