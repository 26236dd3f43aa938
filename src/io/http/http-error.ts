import { accessSync } from 'node:fs';
import { displayUrl } from '../../core/text/urls.ts';
import { GvError, type ErrorCode, type ErrorOptions } from '../../errors.ts';
import type { World } from '../../world.ts';
import { shortageOf } from '../process/shortage.ts';

export interface HttpErrorOptions extends ErrorOptions {
  /** Another attempt may succeed: a cut connection, a stall, a server that is busy. */
  readonly transient?: boolean;
  /** The host could not be reached (name, connection, 5xx): another official host may be asked instead. */
  readonly unreachable?: boolean;
  /** The wait that the server asked for (RFC 9110, 10.2.3), in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The hint holds for every place beyond the proxy on the way, or for every https address. */
  readonly onTheWay?: boolean;
}

/** A failed exchange, and whether to try again or to ask another host. */
export class HttpError extends GvError {
  readonly transient: boolean;
  readonly unreachable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly onTheWay: boolean;

  constructor(code: ErrorCode, message: string, options: HttpErrorOptions = {}) {
    super(code, message, options);
    this.transient = options.transient ?? false;
    this.unreachable = options.unreachable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.onTheWay = options.onTheWay ?? false;
  }
}

const REACH_HINT =
  'Check the connection and the proxy settings (HTTPS_PROXY, NO_PROXY). GOPROXY names a module proxy, GV_DL_URL another server of the official archives.';
const TRUST_HINT =
  'Set SSL_CERT_FILE to the certificate file of your company, or install that certificate in the system store. On a public network, sign in there first.';

interface Words {
  readonly said: string;
  readonly transient: boolean;
}

/**
 * The codes of Node and undici in words. A name that is not known now, or a host that was silent for the whole time-out, will
 * not answer in a second either.
 */
const CONNECTION: Readonly<Record<string, Words>> = {
  ENOTFOUND: { said: 'the host name is not known', transient: false },
  EAI_AGAIN: { said: 'the name service does not answer', transient: true },
  ECONNREFUSED: { said: 'the connection was refused', transient: true },
  ECONNRESET: { said: 'the connection was cut', transient: true },
  EPIPE: { said: 'the connection was cut', transient: true },
  ETIMEDOUT: { said: 'the connection timed out', transient: false },
  EHOSTUNREACH: { said: 'there is no route to the host', transient: true },
  ENETUNREACH: { said: 'the network is unreachable', transient: true },
  UND_ERR_CONNECT_TIMEOUT: { said: 'the connection timed out', transient: false },
  UND_ERR_SOCKET: { said: 'the connection was cut', transient: true },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: {
    said: 'the body has another length than announced',
    transient: true,
  },
  UND_ERR_PRX_CONN: { said: 'the proxy cut the connection', transient: true },
  UND_ERR_PRX_TLS: { said: "the proxy's certificate does not name the proxy", transient: false },
};

const STALLS: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** OpenSSL's verification results as Node names them (node: src/crypto/crypto_common.cc, X509ErrorCode). */
const UNTRUSTED =
  /^(UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)/;

/** The way of a request. */
export interface Route {
  readonly url: URL;
  /** The HTTP or SOCKS proxy on the way and its variable, as in `proxy.example.com:3128 (HTTPS_PROXY)`. */
  readonly via?: string;
  readonly env?: World['env'];
}

/** Turns an error of Node or undici about a request into one of gv's failures: `network` or `stalled`. */
export function networkError(cause: unknown, { url, via, env = {} }: Route): HttpError {
  const [code, host] = [codeOf(cause), url.host];
  const shortage = shortageOf(cause);
  // No other server could be reached either.
  if (shortage !== undefined)
    return new HttpError(shortage.code, shortage.message, { hint: shortage.hint, cause });
  if (STALLS.has(code)) return stallError(url, cause);
  if (UNTRUSTED.test(code)) {
    // Node appends advice about its own command line.
    const why = cause instanceof Error ? cause.message.replace(/; if the root CA .*$/s, '') : code;
    return new HttpError('network', `the certificate of ${host} is not trusted: ${why}`, {
      hint: trustHint(env),
      cause,
      onTheWay: true,
    });
  }
  const { said, transient } = wordsFor(cause, code);
  const way = via === undefined ? '' : ` through the proxy ${via}`;
  return new HttpError('network', `cannot reach ${host}${way}: ${said}`, {
    hint: via === undefined ? reachHint(env) : viaHint(said),
    cause,
    transient,
    unreachable: true,
    onTheWay: via !== undefined || hasAllProxyOnly(env),
  });
}

