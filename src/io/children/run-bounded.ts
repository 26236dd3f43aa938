import { type ChildProcess, spawn } from 'node:child_process';
import type { ChildEnd, ChildRequest, ChildRun, StreamName } from './child.ts';
import { keeper } from './kept-output.ts';
import { openOutputFile } from './output-file.ts';
import { watch } from './watch.ts';

/**
 * Runs a program within bounds of time and memory. However much the child writes, gv holds what `keep` says, and of each stream
 * one part under way: a reader that is behind slows the child down. Resolves for every end of the child, also where it cannot be
 * started. Rejects with the failure of `onOutput` or of `file` (`disk`, `disk-full`, `permission`), after gv ended the child.
 */
export async function runBounded(request: ChildRequest): Promise<ChildRun> {
  if (request.signal?.aborted === true) return silentRun({ kind: 'ended', why: 'interrupted' });
  const { onOutput } = request;
  const file = request.file === undefined ? undefined : await openOutputFile(request.file);
  const take = async (name: StreamName, part: Buffer): Promise<void> => {
    await Promise.all([file?.write(part), onOutput?.(name, part)]);
  };
  try {
    const child = start(request);
    if ('kind' in child) return silentRun(child);
    return await watch(child, request, file === undefined && onOutput === undefined ? undefined : take);
  } finally {
    await file?.close();
  }
}

function silentRun(end: ChildEnd): ChildRun {
  const nothing = keeper({ head: 0, tail: 0 }).kept();
  return { end, stdout: nothing, stderr: nothing, stalls: 0 };
}

function start(request: ChildRequest): ChildProcess | ChildEnd {
  const { program, args, cwd, env, input, group, drop = [] } = request;
  const stream = (name: StreamName): 'ignore' | 'pipe' => (drop.includes(name) ? 'ignore' : 'pipe');
  try {
    const child = spawn(program, args, {
      cwd,
      env,
      detached: group === 'own',
      stdio: [input === undefined ? 'ignore' : 'pipe', stream('stdout'), stream('stderr')],
    });
    // The child may end without reading its input.
    child.stdin?.on('error', () => undefined).end(input);
    return child;
  } catch (cause) {
    // Node reports the frequent failures by an event, and throws the others, such as E2BIG.
    return { kind: 'not-started', cause };
  }
}
