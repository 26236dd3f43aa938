import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

/** A TCP server on 127.0.0.1 that answers anything with these bytes and hangs up; without bytes it never answers. */
export function startRawServer(bytes?: string): Promise<RawServer> {
  return serve((socket) => {
    if (bytes !== undefined) socket.once('data', () => socket.end(bytes));
  });
}

/** A server that answers with `head` and then, for ever, with `piece` every so many milliseconds. */
export interface Drip {
  readonly head: string;
  readonly piece: string;
  readonly everyMs: number;
}

/** A TCP server on 127.0.0.1 whose answers never end; `asked` counts the questions. */
export async function startDripServer({
  head,
  piece,
  everyMs,
}: Drip): Promise<RawServer & { asked(): number }> {
  let asked = 0;
  const server = await serve((socket) => {
    socket.on('data', () => {
      asked += 1;
      socket.write(head);
      const timer = setInterval(() => socket.write(piece), everyMs);
      socket.on('close', () => clearInterval(timer));
    });
  });
  return { ...server, asked: () => asked };
}

async function serve(answer: (socket: Socket) => void): Promise<RawServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    answer(socket);
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
