/** A system call of a command that changes something below a directory. */
export interface MutatingCall {
  /** The name of the call, e.g. `renameat2`. */
  readonly call: string;
  /** Which call of this name it is in its own thread, counted from 1: as strace counts for `when=`. */
  readonly nth: number;
  /** The call as strace prints it. */
  readonly text: string;
}

/** Calls that change a file, a name or a mode. */
export const MUTATING = [
  'open',
  'openat',
  'creat',
  'mkdir',
  'mkdirat',
  'rename',
  'renameat',
  'renameat2',
  'link',
  'linkat',
  'symlink',
  'symlinkat',
  'unlink',
  'unlinkat',
  'rmdir',
  'chmod',
  'fchmod',
  'fchmodat',
  'fchmodat2',
  'chown',
  'fchown',
  'lchown',
  'fchownat',
  'truncate',
  'ftruncate',
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'pwritev2',
  'copy_file_range',
  'sendfile',
  'utimensat',
  'fsync',
  'fdatasync',
  'syncfs',
] as const;

const LINE = /^(?<thread>\d+) +(?<call>[a-z0-9_]+)\((?<rest>.*)$/;
/** A call that failed, as mkdir does for a directory that is there, changed nothing. */
const FAILED = / = -1 E[A-Z]+ \(/;
const OPENS = /^(?:open|openat)$/;
const OPENS_TO_WRITE = /\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b/;

/**
 * Numbers the calls in a log of `strace -f -y` that change something below a directory, in the order in which they began. strace
 * counts each thread for itself and stops at the first thread that comes as far, so of several calls with one name
 * and count the first stands for all.
 */
export function mutatingCalls(log: string, below: string): readonly MutatingCall[] {
  const counts = new Map<string, number>();
  const calls = new Map<string, MutatingCall>();
  for (const line of log.split('\n')) {
    const { thread, call, rest = '' } = LINE.exec(line)?.groups ?? {};
    if (thread === undefined || call === undefined) continue;
    const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, nth);
    const isMutating =
      rest.includes(`${below}/`) && !FAILED.test(rest) && (!OPENS.test(call) || OPENS_TO_WRITE.test(rest));
    const key = `${call} ${nth}`;
    if (isMutating && !calls.has(key)) calls.set(key, { call, nth, text: `${call}(${rest}` });
  }
  return [...calls.values()];
}

/** Up to `most` of the calls, evenly spread, the first and the last among them. */
export function spread<T>(calls: readonly T[], most: number): readonly T[] {
  if (calls.length <= most) return calls;
  const indexes = Array.from({ length: most }, (_, at) =>
    Math.round((at * (calls.length - 1)) / Math.max(1, most - 1)),
  );
  return indexes.flatMap((index) => calls[index] ?? []);
}
