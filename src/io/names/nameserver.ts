import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isV6 } from '../../core/names/address.ts';
import { type DnsAnswer, questionBytes, readAnswer, type RecordType } from '../../core/names/dns-packet.ts';
import { isSystemError } from '../../errors.ts';

/** One question to one nameserver. */
export interface NameserverRequest {
  /** Of IPv4 or IPv6, with a zone where it has one. */
  readonly address: string;
  /** With its last dot. */
  readonly name: string;
  readonly type: RecordType;
  /** Milliseconds. The question is repeated once in the middle, as one packet may be lost. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** The answer with the time from the first packet on, in milliseconds. `unasked`: a name that DNS cannot carry, or the end of gv. */
export type NameserverReply = { readonly ms: number } & Reply;

type Reply = DnsAnswer | { readonly kind: 'no-answer' | 'refused' | 'no-route' | 'unasked' };

const PORT = 53;

/** Asks a nameserver for one type of address, by one packet, and takes nothing but an answer to it from this nameserver. */
export async function askNameserver(request: NameserverRequest): Promise<NameserverReply> {
  const { address, name, type, waitMs, signal } = request;
  const question = { id: randomInt(0x1_0000), name, type };
  const packet = questionBytes(question);
  if (packet === undefined || signal.aborted) return { kind: 'unasked', ms: 0 };
  const socket = createSocket(isV6(address) ? 'udp6' : 'udp4');
  const done = Promise.withResolvers<Reply>();
  const onAbort = (): void => done.resolve({ kind: 'unasked' });
  signal.addEventListener('abort', onAbort);
  socket.on('error', (error) => settleError(error, done));
  socket.on('message', (bytes) => {
    const answer = readAnswer(bytes, question);
    if (answer !== undefined) done.resolve(answer);
  });
  const start = performance.now();
  const again = setTimeout(() => send(socket, packet), waitMs / 2);
  const end = setTimeout(() => done.resolve({ kind: 'no-answer' }), waitMs);
  socket.connect(PORT, address, (error?: Error) => {
    if (error === undefined) send(socket, packet);
    else settleError(error, done);
  });
  try {
    const reply = await done.promise;
    return { ...reply, ms: performance.now() - start };
  } finally {
    clearTimeout(again);
    clearTimeout(end);
    signal.removeEventListener('abort', onAbort);
    socket.close();
  }
}

/** A failure to send is told by the event `error` too. */
function send(socket: Socket, packet: Uint8Array): void {
  try {
    socket.send(packet);
  } catch (error) {
    // The connection failed before: the event told why.
    if (!isSystemError(error, 'ERR_SOCKET_DGRAM_NOT_CONNECTED')) throw error;
  }
}

/** A firewall of this machine answers with EPERM or EACCES. */
function settleError(error: Error, done: PromiseWithResolvers<Reply>): void {
  if (isSystemError(error, 'ECONNREFUSED')) done.resolve({ kind: 'refused' });
  else if (isSystemError(error, ...NO_ROUTE)) done.resolve({ kind: 'no-route' });
  else done.reject(error);
}

const NO_ROUTE = [
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EINVAL',
  'ENOTFOUND',
  'EPERM',
  'EACCES',
] as const;
