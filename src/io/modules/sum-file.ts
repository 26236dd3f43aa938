import { statSync } from 'node:fs';
import { LIMITS } from '../../core/limits.ts';
import { isDiskFailure, isSystemError } from '../../errors.ts';
import { readSmall } from '../disk/read.ts';

/** The text of a go.sum, or the reason why there is none. `unreadable` ends the go command, or keeps it waiting for ever. */
export type SumText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'too-large'; readonly bytes: number };

/** Reads a go.sum, whatever lies in its place: a FIFO, a directory, a link to nowhere, a file without end. */
export function readSumText(path: string): SumText {
  try {
    const stat = statSync(path);
    if (stat.isFile() && stat.size > LIMITS.moduleFileBytes) return { kind: 'too-large', bytes: stat.size };
    const text = readSmall(path, LIMITS.moduleFileBytes);
    return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return { kind: 'absent' };
    if (isSystemError(error, 'EACCES', 'ELOOP')) return { kind: 'unreadable', why: `${path} cannot be read` };
    if (isDiskFailure(error)) return { kind: 'unreadable', why: error.message };
    throw error;
  }
}
