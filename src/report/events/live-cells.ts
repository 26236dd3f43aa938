import type { JobEvent } from '../../core/events.ts';
import type { Output } from '../../world.ts';
import { bytesText, durationText } from '../page/quantities.ts';

type LiveEvent = Extract<JobEvent, { readonly type: 'cell' | 'bench-run' }>;

/** The commands that run: a line each that changes in place on a terminal, one line for all now and then elsewhere. */
export interface LiveCells {
  show(event: LiveEvent): void;
  /** Forgets a cell that ended. */
  end(version: string): void;
  /** Takes the lines off the terminal, so that other text can be printed. */
  clear(): void;
}

/** A log gets a line this often: continuous integration ends a job that is silent for some minutes. */
const PLAIN_MS = 30_000;

export function liveCells(output: Output, now: () => Date): LiveCells {
  const running = new Map<string, LiveEvent>();
  let drawn = 0;
  let said = 0;
  const clear = (): void => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\r\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    const lines = [...running.values()].map((event) => stateText(event).slice(0, output.columns - 1));
    clear();
    output.write(lines.map((line) => `${line}\n`).join(''));
    drawn = lines.length;
  };
  const say = (): void => {
    const time = now().getTime();
    if (said === 0) said = time;
    if (time - said < PLAIN_MS) return;
    said = time;
    output.write(`still running: ${[...running.values()].map(stateText).join('; ')}\n`);
  };
  return {
    show(event) {
      running.set(event.type === 'cell' ? event.version : '', event);
      if (output.isTerminal) draw();
      else say();
    },
    end(version) {
      running.delete(version);
      said = now().getTime();
    },
    clear,
  };
}

function stateText(event: LiveEvent): string {
  if (event.type === 'bench-run') {
    const { version, round, rounds } = event;
    return round === 0
      ? `${version}: its test programs are built`
      : `${version}: round ${round} of ${rounds}`;
  }
  return `${event.version}  ${durationText(event.ms)}  ${bytesText(event.bytes)} of output`;
}
