import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Answer, type ConnectionRequest, type Head, measure } from './answer.ts';
import { PhaseError } from './timed.ts';

/** The headers of a server that gv reads: all others are never kept. */
const READ = ['location', 'date', 'content-type', 'connection', 'www-authenticate'] as const;

/** go's own limit for the head of an answer (net/http, Transport.MaxResponseHeaderBytes). */
const HEAD_BYTES = 10 * 1024 * 1024;

/** One HTTP/1.1 request on this socket, which stays open unless the server closes it. `proxied`: the target is an HTTP proxy, which wants the whole address. */
export function requestOver(
  socket: Socket,
  asked: ConnectionRequest & { readonly isProxied: boolean },
): Promise<Answer> {
  const { url, headers, isProxied } = asked;
  return measure(asked, (ending) => {
    return new Promise<Head>((resolve, reject) => {
      const whole = request({
        createConnection: () => socket,
        method: 'GET',
        path: isProxied ? `${url.origin}${url.pathname}${url.search}` : `${url.pathname}${url.search}`,
        headers: { host: url.host, ...headers, connection: 'keep-alive' },
        joinDuplicateHeaders: true,
        maxHeaderSize: HEAD_BYTES,
      });
      const close = (): void => reject(new PhaseError('closed'));
      socket.once('close', close);
      whole.once('error', reject);
      whole.once('response', (answer: IncomingMessage) => {
        socket.removeListener('close', close);
        whole.on('error', () => undefined);
        answer.on('error', () => undefined);
        resolve({
          status: answer.statusCode ?? 0,
          headers: readHeaders(answer.headers),
          body: answer,
          cut: () => socket.destroy(),
        });
      });
      ending.addEventListener('abort', () => socket.destroy(), { once: true });
      whole.end();
    });
  });
}

/** The headers that gv reads, each as one text. */
export function readHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const found = READ.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}
