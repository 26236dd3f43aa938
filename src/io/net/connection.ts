import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { IdleReport } from '../../core/net/net-report.ts';
import type { Phase } from '../../core/net/phase.ts';
import type { Answer, ConnectionRequest } from './answer.ts';
import { requestOver } from './http1.ts';
import { openSession, requestIn } from './http2.ts';
import { waitIdle } from './idle.ts';
import { type Opened, openSocket, type OpenRequest } from './opening.ts';

/** A connection with the phases that made it. Dispose of it: its sockets are closed. */
export interface Connection extends Disposable {
  readonly phases: readonly Phase[];
  /** Undefined where a phase failed: there is nothing to ask then. */
  readonly wire: Wire | undefined;
}

/** The open way to one server. */
export interface Wire {
  ask(request: ConnectionRequest): Promise<Answer>;
  /** False once the server has closed the connection, or will take no further request. */
  isOpen(): boolean;
  /** Waits without a request until the server closes the connection. */
  idle(ms: number, signal: AbortSignal): Promise<IdleReport>;
}

/** Opens a connection, phase after phase. A failure of the network is a phase that failed. */
export async function openConnection(request: OpenRequest): Promise<Connection> {
  const opened = await openSocket(request);
  const { socket, phases } = opened;
  if (socket === undefined) return { phases, wire: undefined, [Symbol.dispose]: () => undefined };
  const wire = opened.alpn === 'h2' ? sessionWire(opened.tls, request.url) : socketWire(socket, opened);
  return {
    phases,
    wire,
    [Symbol.dispose]: () => {
      socket.destroy();
      opened.raw.destroy();
    },
  };
}

function socketWire(socket: Socket, { isProxied }: Pick<Opened, 'isProxied'>): Wire {
  let isClosing = false;
  return {
    async ask(request) {
      const answer = await requestOver(socket, { ...request, isProxied });
      const closes = /\bclose\b/i.test(answer.headers['connection'] ?? '');
      isClosing ||= closes || !answer.isWhole;
      return answer;
    },
    isOpen: () => !isClosing && !socket.destroyed && socket.readable && socket.writable,
    idle: (ms, signal) => waitIdle({ closed: onEnd(socket), ms, signal }),
  };
}

function sessionWire(socket: TLSSocket, origin: URL): Wire {
  const session = openSession(socket, origin);
  let isGoing = false;
  session.once('goaway', () => (isGoing = true));
  return {
    ask: (request) => requestIn(session, request),
    isOpen: () => !isGoing && !session.closed && !session.destroyed && !socket.destroyed,
    idle: (ms, signal) => {
      // A server of HTTP/2 says GOAWAY before it closes.
      const going = new Promise<void>((resolve) => session.once('goaway', () => resolve()));
      return waitIdle({ closed: Promise.race([going, onEnd(socket)]), ms, signal });
    },
  };
}

function onEnd(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('end', () => resolve()).once('close', () => resolve());
    // Without a reader the end is never seen.
    socket.resume();
  });
}
