import type { Measured } from '../core/measured.ts';
import { GvError } from '../errors.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a text is a SHA-256 as the release index writes it: 64 lower-case hex digits and nothing else. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** The digest and size that a file must have. */
export interface ExpectedBytes {
  readonly sha256: string;
  /** In bytes; undefined where no size is published. */
  readonly size?: number | undefined;
}

/**
 * Compares a file with the digest that was published for it. Fails with `size-wrong` (cut off or padded) or
 * `digest-wrong`; with `digest-missing` for a digest that is not a SHA-256, which matches nothing.
 */
export function checkDigest(measured: Measured, expected: ExpectedBytes): void {
  if (!isSha256(expected.sha256)) {
    throw new GvError('digest-missing', `the digest given for ${measured.name} is not a SHA-256`, {
      hint: 'A SHA-256 has 64 lower-case hex digits.',
    });
  }
  if (expected.size !== undefined && expected.size !== measured.size) {
    throw new GvError(
      'size-wrong',
      `${measured.name} has ${measured.size} bytes instead of ${expected.size}`,
      {
        hint: 'The file may be cut off; try again.',
      },
    );
  }
  if (expected.sha256 !== measured.sha256) {
    throw new GvError(
      'digest-wrong',
      `${measured.name} has SHA-256 ${measured.sha256} instead of ${expected.sha256}`,
      {
        hint: 'Do not use this file. A mirror may serve another file under this name: try again without it.',
      },
    );
  }
}
