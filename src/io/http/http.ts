import type { SecureContext } from 'node:tls';
import type { Emit } from '../../core/events.ts';
import { LIMITS } from '../../core/limits.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import { splitCredentials } from '../../core/text/urls.ts';
import { GvError, interruption } from '../../errors.ts';
import type { Run, World } from '../../world.ts';
import { trustStore } from './certificates.ts';
import { connect, type Dispatcher } from './connect.ts';
import { boundedBody, discardBody, flatHeaders } from './http-body.ts';
import { networkError, slowError, stallError, type Route } from './http-error.ts';
import type { NetworkLimits } from './network-limits.ts';
import { watchPace } from './pace.ts';
import { httpProxyFor } from './proxy-env.ts';
import { badRedirect, checkSecure, followRedirect, isRedirect, type Hop, type Purpose } from './redirect.ts';

export interface GetOptions {
  readonly purpose: Purpose;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends this one exchange, as the signal of the world ends every one. */
  readonly signal?: AbortSignal | undefined;
  /** More bytes than this fail with `size-wrong`. */
  readonly maxBytes: number;
  /** Milliseconds for the whole answer with its redirects; a longer one fails with `stalled`. */
  readonly withinMs?: number | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; the values of a repeated name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** Read the body once, to its end or in part; else call `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

export interface Http {
  readonly world: World;
  readonly limits: NetworkLimits;
  /** Takes the event of a slow answer, where a run is there to tell. */
  readonly emit: Emit;
  /**
   * Makes one GET and follows redirects; any status is an answer. Fails with `network`, `stalled`, `bad-redirect`,
   * `insecure-url`, `interrupted`; its body also with `size-wrong`.
   */
  get(url: string | URL, options: GetOptions): Promise<HttpResponse>;
  /** Ends all connections at once. */
  close(): Promise<void>;
}

/** The world of a client; a run also hears of slow answers. */
export type HttpWorld = World & Partial<Pick<Run, 'emit'>>;

/** Gives the client for HTTP. It loads and connects at the first `get`, and reads the trust store at the first https address. */
export function openHttp(world: HttpWorld, limits: NetworkLimits = LIMITS): Http {
  const connections = new Map<string, Dispatcher>();
  let trust: SecureContext | undefined;
  const secure = (): SecureContext => (trust ??= trustStore(world.env));

  const dispatcherFor = async (url: URL): Promise<Dispatcher> => {
    const proxy = httpProxyFor(url, world.env);
    const key = `${url.protocol} ${proxy?.url.href ?? ''}`;
    const known = connections.get(key);
    if (known !== undefined) return known;
    const isTls = url.protocol === 'https:' || proxy?.url.protocol === 'https:';
    const made = await connect({ proxy, trust: isTls ? secure() : undefined, limits });
    connections.set(key, made);
    return made;
  };

  return {
    world,
    limits,
    emit: world.emit ?? ((): void => undefined),
    get: (url, options) => follow({ world, limits, dispatcherFor }, new URL(url), options),
    close: async () => {
      await Promise.all([...connections.values()].map((dispatcher) => dispatcher.destroy()));
      connections.clear();
    },
  };
}

/** The same client for work that `signal` ends; the signal's reason is the failure where it is one of gv's. */
export function httpUntil(http: Http, signal: AbortSignal): Http {
  return {
    ...http,
    get: (url, options) => {
      const signals = [signal, ...(options.signal === undefined ? [] : [options.signal])];
      return http.get(url, { ...options, signal: AbortSignal.any(signals) });
    },
  };
}

interface RedirectContext {
  readonly world: World;
  readonly limits: NetworkLimits;
  dispatcherFor(url: URL): Promise<Dispatcher>;
}

async function follow(on: RedirectContext, start: URL, options: GetOptions): Promise<HttpResponse> {
  const visited = new Set<string>();
  const ending = new AbortController();
  const { withinMs } = options;
  const timeIsOver = (): void => ending.abort(slowError(start, { transient: false }));
  // The timer may fire late: an answer that has ended cannot be ended again.
  if (withinMs !== undefined) setTimeout(timeIsOver, withinMs).unref();
  let hop = firstHop(start, options);
  for (;;) {
    checkSecure(hop.url, options.purpose);
    visited.add(hop.url.href);
    const response = await exchange(on, hop, { ...options, ending });
    if (!isRedirect(response.status)) return response;
    await response.discard();
    hop = followRedirect(hop, response.headers['location']);
    if (visited.has(hop.url.href)) throw badRedirect(start, 'in a loop');
    if (visited.size > on.limits.redirects)
      throw badRedirect(start, `more than ${on.limits.redirects} times`);
  }
}

function firstHop(start: URL, options: GetOptions): Hop {
  const { url, authorization } = splitCredentials(start);
  const bare = new URL(url);
  bare.hash = '';
  return {
    url: bare,
    headers: {
      // Some mirrors label a .tar.gz as "Content-Encoding: gzip"; its bytes must arrive as they are.
      'accept-encoding': 'identity',
      'user-agent': `gv/${GV_VERSION}`,
      ...(authorization === undefined ? {} : { authorization }),
      ...options.headers,
    },
  };
}

function routeTo(url: URL, env: World['env']): Route {
  const proxy = httpProxyFor(url, env);
  const via = proxy === undefined ? {} : { via: `${proxy.url.host} (${proxy.from})` };
  return { url, env, ...via };
}

interface ExchangeOptions extends GetOptions {
  /** Aborted with the failure that ends the exchange. */
  readonly ending: AbortController;
}

async function exchange(on: RedirectContext, hop: Hop, options: ExchangeOptions): Promise<HttpResponse> {
  const { ending, maxBytes } = options;
  const signals = [on.world.signal, ending.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const signal = AbortSignal.any(signals);
  const failure = (error: unknown): GvError => {
    if (error instanceof GvError) return error;
    return signal.aborted ? interruption(signal) : networkError(error, routeTo(hop.url, on.world.env));
  };
  const pace = watchPace(on.limits, (bytes) => {
    ending.abort(bytes === 0 ? stallError(hop.url) : slowError(hop.url, { transient: true }));
  });
  try {
    const answer = await headersOf(on, hop, signal);
    // A body that is aborted before it is read must not end the process; its reader still gets the error.
    answer.body.on('error', () => undefined);
    return {
      status: answer.statusCode,
      headers: flatHeaders(answer.headers),
      url: hop.url,
      body: boundedBody(answer.body, { maxBytes, url: hop.url, pace, failure }),
      discard: () => discardBody(answer.body),
    };
  } catch (error) {
    throw failure(error);
  }
}

/** The deadline is for an HTTP proxy that accepts the connection and never answers CONNECT, which undici's time-outs leave out. */
async function headersOf(
  on: RedirectContext,
  hop: Hop,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const dispatcher = await on.dispatcherFor(hop.url);
  const deadline = new AbortController();
  const { connectMs, stallMs } = on.limits;
  const timer = setTimeout(() => deadline.abort(stallError(hop.url)), connectMs + stallMs);
  try {
    return await dispatcher.request({
      origin: hop.url.origin,
      path: hop.url.pathname + hop.url.search,
      method: 'GET',
      headers: hop.headers,
      signal: AbortSignal.any([signal, deadline.signal]),
    });
  } finally {
    clearTimeout(timer);
  }
}
