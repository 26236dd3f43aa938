import { readKernelFile } from './kernel-file.ts';

/** A tick of the figures in /proc is a hundredth of a second on every platform that Linux has programs for (proc(5), _SC_CLK_TCK). */
const TICK_MS = 10;
/** Fields 16 and 17 of /proc/PID/stat, counted from the state, which is field 3 and the first behind the name. */
const CHILDREN_USER = 13;

/**
 * The processor time of all ended children of this process and of theirs, in milliseconds, with steps of ten; undefined where the
 * system does not tell. Source: proc_pid_stat(5), cutime and cstime.
 */
export function childrenCpuMs(): number | undefined {
  const text = readKernelFile('/proc/self/stat');
  // The name may hold blanks and brackets.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const [user, system] = [Number(fields[CHILDREN_USER]), Number(fields[CHILDREN_USER + 1])];
  return Number.isFinite(user) && Number.isFinite(system) ? (user + system) * TICK_MS : undefined;
}
