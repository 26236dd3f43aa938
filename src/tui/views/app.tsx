import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/page/printable.ts';
import { chosenLine, chosenRelease, chosenTask, shownLines, shownReleases } from '../state/shown.ts';
import type { State } from '../state/state.ts';
import { factsOf } from '../state/told.ts';
import { DetailPane } from './detail-pane.tsx';
import { Footer } from './footer.tsx';
import { Line } from './line.tsx';
import { LinesPane } from './lines-pane.tsx';
import { Actions, Help, Question } from './overlays.tsx';
import { ReleasesPane } from './releases-pane.tsx';
import type { Theme } from './theme.ts';
import { WorkPane } from './work-pane.tsx';

interface AppProps {
  readonly state: State;
  readonly theme: Theme;
}

/** From this width on, lines and releases stand side by side. */
const WIDE = 80;
const LINES_WIDTH = 30;
/** From this width on, the facts about the chosen release stand beside them. */
const WIDEST = 130;
const DETAIL_WIDTH = 60;
/** Below this height only the part that has the keys is shown. */
const LOW = 12;

/** The whole screen. */
export function App({ state, theme }: AppProps): ReactNode {
  const { columns, rows } = state.size;
  const work = workHeight(state);
  const height = Math.max(1, rows - 3 - work);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Line>
        <Text bold>gv </Text>
        {printable(state.here?.text ?? '')}
      </Line>
      <Middle state={state} theme={theme} height={height} />
      {work === 0 ? null : (
        <WorkPane
          tasks={state.tasks}
          chosen={chosenTask(state)?.id}
          focused={state.pane === 'work'}
          height={work}
          theme={theme}
        />
      )}
      <Footer state={state} />
    </Box>
  );
}

function workHeight({ tasks, pane, size }: State): number {
  if (tasks.length === 0 || size.rows < 8) return 0;
  const wanted = pane === 'work' ? tasks.length + 6 : Math.min(tasks.length, 3) + 2;
  return Math.min(wanted, Math.floor(size.rows / 2));
}

interface MiddleProps extends AppProps {
  readonly height: number;
}

function Middle({ state, theme, height }: MiddleProps): ReactNode {
  const { overlay } = state;
  switch (overlay.kind) {
    case 'help':
      return <Help top={overlay.top} height={height} />;
    case 'actions':
      return <Actions state={state} at={overlay.at} height={height} theme={theme} />;
    case 'confirm':
      return <Question state={state} requests={overlay.requests} height={height} theme={theme} />;
    case 'none':
    case 'filter':
    case 'leave':
      return <Lists state={state} theme={theme} height={height} />;
  }
}

function Lists({ state, theme, height }: MiddleProps): ReactNode {
  const { size, pane } = state;
  const wide = size.columns >= WIDE;
  const low = !wide && size.rows < LOW;
  const ofLines = wide || low ? height : Math.max(3, Math.floor(height / 3));
  const lines = <Lines state={state} theme={theme} height={ofLines} />;
  const releases = <Releases state={state} theme={theme} height={wide || low ? height : height - ofLines} />;
  if (low) return pane === 'lines' ? lines : releases;
  return (
    <Box flexDirection={wide ? 'row' : 'column'} height={height}>
      <Box width={wide ? LINES_WIDTH : size.columns} flexShrink={0} flexDirection="column">
        {lines}
      </Box>
      <Box width={releasesWidth(size)} flexShrink={0} flexDirection="column">
        {releases}
      </Box>
      {size.columns >= WIDEST ? <Details state={state} theme={theme} height={height} /> : null}
    </Box>
  );
}

/** The rest of the width: a width that follows the rows' text would change with every cursor step. */
function releasesWidth({ columns }: State['size']): number {
  if (columns < WIDE) return columns;
  return columns - LINES_WIDTH - (columns >= WIDEST ? DETAIL_WIDTH : 0);
}

function Details({ state, theme, height }: MiddleProps): ReactNode {
  const row = chosenRelease(state);
  if (row === undefined) return null;
  const facts = factsOf(state, row);
  return <DetailPane title={`go ${row.label}`} {...{ facts, height, theme }} width={DETAIL_WIDTH} />;
}

function Lines({ state, theme, height }: MiddleProps): ReactNode {
  return (
    <LinesPane
      lines={shownLines(state)}
      chosen={chosenLine(state)?.line}
      focused={state.pane === 'lines'}
      height={height}
      theme={theme}
    />
  );
}

function Releases({ state, theme, height }: MiddleProps): ReactNode {
  const line = chosenLine(state);
  return (
    <ReleasesPane
      rows={shownReleases(state)}
      empty={emptyText(state)}
      title={line === undefined ? 'Releases' : `Releases of ${line.line}`}
      chosen={chosenRelease(state)?.label}
      marked={state.marked}
      focused={state.pane === 'releases'}
      height={height}
      theme={theme}
    />
  );
}

function emptyText({ catalog, loading, show }: State): string {
  if (catalog.rows.length > 0)
    return show.text === '' ? 'nothing to show (o shows more)' : 'no release matches';
  return loading.busy ? 'asking for the releases' : 'no server answered (r asks again)';
}
