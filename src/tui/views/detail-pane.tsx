import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/page/printable.ts';
import type { Fact } from '../state/fact.ts';
import { Line } from './line.tsx';
import type { Theme } from './theme.ts';

interface DetailProps {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly height: number;
  readonly width: number;
  readonly theme: Theme;
}

/** The facts about the release under the cursor, beside the lists where there is room; long values run over several rows. */
export function DetailPane({ title, facts, height, width, theme }: DetailProps): ReactNode {
  return (
    <Box
      flexDirection="column"
      height={height}
      width={width}
      flexShrink={0}
      paddingLeft={2}
      overflow="hidden"
    >
      <Line>
        <Text bold>{title}</Text>
      </Line>
      {facts.length === 0 ? <Text>looking</Text> : null}
      {facts.map((fact, index) => (
        <FactText key={`${index}${fact.text}`} fact={fact} wrap="wrap" theme={theme} />
      ))}
    </Box>
  );
}

interface FactProps {
  readonly fact: Fact;
  readonly wrap: 'wrap' | 'truncate';
  readonly theme: Theme;
}

const NAME_CELLS = 10;

/** A fact in one row, or in as many as it takes. */
export function FactText({ fact: { name, text, role }, wrap, theme }: FactProps): ReactNode {
  const sign = role === undefined ? '' : `${theme.symbols[SIGN[role]]} `;
  return (
    <Box>
      <Box width={NAME_CELLS} flexShrink={0}>
        <Text dimColor>{name}</Text>
      </Box>
      <Text wrap={wrap} {...(role === undefined ? {} : theme.color(role))}>
        {`${sign}${printable(text)}`}
      </Text>
    </Box>
  );
}

/** Signs beside the colours, for readers who do not see colours. */
const SIGN = { good: 'installed', bad: 'failed', warn: 'dot' } as const;
