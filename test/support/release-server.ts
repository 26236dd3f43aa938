import { createHash } from 'node:crypto';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerWith, answerWithout, type Answering, type Content } from './release-answer.ts';
import {
  indexText,
  servedFile,
  wholeSource,
  type GivenRelease,
  type ServedRelease,
} from './release-files.ts';
import { GOOD, modeAt, type Mode } from './release-modes.ts';
import type { TestSigner } from './release-signing.ts';

export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface ReleaseServerOptions {
  readonly releases?: readonly GivenRelease[];
  /** Makes the `.asc` beside each tar.gz; without it there is none (404). */
  readonly signer?: TestSigner;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** For everything that `set` does not name. */
  readonly mode?: Mode;
  /** The server ends by itself after this long, whatever became of the test. */
  readonly lifetimeMs?: number;
}

export interface ReleaseServer extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** What GV_DL_URL is set to: the index is served there, the files below it and below any other path. */
  readonly base: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  /** Requests whose path ends in this name (`''` is the index). */
  requestsFor(name: string): readonly RecordedRequest[];
  /** How a path, or every path that ends in this file name (`index` for the index, `*` for all), answers from now on. */
  set(name: string, mode: Mode): void;
  close(): Promise<void>;
}

/** Starts a real server on 127.0.0.1 that serves releases like go.dev/dl does, well or badly. End it with `await using`. */
export async function startReleaseServer(options: ReleaseServerOptions = {}): Promise<ReleaseServer> {
  const releases = await Promise.all(
    (options.releases ?? []).map(async ({ version, files }) => ({
      version,
      files: await Promise.all(files.map((file) => servedFile(file))),
    })),
  );
  const modes = new Map<string, Mode>([['*', options.mode ?? GOOD]]);
  const turns = new Map<string, number>();
  const requests: RecordedRequest[] = [];
  const signatures = new Map<string, Promise<string>>();
  const ending = new AbortController();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    requests.push({ method: request.method ?? '', path, headers: plainHeaders(request) });
    const { pathname } = new URL(path, 'http://server.test');
    const name = nameOf(pathname);
    const turn = turns.get(pathname) ?? 0;
    turns.set(pathname, turn + 1);
    const mode = modeAt(modes.get(pathname) ?? modes.get(name) ?? modes.get('*') ?? GOOD, turn);
    const on: Answering = { request, response, mode, turn, signal: ending.signal };
    if (answerWithout(on)) return;
    const content = await contentOf(name, { releases, signer: options.signer, signatures, mode });
    if (content === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    else await answerWith(on, content);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A client that goes away in the middle is what many tests are about.
    answer(request, response).catch(() => response.destroy());
  };
  const server = options.tls === undefined ? createHttp(listener) : createHttps(options.tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    clearTimeout(lifetime);
    ending.abort();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const lifetime = setTimeout(() => void close(), options.lifetimeMs ?? 300_000).unref();
  const origin = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return {
    origin,
    base: `${origin}/dl`,
    port,
    requests,
    requestsFor: (name) =>
      requests.filter(
        ({ path }) => nameOf(new URL(path, origin).pathname) === (name === '' ? 'index' : name),
      ),
    set: (name, mode) => {
      if (!/^(?:index|\*)$|[./]/.test(name)) throw new Error(`no path ends in ${name}`);
      modes.set(name, mode);
      turns.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function plainHeaders(request: IncomingMessage): RecordedRequest['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function nameOf(pathname: string): string {
  const last = pathname.split('/').at(-1) ?? '';
  return last === '' ? 'index' : last;
}

interface Holdings {
  readonly releases: readonly ServedRelease[];
  readonly signer: TestSigner | undefined;
  /** Made so far, by digest of the file. */
  readonly signatures: Map<string, Promise<string>>;
  readonly mode: Mode;
}

async function contentOf(name: string, held: Holdings): Promise<Content | undefined> {
  if (name === 'index') {
    const text = indexText(held.releases, held.mode.kind === 'lying-digest' ? 'lying' : 'true');
    return textContent(text, 'application/json');
  }
  const fileName = name.replace(/\.asc$/, '');
  const file = held.releases.flatMap(({ files }) => files).find((each) => each.fileName === fileName);
  if (file === undefined) return undefined;
  if (name === fileName)
    return { source: file.source, size: file.size, type: 'application/x-gzip', digest: file.sha256 };
  const { signer, signatures } = held;
  if (signer === undefined || !fileName.endsWith('.tar.gz')) return undefined;
  const made = signatures.get(file.sha256) ?? wholeSource(file.source).then((bytes) => signer.sign(bytes));
  signatures.set(file.sha256, made);
  return textContent(await made, 'text/plain');
}

function textContent(text: string, type: string): Content {
  const bytes = Buffer.from(text);
  return {
    source: { bytes },
    size: bytes.length,
    type,
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}
