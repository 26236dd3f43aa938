import type { JobEvent } from '../../core/events.ts';
import type { GvError } from '../../errors.ts';
import { shortened } from '../page/printable.ts';

/** The version of the envelope; a field is only ever added within one. */
const SCHEMA = 1;

export function resultJson(command: string, data: unknown): string {
  return `${JSON.stringify({ schema: SCHEMA, command, data })}\n`;
}

export function eventJson(event: JobEvent): string {
  return `${JSON.stringify({ schema: SCHEMA, event })}\n`;
}

/** In place of events that a reader was too slow for. */
export function droppedJson(count: number): string {
  return `${JSON.stringify({ schema: SCHEMA, event: { type: 'dropped', count } })}\n`;
}

export function errorJson({ code, message, hint, exit }: GvError): string {
  const short = { message: shortened(message), hint: hint === undefined ? null : shortened(hint) };
  return `${JSON.stringify({ schema: SCHEMA, error: { code, ...short, exit } })}\n`;
}
