import { expect, it } from 'vitest';
import { graphReader, type ActionGraph } from '../../../../src/core/test-run/action-graph.ts';
import { actionGraph } from '../../../support/test-runs.ts';

function read(text: string): ActionGraph {
  const reader = graphReader();
  for (const line of text.split('\n')) reader.line(line);
  return reader.end();
}

const TEXT = actionGraph([
  { Mode: 'link', Package: 'example.com/a.test', Cmd: ['/go/pkg/tool/linux_amd64/link -o "x"'] },
  { Mode: 'build', Package: 'example.com/a', Cmd: ['/go/pkg/tool/linux_amd64/cgo -objdir $WORK/b001/'] },
  { Mode: 'vet', Package: 'example.com/a', Cmd: null, Failed: true },
]);

it('reads what ran, for how long, and on how much of a processor', () => {
  const { actions, isWhole } = read(TEXT);
  expect(isWhole).toBe(true);
  expect(actions).toMatchObject([
    { mode: 'link', package: 'example.com/a.test', ran: true, cgo: false, realMs: 900, cpuMs: 300 },
    { mode: 'build', ran: true, cgo: true },
    { mode: 'vet', ran: false, failed: true, realMs: 0, cpuMs: 0 },
  ]);
  const [{ readyMs = 0, startMs = 0, doneMs = 0 } = {}] = actions;
  expect(startMs - readyMs).toBeCloseTo(0.25, 2);
  expect(doneMs - startMs).toBeCloseTo(1000, 2);
});

it('reads times of any zone, and takes the zero time of Go for none', () => {
  const times = { TimeReady: '0001-01-01T00:00:00Z', TimeStart: '2026-11-28T15:00:00.5+01:00' };
  const [action] = read(actionGraph([{ Mode: 'nop', ...times, TimeDone: 'soon' }])).actions;
  expect(action).toMatchObject({ readyMs: undefined, doneMs: undefined });
  expect(action?.startMs).toBe(Date.parse('2026-11-28T14:00:00.5Z'));
});

it('counts what stands in front of the cut of a file that is cut off', () => {
  const cut = read(TEXT.slice(0, TEXT.indexOf('"vet"')));
  expect(cut.actions.map(({ mode }) => mode)).toEqual(['link', 'build']);
  expect(cut.isWhole).toBe(false);
});

it('finds nothing in a file of another form, and takes no field from a list', () => {
  expect(read('[{"Mode":"link"}]')).toEqual({ actions: [], isWhole: false });
  expect(read('').actions).toEqual([]);
  const [action] = read(
    '[\n\t{\n\t\t"Mode": 7,\n\t\t"CmdReal": -5,\n\t\t\t"Mode": "vet",\n\t\t"Package": "a\n\t}\n]',
  ).actions;
  expect(action).toMatchObject({ mode: '', package: '', realMs: 0 });
});

it('reads no more actions than a bound, and says that some are missing', () => {
  const reader = graphReader(2);
  for (const line of ['[', '\t{', '\t},', '\t{', '\t},', '\t{', '\t}', ']']) reader.line(line);
  const { actions, isWhole } = reader.end();
  expect([actions.length, isWhole]).toEqual([2, false]);
});
