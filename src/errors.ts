/**
 * The closed set of failures gv can report, each with its exit class:
 * 1 failed · 2 usage · 3 no such release · 4 network · 5 proof missing or wrong ·
 * 6 disk or permission · 127 selected toolchain not installed · 129, 130, 143 ended by a signal.
 * docs/troubleshooting.md lists them for people, made from scripts/troubleshooting/; a test holds both lists together.
 */
export const EXIT_OF = {
  failed: 1,
  'in-use': 1,
  usage: 2,
  'bad-query': 2,
  'bad-pin': 2,
  'bad-config': 2,
  'no-release': 3,
  'no-archive': 3,
  'missing-toolchain': 3,
  'no-go-found': 3,
  network: 4,
  'http-status': 4,
  stalled: 4,
  'bad-redirect': 4,
  'insecure-url': 4,
  'bad-index': 4,
  'not-an-archive': 4,
  offline: 4,
  'digest-missing': 5,
  'digest-wrong': 5,
  'digest-changed': 5,
  'size-wrong': 5,
  'signature-missing': 5,
  'signature-malformed': 5,
  'signature-wrong': 5,
  'signer-unknown': 5,
  'signer-foreign': 5,
  'signer-expired': 5,
  'signer-revoked': 5,
  'key-foreign': 5,
  'key-malformed': 5,
  'log-missing': 5,
  'log-wrong': 5,
  'log-fork': 5,
  'log-contradicts': 5,
  'log-malformed': 5,
  'log-disabled': 5,
  'proof-malformed': 5,
  'proof-wrong': 5,
  'no-release-key': 5,
  'gv-older': 5,
  'content-wrong': 5,
  'tree-changed': 5,
  'program-changed': 5,
  'archive-hostile': 5,
  disk: 6,
  'disk-full': 6,
  permission: 6,
  'not-installed': 127,
  'hung-up': 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ErrorCode = keyof typeof EXIT_OF;

export interface ErrorOptions {
  /** The next step; a command named here exists. */
  readonly hint?: string | undefined;
  /** The file or directory of the failure, where one is known. */
  readonly path?: string | undefined;
  readonly cause?: unknown;
}

/** A failure with a name: what happened and where (`message`), what to do next (`hint`), and the exit code. */
export class GvError extends Error {
  override readonly name = 'GvError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.path = options.path;
  }

  get exit(): number {
    return EXIT_OF[this.code];
  }
}

/**
 * True for a failure of gv's own from wherever it comes: the screens are a bundle of their own, with a GvError class of
 * their own. Within one bundle `instanceof` is enough.
 */
export function isGvError(error: unknown): error is GvError {
  return (
    error instanceof Error &&
    error.name === 'GvError' &&
    'code' in error &&
    Object.hasOwn(EXIT_OF, String(error.code))
  );
}

/** At least one: a question without a code would always be answered with no. */
type Codes<T> = readonly [T, ...T[]];

/** True when `error` is one of Node's system errors with one of these codes (`ENOENT`, `EEXIST` …). */
export function isSystemError(error: unknown, ...codes: Codes<string>): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** True for a failure of gv's own with one of these codes. */
export function hasCode(error: unknown, ...codes: Codes<ErrorCode>): error is GvError {
  return error instanceof GvError && codes.includes(error.code);
}

const STOPS: readonly ErrorCode[] = ['hung-up', 'interrupted', 'terminated'];

/** True for a failure that ends all work, whatever part of it met it: a signal. */
export function isStop(error: unknown): error is GvError {
  return isGvError(error) && STOPS.includes(error.code);
}

/** True for a failure to read or write, which leaves open what the file holds. */
export function isDiskFailure(error: unknown): error is GvError {
  return hasCode(error, 'disk', 'permission');
}

/** True for a failure to write a file, a full disk among them. */
export function isUnwritten(error: unknown): error is GvError {
  return hasCode(error, 'disk', 'disk-full', 'permission');
}

/** The failure for an aborted signal: its reason where that is one of gv's failures, else `interrupted`. */
export function interruption(signal: AbortSignal): GvError {
  const reason: unknown = signal.reason;
  return reason instanceof GvError ? reason : new GvError('interrupted', 'interrupted', { cause: reason });
}

/**
 * Does one of several steps, whose failure must not keep the others from being done, and gives that failure. What ends all work is
 * thrown: a full disk, a signal, a bug.
 */
export async function failureOf(step: () => Promise<unknown>): Promise<GvError | undefined> {
  const failure = await failureOfPart(step);
  if (failure?.code === 'disk-full') throw failure;
  return failure;
}

/** As `failureOf`, where a person has to be told what was done before a disk was full. */
export async function failureOfPart(step: () => Promise<unknown>): Promise<GvError | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (error instanceof GvError && !isStop(error)) return error;
    throw error;
  }
}
