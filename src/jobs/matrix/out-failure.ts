import { GvError } from '../../errors.ts';

/** A failure to write below the directory of `--out`, with a hint that names the option in place of GV_ROOT; any other error unchanged. */
export function outFailure(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!(error instanceof GvError) || !(error.code in HINTS)) return error;
  const { code, message, path } = error;
  return new GvError(code, message, {
    hint: HINTS[code as keyof typeof HINTS],
    path,
    cause: error.cause,
  });
}

const HINTS = {
  'disk-full': 'Free some space, or give --out a directory on a larger disk.',
  permission: 'Check its owner (ls -ld), or give --out a directory of yours.',
} as const;
