import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { type Answer, type ConnectionRequest, type Head, measure } from './answer.ts';
import { readHeaders } from './http1.ts';
import { PhaseError } from './timed.ts';

/** An HTTP/2 session over a socket that has agreed on `h2`. */
export function openSession(socket: TLSSocket, origin: URL): ClientHttp2Session {
  const session = connect(origin.origin, { createConnection: () => socket });
  // A session that breaks is told by the request that uses it.
  return session.on('error', () => undefined);
}

/** One HTTP/2 request; its stream alone is ended where the answer is late or long. */
export function requestIn(session: ClientHttp2Session, asked: ConnectionRequest): Promise<Answer> {
  const { url, headers } = asked;
  return measure(asked, (ending) => {
    return new Promise<Head>((resolve, reject) => {
      const stream = session.request({ ':path': `${url.pathname}${url.search}`, ...headers });
      const stop = (): void => stream.close();
      stream.once('error', reject);
      stream.once('close', () => reject(new PhaseError('closed')));
      stream.once('response', (head: IncomingHttpHeaders & { ':status'?: number }) => {
        stream.on('error', () => undefined);
        resolve({ status: head[':status'] ?? 0, headers: readHeaders(head), body: stream, cut: stop });
      });
      ending.addEventListener('abort', stop, { once: true });
      stream.end();
    });
  });
}
