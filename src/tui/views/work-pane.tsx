import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { printable } from '../../report/page/printable.ts';
import { bytesText, durationText } from '../../report/page/quantities.ts';
import { fitting } from '../state/shown.ts';
import { commandOf, timeLeft, type Phase, type Task } from '../state/task.ts';
import { Line } from './line.tsx';
import type { Role, Theme } from './theme.ts';

interface WorkProps {
  readonly tasks: readonly Task[];
  readonly chosen: number | undefined;
  readonly focused: boolean;
  readonly height: number;
  readonly theme: Theme;
}

/** The running and the finished work, a row each, and under the chosen one the last lines that its command would print. */
export function WorkPane({ tasks, chosen, focused, height, theme }: WorkProps): ReactNode {
  const index = tasks.findIndex(({ id }) => id === chosen);
  const at = index < 0 ? tasks.length - 1 : index;
  const told = focused ? tasks[at] : (tasks.findLast(({ status }) => status === 'failed') ?? tasks[at]);
  const lines = told === undefined ? [] : tellingOf(told).slice(-Math.max(0, height - 1 - tasks.length));
  const space = height - 1 - lines.length;
  return (
    <Box flexDirection="column" height={height}>
      <Line>
        <Text bold underline={focused}>
          Work
        </Text>
      </Line>
      {fitting(tasks, at, space).map((task) => (
        <TaskItem key={task.id} {...{ task, theme, lit: focused && task === tasks[at] }} />
      ))}
      {lines.map((line, number) => (
        <Line key={`${number}${line}`}>
          <Text dimColor={told?.status !== 'failed'}> {toldText(line, theme)}</Text>
        </Line>
      ))}
    </Box>
  );
}

/** A line of a command with the check mark of this terminal. */
function toldText(line: string, { symbols }: Theme): string {
  return printable(line).replaceAll('✓', symbols.installed);
}

/** The cure of a failure, else the last lines. */
function tellingOf({ failure, lines }: Task): readonly string[] {
  if (failure === undefined) return lines;
  return failure.hint === undefined ? [failure.message] : [failure.message, failure.hint];
}

const ROLE: Readonly<Record<Task['status'], Role | undefined>> = {
  waiting: undefined,
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

interface ItemProps {
  readonly task: Task;
  readonly lit: boolean;
  readonly theme: Theme;
}

function TaskItem({ task, lit, theme }: ItemProps): ReactNode {
  const role = ROLE[task.status];
  return (
    <Line lit={lit}>
      <Text {...(role === undefined ? {} : theme.color(role))}>{sign(task, theme)}</Text>{' '}
      {commandOf(task.request)}
      {task.phase === undefined ? <Text dimColor> {statusText(task, theme)}</Text> : null}
      <Text {...theme.color('good')}>
        {task.proofs.map((proof) => ` ${theme.symbols.installed} ${proof}`).join('')}
      </Text>
      {task.phase === undefined ? '' : ` ${phaseText(task.phase, theme)}`}
    </Line>
  );
}

function sign({ status }: Task, { symbols }: Theme): string {
  switch (status) {
    case 'waiting':
      return symbols.dot;
    case 'running':
      return symbols.running;
    case 'done':
      return symbols.installed;
    case 'failed':
    case 'cancelled':
      return symbols.failed;
  }
}

/** The status in words. Work without moving bytes shows its last line, for example that another gv holds the release. */
function statusText({ status, failure, lines, asking }: Task, theme: Theme): string {
  if (failure !== undefined) return `${status}: ${printable(failure.message)}`;
  if (status !== 'running') return status;
  return toldText(asking === undefined ? (lines.at(-1) ?? status) : `asking ${asking}`, theme);
}

const BAR_CELLS = 12;

function phaseText(phase: Phase, { symbols }: Theme): string {
  const { name, bytes, total, rate } = phase;
  if (total === undefined || total === 0) return `${name} ${bytesText(bytes)}`;
  const full = Math.min(BAR_CELLS, Math.round((bytes / total) * BAR_CELLS));
  const bar = `${symbols.full.repeat(full)}${symbols.empty.repeat(BAR_CELLS - full)}`;
  const left = timeLeft(phase);
  const speed = rate <= 0 ? '' : ` ${bytesText(Math.round(rate))}/s`;
  return `${name} ${bar} ${Math.floor((bytes / total) * 100)}%${speed}${left === undefined ? '' : `, ${durationText(left)} left`}`;
}
