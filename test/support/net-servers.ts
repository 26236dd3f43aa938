import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { freePort, startDaemon } from './daemon.ts';
import type { RawServer } from './raw-server.ts';

/** Statuses that the plain server answers below `/sNNN/`. */
export const STATUSES = [400, 401, 403, 404, 410, 429, 500, 503] as const;

export interface ProxiesOptions {
  /** A directory of the test; what is put into its `www` is served. */
  readonly folder: string;
  readonly tls: { readonly key: string; readonly cert: string };
  /** An OCSP answer (DER) that the first server staples. */
  readonly ocsp?: Uint8Array;
  /** The host in the addresses. */
  readonly host?: string;
}

/** Module proxies of one nginx: each by its address. */
export interface Proxies extends AsyncDisposable {
  /** TLS with HTTP/2, connections kept for 2 s. */
  readonly modern: string;
  /** TLS 1.2 with HTTP/1.1, connections kept for 1 s. */
  readonly older: string;
  /** TLS with HTTP/1.1, a connection for each request. */
  readonly stingy: string;
  /** Plain HTTP, which answers `status` to everything. */
  answering(status: (typeof STATUSES)[number]): string;
  readonly plain: string;
  /** Lines `CONNECTION REQUEST STATUS PATH`. */
  log(): Promise<readonly string[]>;
}

/** Starts an nginx that stands for module proxies old and new. `www` holds a GOPROXY directory. */
export async function startProxies({
  folder,
  tls,
  ocsp,
  host = '127.0.0.1',
}: ProxiesOptions): Promise<Proxies> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at('www'), { recursive: true });
  const [modern, older, stingy, plain] = await Promise.all([1, 2, 3, 4].map(freePort));
  const ports = { modern: modern ?? 0, older: older ?? 0, stingy: stingy ?? 0, plain: plain ?? 0 };
  await writeFile(at('server.key'), tls.key, { mode: 0o600 });
  await writeFile(at('server.pem'), tls.cert);
  if (ocsp !== undefined) await writeFile(at('ocsp.der'), ocsp);
  await writeFile(at('nginx.conf'), configuration(at, ports, { isStapled: ocsp !== undefined }));
  const daemon = await startDaemon(['nginx', '-e', at('error.log'), '-c', at('nginx.conf')], ports.plain);
  return {
    modern: `https://${host}:${ports.modern}`,
    older: `https://${host}:${ports.older}`,
    stingy: `https://${host}:${ports.stingy}`,
    plain: `http://127.0.0.1:${ports.plain}`,
    answering: (status) => `http://127.0.0.1:${ports.plain}/s${status}`,
    log: async () => (await readFile(at('access.log'), 'utf8')).split('\n').filter((line) => line !== ''),
    [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose](),
  };
}

interface Ports {
  readonly modern: number;
  readonly older: number;
  readonly stingy: number;
  readonly plain: number;
}

function configuration(
  at: (name: string) => string,
  ports: Ports,
  { isStapled }: { isStapled: boolean },
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const secure = `ssl_certificate ${at('server.pem')}; ssl_certificate_key ${at('server.key')}; root ${at('www')};`;
  const stapling = isStapled ? `ssl_stapling on; ssl_stapling_file ${at('ocsp.der')};` : '';
  return `
daemon off;
pid ${at('nginx.pid')};
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 128; }
http {
  log_format asked '$connection $connection_requests $status $uri';
  access_log ${at('access.log')} asked;
  ${temporary.map((name) => `${name}_temp_path ${at(name)};`).join('\n  ')}
  server { listen 127.0.0.1:${ports.modern} ssl http2; ssl_protocols TLSv1.2 TLSv1.3; ${secure} ${stapling} keepalive_timeout 2s; }
  server { listen 127.0.0.1:${ports.older} ssl; ssl_protocols TLSv1.2; ${secure} keepalive_timeout 1s; }
  server { listen 127.0.0.1:${ports.stingy} ssl; ${secure} keepalive_timeout 0; }
  server {
    listen 127.0.0.1:${ports.plain};
    root ${at('www')};
    ${STATUSES.map((status) => `location /s${status}/ { return ${status}; }`).join('\n    ')}
  }
}
`;
}

/** A port whose connections are never accepted: its queue is full, and further SYNs get no answer. */
export async function startBlackHole({ host = '127.0.0.1', port: wanted = 0 } = {}): Promise<RawServer> {
  const script = `
    const server = require('node:net').createServer();
    server.listen({ port: ${wanted}, host: '${host}', backlog: 1 }, () => {
      require('node:fs').writeSync(1, server.address().port + '\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120000);
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const waiting = Array.from({ length: 8 }, () => connect(port, host).on('error', () => undefined));
  // The queue is full once a connection is still on its way after the others were taken.
  await Promise.race(waiting.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      for (const socket of waiting) socket.destroy();
    },
  };
}

/** A server that answers each connection as `serve` does, after TLS where `tls` is given. */
export async function startSocketServer(
  serve: (socket: Socket) => void,
  tls?: TlsOptions,
): Promise<RawServer & { readonly connections: () => number }> {
  const open = new Set<Socket>();
  let connections = 0;
  const take = (socket: Socket): void => {
    connections += 1;
    open.add(socket.on('error', () => undefined));
    serve(socket);
  };
  const server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
  server.on('connection', (socket: Socket) => open.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that speaks HTTP/1.1 and gives `answer` for each path, `afterMs` later. */
export function startAnswering(
  answer: (path: string, request: string) => { readonly text: string; readonly afterMs?: number },
  tls?: TlsOptions,
): Promise<RawServer & { readonly connections: () => number }> {
  return startSocketServer((socket) => {
    socket.on('data', (bytes) => {
      const request = bytes.toString('latin1');
      const { text, afterMs = 0 } = answer(/^GET (\S+)/.exec(request)?.[1] ?? '', request);
      setTimeout(() => socket.write(text), afterMs);
    });
  }, tls);
}

/** An HTTP/1.1 answer. */
export function httpAnswer(status: number, body: string, headers: readonly string[] = []): string {
  return [`HTTP/1.1 ${status} X`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers, '', body].join(
    '\r\n',
  );
}
