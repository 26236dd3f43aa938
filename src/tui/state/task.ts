import type { JobEvent } from '../../core/events.ts';

export type Verb = 'install' | 'uninstall' | 'use' | 'use-global' | 'use-mod' | 'verify' | 'upgrade';

/** Work to be done. `subject` is a release, for `upgrade` a line, for `use-mod` empty. */
export interface Request {
  readonly verb: Verb;
  readonly subject: string;
  /** Uninstall although the toolchain is in use; the user confirmed. */
  readonly force?: true;
  /** The source to install from, when only one has the release. */
  readonly source?: 'proxy';
}

/** The progress of bytes: read so far, the total, and the start. */
export interface Phase {
  readonly name: 'download' | 'unpack';
  readonly bytes: number;
  readonly total: number | undefined;
  /** Bytes a second since the phase began. */
  readonly rate: number;
  readonly startedAt: number;
  /** Bytes that were there when the phase began: a resumed download has many. */
  readonly startedWith: number;
}

export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
}

export interface Task {
  readonly id: number;
  readonly request: Request;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly phase: Phase | undefined;
  /** The host of a server that is slow to answer. */
  readonly asking: string | undefined;
  /** The lines that a command would have printed: notices, proofs, results. */
  readonly lines: readonly string[];
  /** Proofs that hold, in short, in the order they were found. */
  readonly proofs: readonly string[];
  readonly failure: Failure | undefined;
}

export function newTask(id: number, request: Request): Task {
  return {
    id,
    request,
    status: 'waiting',
    phase: undefined,
    asking: undefined,
    lines: [],
    proofs: [],
    failure: undefined,
  };
}

/** The command that does the same. */
export function commandOf({ verb, subject, force, source }: Request): string {
  const from = source === undefined ? '' : `--source ${source} `;
  switch (verb) {
    case 'uninstall':
      return force === true ? `gv uninstall --force ${subject}` : `gv uninstall ${subject}`;
    case 'install':
    case 'use':
      return `gv ${verb} ${from}${subject}`;
    case 'verify':
    case 'upgrade':
      return `gv ${verb} ${subject}`;
    case 'use-global':
      return `gv use -g ${from}${subject}`;
    case 'use-mod':
      return 'gv use mod';
  }
}

export function isOpen({ status }: Task): boolean {
  return status === 'waiting' || status === 'running';
}

/** How long a phase must have lasted before its speed means something, in milliseconds. */
const SETTLED_MS = 250;

/** The phase after bytes have moved; `now` in milliseconds. */
export function phaseAfter(
  before: Phase | undefined,
  event: Extract<JobEvent, { readonly type: 'download' | 'unpack' }>,
  now: number,
): Phase {
  const same = before?.name === event.type && before.bytes <= event.bytes;
  const { startedAt, startedWith } = same ? before : { startedAt: now, startedWith: event.bytes };
  const lasted = now - startedAt;
  const rate = lasted < SETTLED_MS ? 0 : ((event.bytes - startedWith) / lasted) * 1000;
  return { name: event.type, bytes: event.bytes, total: event.total, rate, startedAt, startedWith };
}

/** Milliseconds until the phase ends at this speed; undefined when that is unknown. */
export function timeLeft({ bytes, total, rate }: Phase): number | undefined {
  return total === undefined || rate <= 0 ? undefined : ((total - bytes) / rate) * 1000;
}
