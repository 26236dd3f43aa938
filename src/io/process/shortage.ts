import { closeSync, openSync } from 'node:fs';
import { GvError } from '../../errors.ts';

/** A resource that the system gives no more of, with the cure. */
interface Shortage {
  readonly message: string;
  readonly hint: string;
}

const OF_CODE: Readonly<Record<string, Shortage>> = {
  EMFILE: {
    message: 'gv may not open as many files as it needs (ulimit -n)',
    hint: 'Allow more in this shell, ulimit -n 256, and run it again. Beyond ulimit -Hn: limits.conf, LimitNOFILE of systemd, docker run --ulimit nofile.',
  },
  ENFILE: {
    message: 'the system has no room for another open file',
    hint: 'End programs that hold many files (lsof lists them), and run it again.',
  },
  EAGAIN: {
    message: 'gv may not start another process or thread (ulimit -u)',
    hint: 'End other programs of this account, or allow more: ulimit -u, TasksMax of systemd, docker run --pids-limit. Then run it again.',
  },
  ENOMEM: {
    message: 'there is not enough memory for this',
    hint: 'End other programs, or allow more: ulimit -v, the memory limit of the container. Then run it again.',
  },
};

/** A chain of causes is no longer; a loop ends here. */
const DEEPEST = 8;

/**
 * The failure `disk` for an error that comes from a limit on open files, processes or memory, however deep among its causes;
 * undefined for any other. What met the limit does not matter to its user: the next try meets it elsewhere.
 */
export function shortageOf(error: unknown): GvError | undefined {
  let cause = error;
  for (let depth = 0; cause instanceof Error && depth < DEEPEST; depth += 1) {
    const shortage = OF_CODE[limitIn(cause)];
    if (shortage !== undefined)
      return new GvError('disk', shortage.message, { hint: shortage.hint, cause: error });
    cause = cause.cause;
  }
  return undefined;
}

/** The code of a limit in an error of Node; EAGAIN is one where something was to be started. */
function limitIn(error: NodeJS.ErrnoException): string {
  const { code = '', syscall = '' } = error;
  // Of Node's own C++, without a code of the system: fs.rm, the reader of package.json.
  if (/too many open files/i.test(error.message)) return code === 'ENFILE' ? code : 'EMFILE';
  if (code === 'ERR_WORKER_INIT_FAILED') return /\bE[A-Z]+$/.exec(error.message)?.[0] ?? '';
  return code === 'EAGAIN' && !syscall.startsWith('spawn') ? '' : code;
}

/** The shortage of open files that a library met, where its own error does not say so (SQLite). */
export function fileShortage(): GvError | undefined {
  try {
    closeSync(openSync('/dev/null', 'r'));
    return undefined;
  } catch (error) {
    return shortageOf(error);
  }
}
