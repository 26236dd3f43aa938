import { readFileSync } from 'node:fs';
import { inCheckout } from './checkout.ts';

/** The entry of a package in package-lock.json. */
export interface Locked {
  readonly version: string;
  /** In the notation of Subresource Integrity: `sha512-` and base64. */
  readonly integrity: string;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The locked package at `path` in this checkout, e.g. `node_modules/tar`. Throws when package-lock.json has no such package, or no SHA-512 of it. */
export function lockedPackage(path: string): Locked {
  const lock = fieldsOf(JSON.parse(readFileSync(inCheckout('package-lock.json'), 'utf8')));
  const { version, integrity } = fieldsOf(fieldsOf(lock['packages'])[path]);
  if (typeof version !== 'string' || typeof integrity !== 'string' || !integrity.startsWith('sha512-')) {
    throw new Error(`package-lock.json has no version and SHA-512 of ${path}`);
  }
  return { version, integrity };
}
