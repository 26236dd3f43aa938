import type { JobEvent } from '../../core/events.ts';
import type { Output } from '../../world.ts';
import { eventQueue } from './event-queue.ts';

/**
 * Events as lines of JSON for a reader that may be slow: the work never waits for the reader.
 *
 * Remove when Node writes to a pipe or a socket without blocking the process, as `Output.write` does today.
 */
export interface EventLines {
  add(event: JobEvent): void;
  /**
   * Sends the waiting lines and then `last`, also to a slow reader. False when `signal` ended the wait; true for a reader that
   * has closed the stream, and for an output that cannot be written, of which `onFailure` was told.
   */
  end(last: string, signal: AbortSignal): Promise<boolean>;
}

/** Lines are sent together after this many characters, or after this time, whichever comes first. */
const BATCH_SIZE = 4 * 1024;
const BATCH_MS = 100;

export interface EventLinesOptions {
  readonly now: () => Date;
  /** Gets the failure of an output that cannot be written, as no caller waits for the write of an event. */
  readonly onFailure: (error: unknown) => void;
}

export function eventLines(output: Output, { now, onFailure }: EventLinesOptions): EventLines {
  const { send: sendTo } = output;
  const queue = eventQueue();
  let sentAt = 0;
  let isEnding = false;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const send = async (text: string): Promise<void> => {
    try {
      if (sendTo === undefined) output.write(text);
      else await sendTo(text);
    } catch (error) {
      onFailure(error);
    }
  };
  const sendBatch = async (): Promise<void> => {
    await send(queue.take());
    sending = undefined;
    schedule();
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sentAt = now().getTime();
    sending = sendBatch();
  };
  const schedule = (): void => {
    if (sending !== undefined || queue.size === 0 || isEnding) return;
    const age = now().getTime() - sentAt;
    if (queue.size >= BATCH_SIZE || age < 0 || age >= BATCH_MS) flush();
    else timer ??= setTimeout(flush, BATCH_MS - age);
  };
  const sendAll = async (last: string): Promise<boolean> => {
    isEnding = true;
    clearTimeout(timer);
    await sending;
    await send(queue.take() + last);
    return true;
  };
  return {
    add(event) {
      queue.add(event);
      schedule();
    },
    async end(last, signal) {
      const sent = sendAll(last);
      return sendTo === undefined ? sent : unlessAborted(sent, signal);
    },
  };
}

/** Time in which a reader may take the last lines of an interrupted run. */
const GRACE_MS = 100;

async function unlessAborted(work: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const stop = Promise.withResolvers<boolean>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => stop.resolve(false), GRACE_MS);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const taken = await Promise.race([work, stop.promise]);
  signal.removeEventListener('abort', onAbort);
  clearTimeout(timer);
  return taken;
}
