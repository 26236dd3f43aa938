import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { LineRow } from '../state/catalog.ts';
import { fitting } from '../state/shown.ts';
import { Line } from './line.tsx';
import type { Theme } from './theme.ts';

interface LinesProps {
  readonly lines: readonly LineRow[];
  readonly chosen: string | undefined;
  readonly focused: boolean;
  readonly height: number;
  readonly theme: Theme;
}

const STATE = { supported: 'supported', ended: 'ended', prerelease: 'prerelease', unknown: '' } as const;

/** The lines of Go: newest release, whether the Go team supports it, how many of it are installed. */
export function LinesPane({ lines, chosen, focused, height, theme }: LinesProps): ReactNode {
  const at = lines.findIndex(({ line }) => line === chosen);
  return (
    <Box flexDirection="column" height={height}>
      <Line>
        <Text bold underline={focused}>
          Lines
        </Text>
      </Line>
      {fitting(lines, at, height - 1).map((line) => (
        <LineItem key={line.line} {...{ line, theme, isChosen: line.line === chosen, focused }} />
      ))}
    </Box>
  );
}

interface ItemProps {
  readonly line: LineRow;
  readonly isChosen: boolean;
  readonly focused: boolean;
  readonly theme: Theme;
}

function LineItem({ line, isChosen, focused, theme }: ItemProps): ReactNode {
  const { symbols } = theme;
  const count = line.installed.length === 0 ? '' : `${symbols.installed}${line.installed.length}`;
  return (
    <Line lit={isChosen && focused}>
      {isChosen ? symbols.cursor : ' '} {line.line.padEnd(5)}
      <Text dimColor={line.state === 'ended'} {...(line.state === 'supported' ? theme.color('good') : {})}>
        {STATE[line.state].padEnd(10)}
      </Text>{' '}
      {count.padEnd(3)}
      {line.outdated ? <Text {...theme.color('warn')}>update</Text> : null}
    </Line>
  );
}
