import { isSystemError } from '../../errors.ts';
import type { Members } from '../children/child.ts';
import { ownProcesses, processState, variablesOf } from './processes.ts';

/** A variable that only one child, and all that it starts, has in the environment; a mark below it begins with its value. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/** Looks for new processes after SIGKILL; each look finds what started while the one before ran. */
const LOOKS = 10;

/**
 * The processes of this account that left the process group of a child, as a daemon does by setsid(2): those that carry its mark, and
 * those that they started. None where the system has no proc(5). A process that removed the mark is found only while its parent has
 * one, or was found before; a process of another account is not found.
 */
export function markedProcesses(proc: string, mark: Mark, group: number): Members {
  const known = new Map<number, string>();
  const look = (): readonly number[] => {
    const states = new Map(
      ownProcesses(proc).flatMap((pid) => {
        const state = processState(proc, pid);
        return state === undefined || state.isOver ? [] : [[pid, state] as const];
      }),
    );
    const isMarked = (pid: number): boolean =>
      variablesOf(proc, pid, [mark.name])?.[mark.name]?.startsWith(mark.value) === true;
    for (const [pid, { start }] of states)
      if (known.get(pid) !== start && isMarked(pid)) known.set(pid, start);
    let added = true;
    while (added) {
      added = false;
      for (const [pid, { start, parent }] of states) {
        const above = states.get(parent);
        if (known.get(pid) === start || above === undefined || known.get(parent) !== above.start) continue;
        known.set(pid, start);
        added = true;
      }
    }
    // The kernel gives the number of a process that ended to another one, which began later.
    return [...states].flatMap(([pid, state]) =>
      known.get(pid) === state.start && state.group !== group ? [pid] : [],
    );
  };
  return {
    isThere: () => look().length > 0,
    send(signal) {
      const sent = new Set<number>();
      for (let looks = signal === 'SIGKILL' ? LOOKS : 1; looks > 0; looks -= 1) {
        const fresh = look().filter((pid) => !sent.has(pid));
        if (fresh.length === 0) return;
        for (const pid of fresh) {
          sent.add(pid);
          sendTo(pid, signal);
        }
      }
    },
  };
}

/** A process may have ended since it was seen, or have become another account's. */
function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isSystemError(error, 'ESRCH', 'EPERM')) throw error;
  }
}
