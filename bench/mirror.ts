import { createReadStream, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A server on loopback that has some files, and knows when the last byte of a large one left it. */
export interface Mirror extends AsyncDisposable {
  readonly url: string;
  /** `performance.now()` at the last byte of the largest file that was served last. */
  lastByteAt(): number;
}

export interface MirrorFiles {
  /** Served as they are, by their names: the path of a file, or its text. */
  readonly files: Readonly<Record<string, { readonly path: string } | { readonly text: string }>>;
  /** Bytes a second for files; as fast as possible without it. */
  readonly pace?: number;
}

const STEP_MS = 5;

export async function startMirror({ files, pace }: MirrorFiles): Promise<Mirror> {
  let last = Number.NaN;
  const send = async (path: string, response: ServerResponse): Promise<void> => {
    const { size } = statSync(path);
    response.writeHead(200, { 'content-length': size });
    response.on('finish', () => (last = performance.now()));
    const highWaterMark = pace === undefined ? 1024 * 1024 : Math.round((pace * STEP_MS) / 1000);
    const started = performance.now();
    let sent = 0;
    for await (const chunk of createReadStream(path, { highWaterMark })) {
      const part = chunk as Buffer;
      sent += part.length;
      if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve));
      const early = pace === undefined ? 0 : started + (sent / pace) * 1000 - performance.now();
      if (early > 0) await pause(early);
    }
    response.end();
  };
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://bench.test').pathname.split('/').at(-1) ?? '';
    const file = files[name];
    if (file === undefined) return void response.writeHead(404).end();
    if ('text' in file) return void response.writeHead(200).end(file.text);
    send(file.path, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lastByteAt: () => last,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
