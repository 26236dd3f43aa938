import { join } from 'node:path';

/** Absolute path of something in this checkout. */
export function inCheckout(...parts: readonly string[]): string {
  return join(import.meta.dirname, '..', ...parts);
}
