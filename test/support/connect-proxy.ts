import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ConnectProxyOptions {
  /** Port on 127.0.0.1 where a host (`go.dev:443`) leads, or every one, so that names need not exist; undefined: it cannot be reached. */
  readonly target: number | ((host: string) => number | undefined);
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
  const { target } = options;
  const targetOf = typeof target === 'number' ? (): number => target : target;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!allows(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
    const { host, pathname, search } = new URL(request.url ?? '');
    const port = targetOf(host);
    if (port === undefined) return void response.writeHead(502).end();
    const { headers } = request;
    const outward = forward({ port, host: '127.0.0.1', path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outward.on('error', () => response.destroy());
    outward.end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allows(request.headers['proxy-authorization']))
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="office"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
      );
    const port = targetOf(request.url ?? '');
    if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    const outward = connect(port, '127.0.0.1', () => {
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
