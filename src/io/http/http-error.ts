import { displayUrl } from '../../core/text/urls.ts';
import { GvError, type ErrorCode, type ErrorOptions } from '../../errors.ts';

export interface HttpErrorOptions extends ErrorOptions {
  /** Another attempt may succeed: a cut connection, a stall, a server that is busy. */
  readonly transient?: boolean;
  /** The host could not be reached (name, connection, 5xx): another official host may be asked instead. */
  readonly unreachable?: boolean;
  /** The wait that the server asked for (RFC 9110, 10.2.3), in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** A failed exchange, and whether to try again or to ask another host. */
export class HttpError extends GvError {
  readonly transient: boolean;
  readonly unreachable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: HttpErrorOptions = {}) {
    super(code, message, options);
    this.transient = options.transient ?? false;
    this.unreachable = options.unreachable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const REACH_HINT =
  'Check the connection and the proxy settings (HTTPS_PROXY, NO_PROXY); GV_DL_URL names another server.';
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

/** Turns an error of Node or undici about a request to `url` into one of gv's failures: `network` or `stalled`. */
export function networkError(cause: unknown, url: URL): HttpError {
  const [code, host] = [codeOf(cause), url.host];
  if (STALLS.has(code)) return stallError(url, cause);
  if (UNTRUSTED.test(code)) {
    const why = cause instanceof Error ? cause.message : code;
    return new HttpError('network', `the certificate of ${host} is not trusted: ${why}`, {
      hint: TRUST_HINT,
      cause,
    });
  }
  const { said, transient } = wordsFor(cause, code);
  return new HttpError('network', `cannot reach ${host}: ${said}`, {
    hint: REACH_HINT,
    cause,
    transient,
    unreachable: true,
  });
}

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
    return { said: `the proxy answered ${status}`, transient: status.startsWith('5') };
  }
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
