import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How a path answers: well, with a status, with the page of a captive portal, by hanging up (at once or in the middle), or not at all. */
export type ProxyMode =
  | { readonly kind: 'good' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'page' }
  | { readonly kind: 'hang-up' }
  /** Announces the whole body and hangs up after the first half, once `until` is settled. */
  | { readonly kind: 'half'; readonly until?: Promise<void> }
  /** Takes the question and never says anything. */
  | { readonly kind: 'silent' }
  /** Waits so many milliseconds before the header, and so many again before the second half of the body. */
  | { readonly kind: 'late'; readonly headerMs?: number; readonly bodyMs?: number };

export interface ModuleProxyOptions {
  /** Zips by version, `v0.0.1-go1.22.5.linux-amd64`; each has its `.info` and stands in the list. */
  readonly zips?: Readonly<Record<string, Uint8Array>>;
  /** Any other files, by the path under which they are asked for. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The list, where it says something else than `zips`. */
  readonly list?: string;
  /** `user:password` that it insists on. */
  readonly credentials?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Answers below `/sumdb/<name>/`; without it the proxy passes no log on (404). */
  readonly sumdb?: (path: string) => Promise<Uint8Array | undefined>;
  readonly mode?: ProxyMode;
  /** Serves the ranges that are asked for, of this file where it is given: a server may show another one. */
  readonly ranges?: { readonly of?: Uint8Array; readonly lie?: RangeLie };
}

/** The honest answer to a range, which a lie may change. */
export interface RangeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

/** A range of a file: the first byte and the one behind the last. */
export interface AskedRange {
  readonly from: number;
  readonly to: number;
  /** True for the end of a file, which is asked for by its length. */
  readonly isEnd: boolean;
}

export type RangeLie = (answer: RangeAnswer, asked: AskedRange) => RangeAnswer;

export interface AskedPath {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

export interface ModuleProxyServer extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  /** Paths asked, each with the credentials that came along. */
  readonly requests: readonly AskedPath[];
  /** The milliseconds from each question to the last byte of its answer, by the server's clock, in the order of their ends. */
  readonly waits: readonly { readonly path: string; readonly ms: number }[];
  /** How paths with this ending (`.zip`, `list`, `supported` …) answer from now on. */
  set(ending: string, mode: ProxyMode): void;
}

const MODULE = '/golang.org/toolchain/@v/';
const PAGE = '<!doctype html><title>Log in to the guest network</title>';

/** When every version of this server was made. */
export const MODULE_TIME = '2024-06-27T20:11:12Z';

/** Starts a module proxy on 127.0.0.1 that serves toolchains, well or badly. End it with `await using`. */
export async function startModuleProxy(options: ModuleProxyOptions = {}): Promise<ModuleProxyServer> {
  const requests: AskedPath[] = [];
  const waits: { readonly path: string; readonly ms: number }[] = [];
  const modes: [string, ProxyMode][] = [['', options.mode ?? { kind: 'good' }]];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path } = new URL(request.url ?? '/', 'http://server.test');
    const { authorization } = request.headers;
    requests.push({ path, authorization, range: request.headers.range });
    const begun = performance.now();
    response.on('finish', () => waits.push({ path, ms: performance.now() - begun }));
    const mode = modes.find(([ending]) => path.endsWith(ending))?.[1] ?? { kind: 'good' };
    if (mode.kind === 'hang-up') return void request.socket.destroy();
    if (mode.kind === 'silent') return;
    if (mode.kind === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    if (mode.kind === 'status') return void response.writeHead(mode.status).end('no\n');
    if (options.credentials !== undefined && authorization !== `Basic ${btoa(options.credentials)}`)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="modules"' }).end();
    const body = await bodyOf(path, options);
    if (body === undefined) return void response.writeHead(404).end('not found\n');
    const asked = askedRange(request.headers.range, body.length);
    if (options.ranges !== undefined && asked !== undefined) {
      const { from, to } = asked;
      const part = (options.ranges.of ?? body).subarray(from, to);
      const headers = {
        'content-length': part.length,
        'content-range': `bytes ${from}-${to - 1}/${body.length}`,
      };
      const told = (options.ranges.lie ?? honest)({ status: 206, headers, body: part }, asked);
      return void response.writeHead(told.status, told.headers).end(told.body);
    }
    if (mode.kind === 'late') await pause(mode.headerMs ?? 0);
    response.writeHead(200, { 'content-length': body.length, etag: `"${body.length}"` });
    if (mode.kind === 'late') {
      response.write(body.subarray(0, body.length / 2));
      await pause(mode.bodyMs ?? 0);
      response.end(body.subarray(body.length / 2));
    } else if (mode.kind === 'half') {
      response.write(body.subarray(0, body.length / 2), () => {
        void Promise.resolve(mode.until).then(() => response.destroy());
      });
    } else response.end(body);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch(() => response.destroy());
  };
  const server = options.tls === undefined ? createHttp(listener) : createHttps(options.tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${host}`,
    host,
    requests,
    waits,
    set: (ending, mode) => modes.unshift([ending, mode]),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const honest: RangeLie = (answer) => answer;

function askedRange(header: string | undefined, length: number): AskedRange | undefined {
  const [, from = '', last = ''] = /^bytes=(\d*)-(\d+)$/.exec(header ?? '') ?? [];
  if (last === '') return undefined;
  if (from !== '') return { from: Number(from), to: Number(last) + 1, isEnd: false };
  return { from: Math.max(0, length - Number(last)), to: length, isEnd: true };
}

async function bodyOf(path: string, options: ModuleProxyOptions): Promise<Uint8Array | undefined> {
  const own = options.files?.[decodeURIComponent(path)];
  if (own !== undefined) return Buffer.from(own);
  const log = /^\/sumdb\/[^/]+\/(.+)$/.exec(path)?.[1];
  if (log !== undefined) {
    return log === 'supported' && options.sumdb !== undefined ? new Uint8Array() : await options.sumdb?.(log);
  }
  if (!path.startsWith(MODULE)) return undefined;
  const zips = new Map(Object.entries(options.zips ?? {}));
  const file = path.slice(MODULE.length);
  if (file === 'list') return Buffer.from(options.list ?? [...zips.keys(), ''].join('\n'));
  const [, version = '', suffix] = /^(.*)\.(info|zip)$/.exec(file) ?? [];
  const zip = zips.get(version);
  if (zip === undefined || suffix === 'zip') return zip;
  return Buffer.from(JSON.stringify({ Version: version, Time: MODULE_TIME }));
}
