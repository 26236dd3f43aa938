import { describe, expect, it } from 'vitest';
import type { State } from '../../../../src/tui/state/state.ts';
import { timeLeft, type Task } from '../../../../src/tui/state/task.ts';
import { after, keys, readyState } from '../../../support/screen-state.ts';

/** A screen on which `gv install 1.27.3` has begun, as task 1. */
function installing(): State {
  return after(readyState(), ...keys('right', 'k', 'i'), { type: 'started', id: 1 }).state;
}

function first(state: State): Task {
  const [task] = state.tasks;
  if (task === undefined) throw new Error('no task');
  return task;
}

const bytes = (count: number, now: number) =>
  ({ type: 'event', id: 1, now, event: { type: 'download', file: 'x', bytes: count, total: 1000 } }) as const;

describe('work on the screen', () => {
  it('tells speed and time left of a download', () => {
    const { state } = after(installing(), bytes(0, 10_000), bytes(500, 11_000));
    const { phase } = first(state);
    expect(phase).toMatchObject({ name: 'download', bytes: 500, total: 1000, rate: 500 });
    expect(phase && timeLeft(phase)).toBe(1000);
  });

  it('knows no speed at first, and begins anew when a download does', () => {
    expect(first(after(installing(), bytes(100, 10_000), bytes(200, 10_001)).state).phase?.rate).toBe(0);
    const again = after(installing(), bytes(500, 10_000), bytes(10, 12_000)).state;
    expect(first(again).phase).toMatchObject({ bytes: 10, startedAt: 12_000 });
  });

  it('keeps each proof as it is found', () => {
    const proof = { kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 } as const;
    const { state } = after(installing(), {
      type: 'event',
      id: 1,
      now: 0,
      event: { type: 'proof', release: '1.27.3', proof },
    });
    expect(first(state).proofs).toEqual(['log record 7']);
  });

  it('unpacks no more once it is placed', () => {
    const event = { type: 'placed', release: '1.27.3', path: '/x' } as const;
    const { state } = after(installing(), bytes(970, 10_000), { type: 'event', id: 1, now: 0, event });
    expect(first(state)).toMatchObject({ phase: undefined, lines: ['installed go 1.27.3 in /x'] });
  });

  it.each(['finished', 'failed', 'cancelled'] as const)('goes on with the queue when one has %s', (type) => {
    const end =
      type === 'failed'
        ? ({ type, id: 1, failure: { message: 'no', hint: undefined } } as const)
        : ({ type, id: 1 } as const);
    expect(after(installing(), end).effects).toContainEqual({ type: 'run' });
  });

  it('tries failed work again, as new work', () => {
    const failed = after(installing(), {
      type: 'failed',
      id: 1,
      failure: { message: 'no', hint: 'cure' },
    }).state;
    expect(first(failed).failure).toEqual({ message: 'no', hint: 'cure' });
    expect(after(failed, ...keys('R')).state.tasks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '1 failed',
      '2 waiting',
    ]);
  });

  it('cancels what runs, or in the work list what is under the cursor', () => {
    expect(after(installing(), ...keys('x')).effects).toContainEqual({ type: 'cancel', id: 1 });
    const two = after(installing(), ...keys('j', 'j', 'i')).state;
    expect(two.tasks).toHaveLength(2);
    expect(after(two, ...keys('tab', 'x')).effects).toContainEqual({ type: 'cancel', id: 1 });
    expect(after(two, ...keys('tab', 'j', 'x')).effects).toContainEqual({ type: 'cancel', id: 2 });
  });
});

describe('a release that only a module proxy has', () => {
  const chosen = after(readyState(), ...keys('right', 'j')).state;

  it('is installed from there, and its command says so', () => {
    const { state } = after(chosen, ...keys('i'));
    expect(state.tasks.map(({ request }) => request)).toEqual([
      { verb: 'install', subject: '1.27.1', source: 'proxy' },
    ]);
    expect(state.message).toBe('$ gv install --source proxy 1.27.1');
    expect(after(chosen, ...keys('c')).effects).toContainEqual({
      type: 'copy',
      text: 'gv install --source proxy 1.27.1',
    });
  });

  it('is used from there, too', () => {
    expect(after(chosen, ...keys('u')).state.overlay).toEqual({
      kind: 'confirm',
      requests: [{ verb: 'use', subject: '1.27.1', source: 'proxy' }],
    });
  });
});
