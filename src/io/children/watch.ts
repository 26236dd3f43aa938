import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChildEnd, ChildRequest, ChildRun, Members, StreamName } from './child.ts';
import { endMembers, endWithGv, membersOf, withStrays } from './ending.ts';
import { KEEP } from './kept-output.ts';
import { silenceOf } from './stalls.ts';
import { lastWords, readStream, type ReadStream } from './streams.ts';

/** Milliseconds after SIGKILL until gv goes on without a child that the kernel cannot end, as one that waits for a dead disk. */
const KILLED_MS = 1_000;

type Reason = Extract<ChildEnd, { readonly kind: 'ended' }>['why'];

/** Follows a child that was started to its end; `take` gets its output. */
export async function watch(
  child: ChildProcess,
  request: ChildRequest,
  take: ((name: StreamName, part: Buffer) => Promise<void>) | undefined,
): Promise<ChildRun> {
  const { keep = KEEP, most = Number.POSITIVE_INFINITY, stall, onStall } = request;
  const members = membersOf(child, request);
  const all = withStrays(members, child.pid === undefined ? undefined : request.strays?.(child.pid));
  const stop = stopperOf(all);
  const isBehind = (): boolean => streams.some((stream) => stream.isBehind());
  const silence = silenceOf({ stall, onStall, isBehind });
  const read = (name: StreamName): ReadStream =>
    readStream(child[name], {
      keep,
      most,
      take: take === undefined ? undefined : (part) => take(name, part),
      flushMs: request.flushMs,
      onChunk: silence.heard,
      onTooMuch: () => stop.end('too-much'),
      onFailure: stop.fail,
    });
  const [stdout, stderr] = [read('stdout'), read('stderr')];
  const streams = [stdout, stderr];
  using _ = triggers(request, { stop, members: all });
  const end = await Promise.race([endOf(child), stop.gaveUp]);
  silence.end();
  // A child that outlives SIGKILL is not to keep gv alive.
  child.unref();
  const why = stop.why();
  await finish(streams, { stop, members });
  const isTooMuch = stop.why() === 'too-much';
  return {
    end: why === undefined && !isTooMuch ? end : { kind: 'ended', why: why ?? 'too-much' },
    stdout: stdout.kept(),
    stderr: stderr.kept(),
    stalls: silence.stalls(),
  };
}

/** Waits for the last output and for the reader, and cuts streams that another process holds open. Fails with the failure of the reader. */
async function finish(streams: readonly ReadStream[], { stop, members }: StopContext): Promise<void> {
  const areClosed = await lastWords(streams);
  // A process of the child's own group that writes for a run which is over.
  if (!areClosed) members.send('SIGKILL');
  for (const stream of streams) stream.cut();
  for (const stream of streams) await stream.end();
  await stop.settled();
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((done) => {
    child.once('error', (cause) => done({ kind: 'not-started', cause }));
    child.once('exit', (code, signal) =>
      done(code === null ? { kind: 'killed', signal: signal ?? 'SIGKILL' } : { kind: 'exited', code }),
    );
  });
}

interface Stopper {
  /** Ends the child, for the first reason that comes. */
  readonly end: (why: Reason) => void;
  /** Ends the child, as the reader of its output failed. */
  readonly fail: (error: unknown) => void;
  readonly why: () => Reason | undefined;
  /** Kept when a child outlives SIGKILL. */
  readonly gaveUp: Promise<ChildEnd>;
  /** Waits until the processes that were to end are gone. Fails with what `fail` got. */
  readonly settled: () => Promise<void>;
}

interface StopContext {
  readonly stop: Stopper;
  readonly members: Members;
}

function stopperOf(members: Members): Stopper {
  let why: Reason | undefined;
  let failure: { readonly error: unknown } | undefined;
  let ending: Promise<void> | undefined;
  const gaveUp = Promise.withResolvers<ChildEnd>();
  const stop = (): void => {
    ending ??= endMembers(members);
    void ending
      .then(() => pause(KILLED_MS, undefined, { ref: false }))
      .then(() => gaveUp.resolve({ kind: 'killed', signal: 'SIGKILL' }));
  };
  return {
    end(reason) {
      why ??= reason;
      stop();
    },
    fail(error) {
      failure ??= { error };
      stop();
    },
    why: () => why,
    gaveUp: gaveUp.promise,
    async settled() {
      await ending;
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** The deadline, the signal of gv's user, and the end of gv itself, until the result is disposed of. */
function triggers({ deadline, signal, group }: ChildRequest, { stop, members }: StopContext): Disposable {
  const timer = deadline === undefined ? undefined : setTimeout(() => stop.end('deadline'), deadline);
  const onAbort = (): void => stop.end('interrupted');
  signal?.addEventListener('abort', onAbort);
  const kept = group === 'own' ? endWithGv(members) : undefined;
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      kept?.[Symbol.dispose]();
    },
  };
}
