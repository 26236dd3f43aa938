import { isInside } from '../../core/layout.ts';
import { GvError } from '../../errors.ts';
import { awayHint } from '../../io/disk/disk-error.ts';
import { entryKind } from '../../io/disk/read.ts';
import type { World } from '../../world.ts';

/** A failure with what to do about it, where that is a directory or a FIFO in the place of one of gv's own files. */
export function withCure({ layout }: World, failure: GvError): GvError {
  const { code, message, hint, path, cause } = failure;
  if (hint !== undefined || path === undefined) return failure;
  if (!isInside(layout.root, path) || entryKind(path) !== 'other') return failure;
  return new GvError(code, message, { hint: awayHint(path), path, cause });
}
