import type { SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { NetworkLimits } from './network-limits.ts';
import type { HttpProxy } from './proxy-env.ts';

export type { Dispatcher };

/** The way to the servers, and the bounds of its connections. */
export interface ConnectRequest {
  readonly proxy: HttpProxy | undefined;
  readonly trust: SecureContext | undefined;
  readonly limits: NetworkLimits;
}

/** 64 MiB, in pages of WebAssembly. */
const PARSER_PAGES = 1024;

/**
 * undici's parser is WebAssembly, for whose memory V8 reserves 4 GiB of addresses, and more. Under `ulimit -v` nothing was left for
 * the threads that unpack, and Node broke off. The parser has use for a part of a megabyte.
 */
function boundParser(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(`--wasm-max-mem-pages=${PARSER_PAGES}`);
}

/** Gives the connections for one way. HTTP/1.1 only: one stream at full speed, without HTTP/2's flow-control window in the way. */
export async function connect({ proxy, trust, limits }: ConnectRequest): Promise<Dispatcher> {
  boundParser();
  const { Agent, Pool, ProxyAgent, Socks5ProxyAgent } = await import('undici');
  // Said here, because Node else asks NODE_TLS_REJECT_UNAUTHORIZED.
  const tls = {
    allowH2: false,
    rejectUnauthorized: true,
    ...(trust === undefined ? {} : { secureContext: trust }),
  };
  const times = {
    connectTimeout: limits.connectMs,
    headersTimeout: limits.stallMs,
    bodyTimeout: limits.stallMs,
    allowH2: false,
  };
  if (proxy === undefined) return new Agent({ ...times, connect: { ...tls, timeout: limits.connectMs } });
  if (proxy.url.protocol.startsWith('socks5')) {
    // The proxy resolves the name with either scheme, as for the go command (net/http, Transport.Proxy).
    const address = proxy.url.href.replace(/^socks5h:/, 'socks5:');
    return new Socks5ProxyAgent(address, { ...times, requestTls: { ...tls, timeout: limits.connectMs } });
  }
  return new ProxyAgent({
    ...times,
    uri: proxy.url.href,
    requestTls: tls,
    proxyTls: tls,
    // undici's own client to the proxy would wait five minutes for the answer to CONNECT.
    clientFactory: (origin, options) => new Pool(origin, { ...options, ...times }),
  });
}
