import type { JobEvent } from '../../core/events.ts';
import { droppedJson, eventJson } from './json.ts';
import { isMoving } from './progress.ts';

/** Beyond either bound the oldest lines are dropped, and a `dropped` event has their number. */
const MOST_LINES = 200;
const MOST_BYTES = 128 * 1024;

/** Lines of JSON that wait for their reader: bounded, with only the newest line of each progress. */
export interface EventQueue {
  /** Number of waiting characters. */
  readonly size: number;
  add(event: JobEvent): void;
  /** Takes all waiting lines; an empty text when none wait. */
  take(): string;
}

interface Line {
  readonly text: string;
  /** The progress of this line, which a newer line of the same progress replaces. */
  readonly moving: string | undefined;
}

export function eventQueue(): EventQueue {
  const lines: Line[] = [];
  let size = 0;
  let dropped = 0;
  const remove = (at: number): void => {
    size -= lines.splice(at, 1)[0]?.text.length ?? 0;
  };
  return {
    get size() {
      return size;
    },
    add(event) {
      const moving = subjectOf(event);
      const older = moving === undefined ? -1 : lines.findIndex((line) => line.moving === moving);
      if (older >= 0) remove(older);
      const text = eventJson(event);
      lines.push({ text, moving });
      size += text.length;
      for (; lines.length > MOST_LINES || size > MOST_BYTES; dropped += 1) remove(0);
    },
    take() {
      const head = dropped === 0 ? '' : droppedJson(dropped);
      const text = head + lines.map((line) => line.text).join('');
      [lines.length, size, dropped] = [0, 0, 0];
      return text;
    },
  };
}

function subjectOf(event: JobEvent): string | undefined {
  if (event.type === 'bench-run') return 'bench';
  if (event.type === 'cell') return `cell ${event.version}`;
  if (!isMoving(event)) return undefined;
  return event.type === 'download' ? `download ${event.file}` : `unpack ${event.release}`;
}
