import { connect, isIPv6, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { TcpPhase } from '../../core/net/phase.ts';
import { type PhaseLimit, PhaseError, type Timed, timed } from './timed.ts';

/** A connection with its phase; the socket is missing where the phase failed. */
export interface TcpConnection {
  readonly phase: TcpPhase;
  readonly socket: Socket | undefined;
}

export interface TcpRequest {
  /** In the order in which they are tried. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly limit: PhaseLimit;
}

/** The time for the family that is not chosen, once the other one has connected; go itself waits 300 ms (net, dialParallel). */
const OTHER_MS = 2_000;
/** go gives each of several addresses at least this long (net, partialDeadline). */
const LEAST_MS = 2_000;

/**
 * Connects to the first address that answers, in the order of go: the family of the first address, beside it the first address of
 * the other family, which counts where the first family does not answer. Each family is measured by itself.
 */
export async function connectTcp({ addresses, port, limit }: TcpRequest): Promise<TcpConnection> {
  const [first = ''] = addresses;
  const isFirst = (address: string): boolean => isIPv6(address) === isIPv6(first);
  const other = addresses.find((address) => !isFirst(address));
  const one = connectAny({ addresses: addresses.filter(isFirst), port, limit });
  if (other === undefined) return connectionOf(await one, undefined);
  const two = timed(limit, (ending) => open(other, port, ending)).then((result) => ({
    address: other,
    result,
  }));
  const [mine, its] = await settled(one, two);
  const tried = mine ?? { address: first, result: GAVE_UP };
  const others = its ?? { address: other, result: GAVE_UP };
  const isSecond = 'failed' in tried.result && 'value' in others.result;
  const [main, rest] = isSecond ? [others, tried] : [tried, others];
  for (const each of [one, two]) void each.then(({ result }) => closeUnless(result, main.result));
  return connectionOf(main, rest);
}

interface Tried {
  readonly address: string;
  readonly result: Timed<Socket>;
}

const GAVE_UP = { ms: OTHER_MS, failed: 'no-answer' } as const;

/** Both families as far as they have ended: the slower one has a little time after the other has connected. */
async function settled(
  one: Promise<Tried>,
  two: Promise<Tried>,
): Promise<readonly [Tried | undefined, Tried | undefined]> {
  let [mine, its]: [Tried | undefined, Tried | undefined] = [undefined, undefined];
  const both = Promise.all([one.then((tried) => (mine = tried)), two.then((tried) => (its = tried))]);
  const done = new AbortController();
  const late = Promise.any([one.then(connected), two.then(connected)])
    .then(() => wait(OTHER_MS, undefined, { signal: done.signal }))
    // Without a connection both have failed, and `both` has ended.
    .catch(() => both);
  await Promise.race([both, late]);
  done.abort();
  return [mine, its];
}

function connected({ result }: Tried): void {
  if ('failed' in result) throw new PhaseError(result.failed);
}

function connectionOf({ address, result }: Tried, rest: Tried | undefined): TcpConnection {
  const other = rest === undefined ? {} : { other: { address: rest.address, ...factsOf(rest.result) } };
  return { phase: { name: 'tcp', address, ...factsOf(result), ...other }, socket: socketOf(result) };
}

function closeUnless(result: Timed<Socket>, kept: Timed<Socket>): void {
  if ('value' in result && result !== kept) result.value.destroy();
}

/** The addresses of one family in turn; each has its share of the time. */
async function connectAny({ addresses, port, limit }: TcpRequest): Promise<Tried> {
  const start = performance.now();
  let last: Tried = { address: '', result: { ms: 0, failed: 'no-name' } };
  for (const [index, address] of addresses.entries()) {
    const left = limit.ms - (performance.now() - start);
    if (left <= 0 && index > 0) break;
    const ms = Math.min(left, Math.max(left / (addresses.length - index), LEAST_MS));
    const result = await timed({ ...limit, ms }, (ending) => open(address, port, ending));
    last = { address, result };
    if ('value' in result) break;
  }
  const whole = Math.round((performance.now() - start) * 10) / 10;
  return { address: last.address, result: { ...last.result, ms: whole } };
}

function open(host: string, port: number, ending: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const stop = (): void => void socket.destroy();
    ending.addEventListener('abort', stop, { once: true });
    socket.once('error', reject).once('connect', () => {
      ending.removeEventListener('abort', stop);
      socket.removeListener('error', reject);
      // A connection that breaks later is told by the phase that uses it.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function factsOf(result: Timed<Socket>): Pick<TcpPhase, 'ms' | 'failed'> {
  return 'failed' in result ? { ms: result.ms, failed: result.failed } : { ms: result.ms };
}

function socketOf(result: Timed<Socket>): Socket | undefined {
  return 'value' in result ? result.value : undefined;
}
