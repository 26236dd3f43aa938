import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';

/** A directory on a server of this machine. */
export interface FileServer extends AsyncDisposable {
  readonly base: string;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
}

/** Serves the files of a directory, and 404 for everything else. */
export async function serveFiles(directory: string): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    asked.push(path);
    const file = join(directory, normalize(path));
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) {
      response.writeHead(404).end('no such file');
      return;
    }
    response.writeHead(200, { 'content-length': stat.size });
    createReadStream(file).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    base: `http://127.0.0.1:${address.port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
