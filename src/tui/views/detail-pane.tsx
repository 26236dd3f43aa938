import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/printable.ts';
import type { Row } from '../state/catalog.ts';
import type { Detail } from '../state/state.ts';
import { Line } from './line.tsx';

interface DetailProps {
  readonly row: Row;
  readonly detail: Detail | undefined;
  readonly height: number;
  readonly width: number;
}

/** What is known of the release under the cursor, beside the lists where there is room; long values run over several rows. */
export function DetailPane({ row, detail, height, width }: DetailProps): ReactNode {
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
        <Text bold>go {row.label}</Text>
      </Line>
      {(detail?.lines ?? ['looking']).map((line) => (
        <Text key={line} wrap="wrap">
          {printable(line)}
        </Text>
      ))}
    </Box>
  );
}
