import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../../src/core/events.ts';
import { eventLines } from '../../../../src/report/events/event-lines.ts';
import { eventQueue } from '../../../../src/report/events/event-queue.ts';
import type { Output } from '../../../../src/world.ts';

interface Line {
  readonly event: { readonly type: string; readonly bytes?: number; readonly count?: number };
}

function linesIn(text: string): readonly Line['event'][] {
  const lines = text.trimEnd().split('\n');
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as Line).event);
}

const moved = (bytes: number, file = 'a'): JobEvent => ({ type: 'download', file, bytes, total: 9 });
const notice = (text: string): JobEvent => ({ type: 'notice', text });

describe('events that wait for a slow reader', () => {
  it('keep their order, and of progress only the newest of each file', () => {
    const queue = eventQueue();
    for (const event of [moved(1), notice('x'), moved(1, 'b'), moved(2), moved(3)]) queue.add(event);
    expect(linesIn(queue.take())).toMatchObject([
      { type: 'notice' },
      { type: 'download', file: 'b', bytes: 1 },
      { type: 'download', file: 'a', bytes: 3 },
    ]);
    expect([queue.take(), queue.size]).toEqual(['', 0]);
  });

  it.each([
    ['lines', 1_000, 'x'],
    ['bytes', 50, 'x'.repeat(10_000)],
  ])('are bounded by %s; a line says how many went', (_, count, text) => {
    const queue = eventQueue();
    for (let index = 0; index < count; index += 1) queue.add(notice(`${index} ${text}`));
    expect(queue.size).toBeLessThanOrEqual(128 * 1024);
    const [first, ...kept] = linesIn(queue.take());
    expect(first).toEqual({ type: 'dropped', count: count - kept.length });
    expect(kept.length).toBeLessThanOrEqual(200);
    expect(kept.at(-1)).toMatchObject({ text: `${count - 1} ${text}` });
  });
});

/** A reader that takes a batch only when it is told to. */
function slowReader(): { readonly sent: string[]; take(alive?: boolean): void; readonly output: Output } {
  const [sent, waiting]: [string[], ((alive: boolean) => void)[]] = [[], []];
  const send = (text: string): Promise<boolean> => {
    sent.push(text);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const output = { isTerminal: false, columns: 80, write: () => undefined, send };
  return { sent, take: (alive = true) => waiting.shift()?.(alive), output };
}

describe('lines of JSON', () => {
  const never = new AbortController().signal;
  const failures: unknown[] = [];
  const OPTIONS = { now: (): Date => new Date(), onFailure: (error: unknown) => failures.push(error) };

  it('go out at once, then together, by bytes before the time is over', () => {
    const reader = slowReader();
    const lines = eventLines(reader.output, { ...OPTIONS, now: () => new Date(50_000) });
    lines.add(notice('first'));
    expect(reader.sent).toHaveLength(1);
    for (let index = 0; index < 100; index += 1) lines.add(notice('x'.repeat(100)));
    expect(reader.sent).toHaveLength(1);
  });

  it('wait for the reader at the end only, and then the result is last', async () => {
    const reader = slowReader();
    const lines = eventLines(reader.output, OPTIONS);
    lines.add(notice('first'));
    lines.add(moved(1));
    lines.add(moved(2));
    const ended = lines.end('RESULT\n', never);
    expect(reader.sent).toHaveLength(1);
    reader.take();
    await expect.poll(() => reader.sent.length).toBe(2);
    reader.take();
    expect(await ended).toBe(true);
    expect(reader.sent[1]).toMatch(/^[^\n]*"bytes":2[^\n]*\nRESULT\n$/);
  });

  it('go out after a while although nothing follows', async () => {
    const reader = slowReader();
    const lines = eventLines(reader.output, OPTIONS);
    lines.add(notice('first'));
    reader.take();
    lines.add(notice('second'));
    await expect.poll(() => reader.sent.length).toBe(2);
    reader.take();
  });

  it('are given up when a signal comes while nobody reads', async () => {
    const [reader, stop] = [slowReader(), new AbortController()];
    const lines = eventLines(reader.output, OPTIONS);
    lines.add(notice('first'));
    const ended = lines.end('RESULT\n', stop.signal);
    stop.abort();
    expect(await ended).toBe(false);
  });

  it('end in peace when nobody reads any more', async () => {
    const reader = slowReader();
    const lines = eventLines(reader.output, OPTIONS);
    lines.add(notice('first'));
    const ended = lines.end('RESULT\n', never);
    reader.take(false);
    await expect.poll(() => reader.sent.length).toBe(2);
    reader.take(false);
    expect(await ended).toBe(true);
  });

  it('that cannot be written are told to whoever stops the work, at once and after a while', async () => {
    const full = new Error('full');
    const write = (): void => {
      throw full;
    };
    const lines = eventLines({ isTerminal: false, columns: 80, write }, OPTIONS);
    lines.add(notice('first'));
    await expect.poll(() => failures).toEqual([full]);
    lines.add(notice('second'));
    await expect.poll(() => failures).toEqual([full, full]);
    expect(await lines.end('RESULT\n', never)).toBe(true);
    expect(failures).toEqual([full, full, full]);
  });
});
