import type { Socket } from 'node:net';
import type { ConnectPhase } from '../../core/net/phase.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import { splitCredentials } from '../../core/text/urls.ts';
import { type PhaseLimit, PhaseError, timed } from './timed.ts';

export interface TunnelRequest {
  readonly socket: Socket;
  /** The HTTP proxy; its user name and password are the login there. */
  readonly proxy: URL;
  /** `host:port` behind it. */
  readonly target: string;
  readonly limit: PhaseLimit;
}

/** The longest head of an answer to CONNECT. */
const HEAD_BYTES = 16 * 1024;

/** Asks an HTTP proxy for a tunnel (RFC 9110, 9.3.6). The phase has the status of the answer, and failed with `status` unless it is 2xx. */
export async function openTunnel({ socket, proxy, target, limit }: TunnelRequest): Promise<ConnectPhase> {
  const { authorization } = splitCredentials(proxy);
  const lines = [
    `CONNECT ${target} HTTP/1.1`,
    `Host: ${target}`,
    `User-Agent: gv/${GV_VERSION}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  const answer = await timed(limit, (ending) => {
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return statusFrom(socket, ending);
  });
  if ('failed' in answer) return { name: 'connect', ms: answer.ms, failed: answer.failed };
  const status = answer.value;
  const isOpen = status >= 200 && status <= 299;
  return { name: 'connect', ms: answer.ms, status, ...(isOpen ? {} : { failed: 'status' }) };
}

/** Reads the head of the answer, and puts bytes behind it back for the next reader. */
function statusFrom(socket: Socket, ending: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const stop = (act: () => void): void => {
      socket.off('data', onData).off('close', onClose);
      act();
    };
    const onClose = (): void => stop(() => reject(new PhaseError('closed')));
    const onData = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length <= HEAD_BYTES) return;
      const status = Number(/^HTTP\/1\.[01] (\d{3})(?:[ \r])/.exec(head.toString('latin1'))?.[1] ?? 0);
      stop(() => {
        socket.pause();
        if (end < 0 || status === 0) return reject(new PhaseError('closed'));
        if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
        resolve(status);
      });
    };
    socket.on('data', onData).once('close', onClose);
    ending.addEventListener('abort', () => stop(() => undefined), { once: true });
  });
}
