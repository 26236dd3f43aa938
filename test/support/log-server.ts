import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Lie, TestLog } from './log.ts';

export interface LogServer extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:41234`; the log's paths stand directly below. */
  readonly origin: string;
  /** The same log as a module proxy passes it on: `<origin>/sumdb/<name>`. */
  readonly proxied: string;
  /** Paths within the log that were asked for, in order. */
  readonly asked: readonly string[];
  /** From now on. */
  set(log: TestLog, lie?: Lie): void;
  close(): Promise<void>;
}

/** Serves a log on 127.0.0.1, honestly or not. End it with `await using`. */
export async function startLogServer(log: TestLog, lie: Lie = (_, bytes) => bytes): Promise<LogServer> {
  const asked: string[] = [];
  let now = { log, lie };
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').replace(/\?.*$/s, ''))
      .replace(`/sumdb/${now.log.key.name}`, '')
      .slice(1);
    asked.push(path);
    const bytes = now.lie(path, now.log.answer(path));
    if (bytes === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    proxied: `${origin}/sumdb/${log.key.name}`,
    asked,
    set: (log, lie = (_, bytes) => bytes) => {
      now = { log, lie };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
