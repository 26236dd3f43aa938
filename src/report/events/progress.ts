import type { JobEvent } from '../../core/events.ts';
import type { Output } from '../../world.ts';
import { printable } from '../page/printable.ts';
import { bytesText, durationText } from '../page/quantities.ts';

type MovingEvent = Extract<JobEvent, { readonly type: 'download' | 'unpack' }>;

/** True for events that only move a bar. */
export function isMoving(event: JobEvent): event is MovingEvent {
  return event.type === 'download' || event.type === 'unpack';
}

/** Progress on stderr: a line that redraws itself on a terminal, a plain line now and then elsewhere. */
export interface ProgressLine {
  show(event: MovingEvent): void;
  /** Takes the line off the screen, so that other text can be printed. */
  clear(): void;
}

/** A terminal is redrawn at most this often; a log gets a line this often. */
const REDRAW_MS = 80;
const PLAIN_MS = 5_000;
const BAR_CELLS = 24;

export function progressLine(output: Output, now: () => Date): ProgressLine {
  let subject = '';
  let started = 0;
  let startedAt = 0;
  let drawn = 0;
  let open = false;
  return {
    show(event) {
      const time = now().getTime();
      const name = event.type === 'download' ? event.file : `unpacking ${event.release}`;
      if (name !== subject) {
        [subject, started, startedAt, drawn] = [name, time, event.bytes, output.isTerminal ? 0 : time];
      }
      if (time - drawn < (output.isTerminal ? REDRAW_MS : PLAIN_MS)) return;
      drawn = time;
      const rate = ((event.bytes - startedAt) * 1000) / Math.max(1, time - started);
      const text = printable(`${name}  ${amount(event)}${speed(rate, event)}`);
      if (!output.isTerminal) return output.write(`${text}\n`);
      open = true;
      output.write(`\r\u001b[2K${`${bar(event)}${text}`.slice(0, Math.max(10, output.columns - 1))}`);
    },
    clear() {
      if (open) output.write('\r\u001b[2K');
      open = false;
    },
  };
}

function amount({ bytes, total }: MovingEvent): string {
  return total === undefined ? bytesText(bytes) : `${bytesText(bytes)} of ${bytesText(total)}`;
}

function speed(rate: number, { bytes, total }: MovingEvent): string {
  if (rate <= 0) return '';
  const left = total === undefined ? '' : `, ${durationText(((total - bytes) / rate) * 1000)} left`;
  return `  ${bytesText(Math.round(rate))}/s${left}`;
}

function bar({ bytes, total }: MovingEvent): string {
  if (total === undefined || total === 0) return '';
  const full = Math.min(BAR_CELLS, Math.round((bytes / total) * BAR_CELLS));
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}] `;
}
