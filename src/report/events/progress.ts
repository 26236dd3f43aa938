import type { JobEvent } from '../../core/events.ts';
import type { Output } from '../../world.ts';
import { printable } from '../page/printable.ts';
import { bytesText, durationText } from '../page/quantities.ts';

type MovingEvent = Extract<JobEvent, { readonly type: 'download' | 'unpack' }>;

/** True for events that only change the progress line. */
export function isMoving(event: JobEvent): event is MovingEvent {
  return event.type === 'download' || event.type === 'unpack';
}

/** Progress on stderr: a line that redraws itself on a terminal, a plain line now and then elsewhere. */
export interface ProgressLine {
  show(event: MovingEvent): void;
  /** Names the host of a server that is slow to answer. */
  ask(host: string): void;
  /** Takes the line off the screen, so that other text can be printed. */
  clear(): void;
}

/** A terminal is redrawn at most this often; a log gets a line this often. */
const REDRAW_MS = 80;
const PLAIN_MS = 5_000;
/** The lengths of a bar: few, because the figures behind the bar change theirs. */
const FEWEST_CELLS = 8;
const BAR_CELLS: readonly number[] = [24, 16, FEWEST_CELLS];

export function progressLine(output: Output, now: () => Date): ProgressLine {
  let subject = '';
  let started = 0;
  let startedAt = 0;
  let drawn = 0;
  let open = false;
  const redraw = (text: string): void => {
    open = true;
    output.write(`\r\u001b[2K${text.slice(0, width(output))}`);
  };
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
      const figures = `${amount(event)}${speed(rate, event)}`;
      if (!output.isTerminal) return output.write(`${printable(name)}  ${figures}\n`);
      redraw(fitted({ event, name: printable(name), figures }, width(output)));
    },
    ask(host) {
      // A log has no use for a wait that is over when the next line comes.
      if (output.isTerminal) redraw(printable(`asking ${host} ...`));
    },
    clear() {
      if (open) output.write('\r\u001b[2K');
      open = false;
    },
  };
}

/** The last column stays free, as some terminals wrap there. */
function width({ columns }: Output): number {
  return Math.max(10, columns - 1);
}

interface Parts {
  readonly event: MovingEvent;
  readonly name: string;
  readonly figures: string;
}

/** The line in so many columns: the figures whole, then a bar and as much of the name as there is room for, or the name alone. */
function fitted({ event, name, figures }: Parts, columns: number): string {
  const room = columns - figures.length - GAP.length;
  const cells = BAR_CELLS.find((each) => each <= room - name.length - FRAME);
  if (cells !== undefined) return `${bar(event, cells)}${name}${GAP}${figures}`;
  const left = room - FEWEST_CELLS - FRAME;
  if (left >= SHORTEST_NAME) return `${bar(event, FEWEST_CELLS)}${cut(name, left)}${GAP}${figures}`;
  return room >= SHORTEST_NAME ? `${cut(name, room)}${GAP}${figures}` : figures;
}

const GAP = '  ';
/** The brackets of a bar and the blank behind them. */
const FRAME = 3;
const SHORTEST_NAME = 12;

function cut(name: string, columns: number): string {
  return name.length <= columns ? name : `${name.slice(0, columns - 3)}...`;
}

function amount({ bytes, total }: MovingEvent): string {
  return total === undefined ? bytesText(bytes) : `${bytesText(bytes)} of ${bytesText(total)}`;
}

function speed(rate: number, { bytes, total }: MovingEvent): string {
  if (rate <= 0) return '';
  const left = total === undefined ? '' : `, ${durationText(((total - bytes) / rate) * 1000)} left`;
  return `  ${bytesText(Math.round(rate))}/s${left}`;
}

function bar({ bytes, total }: MovingEvent, cells: number): string {
  if (total === undefined || total === 0) return '';
  const full = Math.min(cells, Math.round((bytes / total) * cells));
  return `[${'#'.repeat(full)}${'.'.repeat(cells - full)}] `;
}