function trustHint(env: World['env']): string {
  const file = env['SSL_CERT_FILE'] ?? '';
  if (file === '' || isReadable(file)) return TRUST_HINT;
  return `SSL_CERT_FILE names ${file}, which cannot be read. ${TRUST_HINT}`;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

/** ALL_PROXY without HTTPS_PROXY: curl obeys it, the go command does not (golang.org/x/net/http/httpproxy). */
function hasAllProxyOnly(env: World['env']): boolean {
  const has = (name: string): boolean => [name, name.toLowerCase()].some((each) => (env[each] ?? '') !== '');
  return has('ALL_PROXY') && !has('HTTPS_PROXY');
}

function reachHint(env: World['env']): string {
  return hasAllProxyOnly(env)
    ? `gv and the go command do not read ALL_PROXY: set HTTPS_PROXY to that proxy. ${REACH_HINT}`
    : REACH_HINT;
}

function viaHint(said: string): string {
  return said === LOGIN
    ? 'Write the login into the address of the proxy, as in http://USER:PASSWORD@proxy.example.com:3128.'
    : 'Check that proxy, or unset the variable; NO_PROXY lists the hosts that are reached without it.';
}

/** RFC 9110, 15.5.8; RFC 1928, section 3, and RFC 1929 for SOCKS. */
const LOGIN = 'the proxy wants a login';

/** The failure for a server that accepts a connection and then sends nothing for too long. */
export function stallError(url: URL, cause?: unknown): HttpError {
  return new HttpError('stalled', `${url.host} stopped sending: ${displayUrl(url)}`, {
    hint: REACH_HINT,
    cause,
    transient: true,
    unreachable: true,
  });
}

/**
 * The failure for a server that sends so slowly that the answer would never end. Another attempt may get a better rate. It is
 * not transient where the whole time of an answer is over, as another attempt would take as long again.
 */
export function slowError(url: URL, { transient }: { readonly transient: boolean }): HttpError {
  return new HttpError('stalled', `${url.host} sends too slowly: ${displayUrl(url)}`, {
    hint: REACH_HINT,
    transient,
    unreachable: true,
  });
}

function wordsFor(cause: unknown, code: string): Words {
  const known = CONNECTION[code];
  if (known !== undefined) return known;
  const text = cause instanceof Error ? cause.message : String(cause);
  const refusal = /Proxy response \((\d{3})\)|\((407)\)/.exec(text);
  if (refusal !== null) {
    const status = refusal[1] ?? refusal[2] ?? '';
    if (status === '407') return { said: LOGIN, transient: false };
    return { said: `the proxy answered ${status}`, transient: status.startsWith('5') };
  }
  if (code.startsWith('UND_ERR_SOCKS5_AUTH')) return { said: LOGIN, transient: false };
  if (code.startsWith('UND_ERR_SOCKS5')) return { said: `the proxy answered: ${text}`, transient: false };
  if (cause instanceof Error && cause.name === 'HTTPParserError')
    return { said: 'the answer is not HTTP', transient: false };
  return { said: code === '' ? text : `${text} (${code})`, transient: true };
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** True for the statuses that mean "no such file here", upon which the go command asks the next module proxy; 403 does not count. */
export function isMissing(status: number): boolean {
  return status === 404 || status === 410;
}

/** The failure for a status other than success: 408, 425, 429 and 5xx are transient, the others final. Code `http-status`. */
export function statusError(status: number, url: string, retryAfterMs?: number): HttpError {
  if (status === 511) return signInError(url);
  const [busy, broken] = [[408, 425, 429].includes(status), status >= 500];
  return new HttpError('http-status', `HTTP ${status} for ${displayUrl(url)}`, {
    hint: broken || busy ? PASSING_HINT : finalHint(status),
    transient: busy || broken,
    unreachable: broken,
    retryAfterMs,
  });
}

/** 511 comes from the network itself, in place of every host (RFC 6585, section 6): asking another host would not help. */
function signInError(url: string): HttpError {
  return new HttpError('http-status', `HTTP 511 for ${displayUrl(url)}: the network wants you to sign in`, {
    hint: 'Open any web page in a browser, sign in, then try again.',
  });
}

const PASSING_HINT =
  'The server is busy or broken: try again later, or name another with GV_DL_URL or GV_MIRROR.';

function finalHint(status: number): string {
  if (status === 401 || status === 403 || status === 407)
    return 'The server or a proxy refuses: check the credentials in GV_DL_URL, GV_MIRROR or HTTPS_PROXY.';
  return 'Check GV_DL_URL and GV_MIRROR: that server does not have this file.';
}
