import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ConnectProxyOptions {
  /** Port on 127.0.0.1 where every host leads, so that names need not exist. */
  readonly target: number;
  /** `user:password` that it insists on. */
  readonly credentials?: string;
}

export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** What was asked of it: `CONNECT go.dev:443`, `GET http://go.dev/dl/`. */
  readonly asked: readonly string[];
}

/** A real HTTP proxy on 127.0.0.1: tunnels for https, forwards for http. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const wanted = options.credentials === undefined ? undefined : `Basic ${btoa(options.credentials)}`;
  const allows = (header: string | undefined): boolean => wanted === undefined || header === wanted;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!allows(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
    const { pathname, search } = new URL(request.url ?? '');
    const { headers } = request;
    const outward = forward(
      { port: options.target, host: '127.0.0.1', path: pathname + search, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outward.on('error', () => response.destroy());
    outward.end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allows(request.headers['proxy-authorization']))
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    const outward = connect(options.target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      outward.pipe(socket).pipe(outward);
    });
    for (const end of [outward, socket])
      end.on('error', () => [outward, socket].forEach((each) => each.destroy()));
    socket.on('close', () => outward.destroy());
  });
  server.on('connection', (socket) => open.add(socket).size);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
