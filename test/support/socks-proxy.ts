import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SocksProxyOptions {
  /** Port on 127.0.0.1 where every host leads, so that names need not exist; undefined: none can be reached. */
  readonly target: number | undefined;
  /** `user:password` that the proxy insists on (RFC 1929). */
  readonly credentials?: string;
}

export interface SocksProxy extends AsyncDisposable {
  readonly port: number;
  /** The hosts that were asked for, as in `releases.invalid:443`. */
  readonly asked: readonly string[];
}

/** A real SOCKS5 proxy on 127.0.0.1 (RFC 1928): CONNECT by host name or IPv4 address. */
export async function startSocksProxy(options: SocksProxyOptions): Promise<SocksProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    void serve(socket, options, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const [VERSION, NO_LOGIN, LOGIN, REFUSED, UNREACHABLE] = [5, 0, 2, 0xff, 4];

async function serve(socket: Socket, options: SocksProxyOptions, asked: string[]): Promise<void> {
  const [, methods = 0] = await bytes(socket, 2);
  const offered = await bytes(socket, methods);
  const wanted = options.credentials === undefined ? NO_LOGIN : LOGIN;
  if (!offered.includes(wanted)) return void socket.end(Buffer.from([VERSION, REFUSED]));
  socket.write(Buffer.from([VERSION, wanted]));
  if (wanted === LOGIN) {
    const isRight = (await login(socket)) === options.credentials;
    socket.write(Buffer.from([1, isRight ? 0 : 1]));
    if (!isRight) return void socket.end();
  }
  const [, , , type] = await bytes(socket, 4);
  const named = type === 3;
  const host = named ? (await counted(socket)).toString() : (await bytes(socket, 4)).join('.');
  asked.push(`${host}:${(await bytes(socket, 2)).readUInt16BE()}`);
  const reply = (code: number): Buffer => Buffer.from([VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]);
  if (options.target === undefined) return void socket.end(reply(UNREACHABLE));
  const outward = connect(options.target, '127.0.0.1', () => {
    socket.write(reply(0));
    outward.pipe(socket).pipe(outward);
  });
  outward.on('error', () => socket.destroy());
  socket.on('close', () => outward.destroy());
}

async function login(socket: Socket): Promise<string> {
  await bytes(socket, 1);
  const name = await counted(socket);
  return `${name.toString()}:${(await counted(socket)).toString()}`;
}

async function counted(socket: Socket): Promise<Buffer> {
  const [length = 0] = await bytes(socket, 1);
  return await bytes(socket, length);
}

/** Reads exactly so many bytes; waits for ever where the connection has ended, as the test that closes the proxy does. */
async function bytes(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const read: unknown = count === 0 ? Buffer.alloc(0) : socket.read(count);
    if (Buffer.isBuffer(read)) return read;
    await new Promise((resolve) => socket.once('readable', resolve));
  }
}
