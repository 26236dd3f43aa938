import { expect, it } from 'vitest';
import { graphReader, type Action } from '../../../../src/core/test-run/action-graph.ts';
import { figuresOfGraph, slowestActions } from '../../../../src/core/test-run/phases.ts';
import { actionGraph, type WrittenAction } from '../../../support/test-runs.ts';

function actionsOf(...written: readonly WrittenAction[]): readonly Action[] {
  const reader = graphReader();
  for (const line of actionGraph(written).split('\n')) reader.line(line);
  return reader.end().actions;
}

const START = Date.parse('2026-11-28T13:59:59.5Z');
const at = (second: number): string => `2026-11-28T14:00:0${second}Z`;
const span = (from: number, to: number): WrittenAction => ({
  TimeReady: at(from),
  TimeStart: at(from),
  TimeDone: at(to),
});

it('sums each phase up, and tells the time in which something was under way from the sum', () => {
  const { phases, waiting, loadMs } = figuresOfGraph(
    actionsOf(
      { Mode: 'link', Cmd: ['link'], ...span(0, 2) },
      { Mode: 'link', Cmd: ['link'], ...span(1, 3) },
      { Mode: 'test run', ...span(3, 4) },
      { Mode: 'vet', ...span(3, 4) },
    ),
    START,
  );
  expect(phases.find(({ mode }) => mode === 'link')).toEqual({
    mode: 'link',
    actions: 2,
    ran: 2,
    summedMs: 4000,
    underWayMs: 3000,
    cpuMs: 600,
  });
  expect(phases.find(({ mode }) => mode === 'test run')).toMatchObject({
    ran: null,
    cpuMs: null,
    summedMs: 1000,
  });
  expect(phases.find(({ mode }) => mode === 'vet')).toMatchObject({ actions: 1, ran: 0 });
  expect(waiting).toEqual({ commandsMs: 1800, processorMs: 1200, workerMs: 0 });
  expect(loadMs).toBe(500);
});

it('counts a package once whose look into the cache is an action of its own, and a build without one as a look', () => {
  const looks = (...actions: readonly WrittenAction[]): unknown =>
    figuresOfGraph(actionsOf(...actions), START).phases.find(({ mode }) => mode === 'cache check')?.actions;
  expect(looks({ Mode: 'build check cache' }, { Mode: 'build' })).toBe(1);
  expect(looks({ Mode: 'build' }, { Mode: 'build' }, { Mode: 'build', Cmd: ['compile'] })).toBe(2);
});

it('counts cgo by its command, and by the action that newer versions have for it', () => {
  const { cgo } = figuresOfGraph(
    actionsOf(
      { Mode: 'build', Cmd: ['/tool/cgo -x'] },
      { Mode: 'cgo run', Cmd: ['gcc'] },
      { Mode: 'cgo run' },
    ),
    START,
  );
  expect(cgo).toEqual({ actions: 2, ms: 2000 });
});

it('names the three slowest of each phase that ran a command', () => {
  const slow = slowestActions(
    actionsOf(
      ...[1, 4, 2, 3].map((end) => ({ Mode: 'link', Package: `p${end}`, Cmd: ['link'], ...span(0, end) })),
      { Mode: 'link', Package: 'kept', ...span(0, 9) },
    ),
  );
  expect(slow.map(({ package: name }) => name)).toEqual(['p4', 'p3', 'p2']);
});

it('takes no negative time from a clock that went back, and none from an empty graph', () => {
  const { phases, loadMs } = figuresOfGraph(actionsOf({ Mode: 'link', ...span(5, 1) }), START + 60_000);
  expect([phases.find(({ mode }) => mode === 'link')?.summedMs, loadMs]).toEqual([0, 0]);
  expect(figuresOfGraph([], START).loadMs).toBe(0);
});
