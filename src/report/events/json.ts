import type { JobEvent } from '../../core/events.ts';
import type { GvError } from '../../errors.ts';
import { jsonText, shortened } from '../page/printable.ts';

/** The version of the envelope; a field is only ever added within one. */
const SCHEMA = 1;

export function resultJson(command: string, data: unknown): string {
  return line({ command, data });
}

export function eventJson(event: JobEvent): string {
  return line({ event });
}

/** The line in place of events that were dropped for a slow reader. */
export function droppedJson(count: number): string {
  return line({ event: { type: 'dropped', count } });
}

export function errorJson({ code, message, hint, exit }: GvError): string {
  const short = { message: shortened(message), hint: hint === undefined ? null : shortened(hint) };
  return line({ error: { code, ...short, exit } });
}

/** Makes a line of JSON. All lines pass here, so that none can drive a terminal. */
function line(envelope: Readonly<Record<string, unknown>>): string {
  return `${jsonText({ schema: SCHEMA, ...envelope })}\n`;
}
