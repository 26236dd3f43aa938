import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { isSystemError } from '../../errors.ts';
import type { ChildRequest, Members } from './child.ts';

/** Milliseconds that a child has between SIGTERM and SIGKILL. */
const GRACE_MS = 1_000;
/** Milliseconds between two looks whether a process is left. */
const LOOK_MS = 50;

/** The processes of a child that runs, or ran: its group, or the child alone. */
export function membersOf(child: ChildProcess, { group }: Pick<ChildRequest, 'group'>): Members {
  const { pid } = child;
  const call = (signal: NodeJS.Signals | 0): boolean => {
    if (pid === undefined) return false;
    if (group === 'own') return isSent(-pid, signal);
    // The kernel may give the number of a process that ended to another one, and keeps the number of a group while it has a member.
    return child.exitCode === null && child.signalCode === null && isSent(pid, signal);
  };
  return { send: (signal) => void call(signal), isThere: () => call(0) };
}

/** The processes of a child with those that left its group. */
export function withStrays(members: Members, strays: Members | undefined): Members {
  if (strays === undefined) return members;
  return {
    send(signal) {
      // First, as the parent of a stray tells whose it is.
      strays.send(signal);
      members.send(signal);
    },
    isThere: () => members.isThere() || strays.isThere(),
  };
}

/** False where there is no such process. A process that gv may not signal, as one of another account, is there. */
function isSent(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return false;
    if (isSystemError(error, 'EPERM')) return true;
    throw error;
  }
}

/** Ends processes: SIGTERM, and after a second SIGKILL to those that are still there. */
export async function endMembers(members: Members): Promise<void> {
  members.send('SIGTERM');
  for (let waited = 0; waited < GRACE_MS && members.isThere(); waited += LOOK_MS) await pause(LOOK_MS);
  members.send('SIGKILL');
}

const running = new Set<Members>();
const endAll = (): void => running.forEach(({ send }) => send('SIGKILL'));

/** Until it is disposed of, ends a group with gv too: the signals of the terminal do not reach it. */
export function endWithGv(members: Members): Disposable {
  // One listener for all: Node warns of the eleventh.
  // The processes end before anything that they write is removed.
  if (running.size === 0) process.prependListener('exit', endAll);
  running.add(members);
  return {
    [Symbol.dispose]: () => {
      running.delete(members);
      if (running.size === 0) process.off('exit', endAll);
    },
  };
}
