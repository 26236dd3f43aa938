import type { Phase } from '../../core/net/phase.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import { splitCredentials } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import { type GoCredentials, goCredentials } from '../../io/go/auth.ts';
import { httpProxyFor } from '../../io/http/proxy-env.ts';
import type { Answer } from '../../io/net/answer.ts';
import { type Connection, openConnection, type Wire } from '../../io/net/connection.ts';
import { loadTrust, type Trust } from '../../io/net/trust.ts';
import type { Run } from '../../world.ts';
import { type NetContext, STEP_MS } from '../net/context.ts';

/** The things that all connections of one chain share; the trust is loaded once, before any clock starts. */
export interface LineContext {
  readonly run: Run;
  readonly trust: Trust;
  readonly credentials: GoCredentials;
  readonly offersH2: boolean;
  readonly deadline: NetContext['deadline'];
}

export function lineContext(run: Run, { deadline }: NetContext): LineContext {
  return {
    run,
    trust: loadTrust(run.env),
    // A program of GOAUTH ends with the section.
    credentials: credentialsOf({ ...run, signal: deadline.signal }),
    offersH2: !/(?:^|,)http2client=0(?:,|$)/.test(run.env['GODEBUG'] ?? ''),
    deadline,
  };
}

/** A GOAUTH or GOPROXY that cannot be read has no credentials: go stops before it asks. */
function credentialsOf(run: Run): GoCredentials {
  const none: GoCredentials = {
    headersFor: async () => await Promise.resolve({}),
    headersAfter: async () => await Promise.resolve(undefined),
  };
  try {
    return goCredentials(run);
  } catch (error) {
    if (error instanceof GvError) return none;
    throw error;
  }
}

/** A way to one server that opens a connection when it has none. Dispose of it. */
export interface Line extends Disposable {
  /** Opens a connection unless one is open. Gives its phases where it was opened now. */
  connect(): Promise<{ readonly opened: readonly Phase[] | undefined; readonly wire: Wire | undefined }>;
  /** Sends one request with these headers; no answer where no connection could be opened. */
  ask(target: URL, headers: Headers, most: number): Promise<Asked>;
  /** The HTTP proxy on the way, without credentials. */
  readonly via: string | null;
}

type Headers = Readonly<Record<string, string>>;

export interface Asked {
  readonly opened: readonly Phase[] | undefined;
  readonly answer: Answer | undefined;
}

/** Opens no connection yet. Fails with `bad-config` for an HTTP proxy that is no address. */
export function lineTo(on: LineContext, server: URL): Line {
  const proxy = httpProxyFor(server, on.run.env)?.url;
  let current: Connection | undefined;
  const limit = () => ({ ms: Math.min(STEP_MS, on.deadline.left()), signal: on.deadline.signal });
  const connect: Line['connect'] = async () => {
    if (current?.wire?.isOpen() === true) return { opened: undefined, wire: current.wire };
    current?.[Symbol.dispose]();
    const { trust, offersH2 } = on;
    current = await openConnection({ url: server, proxy, trust, offersH2, limit: limit(), env: on.run.env });
    return { opened: current.phases, wire: current.wire };
  };
  return {
    connect,
    async ask(target, headers, most) {
      const { opened, wire } = await connect();
      const sent = { 'user-agent': `gv/${GV_VERSION}`, 'accept-encoding': 'identity', ...headers };
      const url = splitCredentials(target).url;
      return { opened, answer: await wire?.ask({ url, headers: sent, most, limit: limit() }) };
    },
    via: proxy === undefined ? null : `${proxy.protocol}//${proxy.host}`,
    [Symbol.dispose]: () => current?.[Symbol.dispose](),
  };
}
