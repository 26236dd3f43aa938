import { spawnSync } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

/** A module proxy on loopback that asks another one once for each file, and then serves it from disk, also by ranges. */
export interface KeptProxy extends AsyncDisposable {
  readonly url: string;
  /** Requests for zips, and bytes that answered them, since the last call. */
  taken(): { readonly requests: number; readonly bytes: number };
  /** The kept file of a path, which exists once the path was asked for. */
  fileOf(path: string): string;
}

/** The first module proxy of the settings of the go command on PATH; empty without one. */
export function goproxyEntry(): string {
  return spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.split(/[,|]/)[0]?.trim() ?? '';
}

export async function startKeptProxy(upstream: string, folder: string): Promise<KeptProxy> {
  const taken = { requests: 0, bytes: 0 };
  const fileOf = (path: string): string => join(folder, encodeURIComponent(path));
  const fetched = new Map<string, Promise<number>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://bench.test').pathname;
    const file = fileOf(path);
    const fetching = fetched.get(path) ?? fetchTo(file, upstream + path);
    fetched.set(path, fetching);
    // A failure of the network is not kept: one bad moment would fail every later run.
    const status = await fetching.catch(() => 502);
    if (status >= 500 || status === 429) fetched.delete(path);
    if (status !== 200) return void response.writeHead(status).end();
    const { size } = statSync(file);
    if (size === 0) return void response.writeHead(200).end();
    const [, first = '', last = ''] = /^bytes=(\d*)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const start = last === '' ? 0 : first === '' ? Math.max(0, size - Number(last)) : Number(first);
    const end = first === '' ? size - 1 : Number(last);
    if (path.endsWith('.zip')) {
      taken.requests += 1;
      taken.bytes += end - start + 1;
    }
    response.writeHead(last === '' ? 200 : 206, {
      'content-length': end - start + 1,
      ...(last === '' ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
    });
    createReadStream(file, { start, end, highWaterMark: 1024 * 1024 }).pipe(response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fileOf,
    taken: () => {
      const now = { ...taken };
      Object.assign(taken, { requests: 0, bytes: 0 });
      return now;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Gives the status of the answer, whose body lies in the file then. */
async function fetchTo(file: string, url: string): Promise<number> {
  const got = await fetch(url);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, Buffer.from(await got.arrayBuffer()));
  return got.status;
}
