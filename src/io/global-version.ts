import type { Layout } from '../core/layout.ts';
import { parsePin, type Pin } from '../core/pin.ts';
import { readSmall } from './read.ts';

/** What the global `version` file asks for; undefined when there is none or it is not a pin. */
export function readGlobal(layout: Layout): Pin | undefined {
  const text = readSmall(layout.globalVersion);
  return text === undefined ? undefined : parsePin(text.trim());
}
