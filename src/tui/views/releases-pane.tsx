import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { bytesText } from '../../report/page/quantities.ts';
import type { Row } from '../state/catalog.ts';
import { fitting } from '../state/shown.ts';
import { Line } from './line.tsx';
import { marksOf } from './marks.ts';
import type { Theme } from './theme.ts';

interface ReleasesProps {
  readonly rows: readonly Row[];
  readonly title: string;
  /** The text in place of rows when the list is empty. */
  readonly empty: string;
  readonly chosen: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly focused: boolean;
  readonly height: number;
  readonly theme: Theme;
}

/** The releases of a line, each with its notes. */
export function ReleasesPane(props: ReleasesProps): ReactNode {
  const { rows, title, empty, chosen, marked, focused, height, theme } = props;
  const at = rows.findIndex(({ label }) => label === chosen);
  return (
    <Box flexDirection="column" height={height} flexGrow={1}>
      <Line>
        <Text bold underline={focused}>
          {title}
        </Text>
      </Line>
      {rows.length === 0 ? <Line>{empty}</Line> : null}
      {fitting(rows, at, height - 1).map((row) => (
        <ReleaseItem
          key={row.label}
          {...{ row, theme, isChosen: row.label === chosen, focused, isMarked: marked.has(row.label) }}
        />
      ))}
    </Box>
  );
}

interface ItemProps {
  readonly row: Row;
  readonly isChosen: boolean;
  readonly isMarked: boolean;
  readonly focused: boolean;
  readonly theme: Theme;
}

function ReleaseItem({ row, isChosen, isMarked, focused, theme }: ItemProps): ReactNode {
  const { symbols } = theme;
  const { installed } = row;
  const sign = installed === undefined ? ' ' : installed.here ? symbols.here : symbols.installed;
  return (
    <Line lit={isChosen && focused}>
      {isChosen ? symbols.cursor : ' '}
      {isMarked ? symbols.marked : ' '}
      <Text {...(installed === undefined ? {} : theme.color('good'))}>
        {sign} {row.label.padEnd(10)}
      </Text>
      <Text dimColor>{(row.size === undefined ? '' : bytesText(row.size)).padStart(8)} </Text>{' '}
      {marksOf(row).join(', ')}
    </Line>
  );
}
