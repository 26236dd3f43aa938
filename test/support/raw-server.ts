import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

/** A TCP server on 127.0.0.1 that answers anything with these bytes and hangs up; without bytes it never answers. */
export async function startRawServer(bytes?: string): Promise<RawServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    if (bytes !== undefined) socket.once('data', () => socket.end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address on 127.0.0.1 where nothing listens any more. */
export async function deadUrl(): Promise<string> {
  await using server = await startRawServer();
  return server.url;
}
