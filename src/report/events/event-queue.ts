import type { JobEvent } from '../../core/events.ts';
import { droppedJson, eventJson } from './json.ts';
import { isMoving } from './progress.ts';

/** Beyond either the oldest lines go, and a `dropped` event says how many. */
const MOST_LINES = 200;
const MOST_BYTES = 128 * 1024;

/** Lines of JSON that wait for their reader: bounded, and of what moves only the newest. */
export interface EventQueue {
  /** Characters that wait. */
  readonly size: number;
  add(event: JobEvent): void;
  /** All that waits, as lines; empty when nothing does. */
  take(): string;
}

interface Line {
  readonly text: string;
  /** A newer line of the same replaces it. */
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
  if (!isMoving(event)) return undefined;
  return event.type === 'download' ? `download ${event.file}` : `unpack ${event.release}`;
}
