import type { NetrcLogin } from './netrc.ts';

/** Request headers by lower-case name. */
type Headers = Readonly<Record<string, string>>;

/** Headers by `host[:port][/path…]`, without `https://` and a closing slash. */
export type Credentials = ReadonlyMap<string, Headers>;

/** The logins of a .netrc; the first one of a machine counts. */
export function netrcCredentials(logins: readonly NetrcLogin[]): Credentials {
  const pairs = logins.map(
    ({ machine, login, password }) => [prefixOf(machine), basicHeaders(login, password)] as const,
  );
  return new Map(pairs.toReversed());
}

function basicHeaders(login: string, password: string): Headers {
  const bytes = new TextEncoder().encode(`${login}:${password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/**
 * Reads what `git credential fill` prints about an address: `protocol`, `host`, `path` or `url`, `username`, `password`
 * (cmd/go/internal/auth, parseGitAuth). Undefined when the credential is for another address.
 */
export function parseGitCredential(text: string, asked: URL): Credentials | undefined {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^([a-z[\]]+)=(.*)$/.exec(line.trim()) ?? [];
    values.set(key, value);
  }
  const path = values.get('path');
  const parts = `${values.get('protocol') ?? ''}://${values.get('host') ?? ''}${path === undefined ? '' : `/${path.replace(/^\//, '')}`}`;
  const prefix = values.get('url') ?? parts;
  if (!isPrefix(prefix, asked)) return undefined;
  return new Map([
    [prefixOf(prefix), basicHeaders(values.get('username') ?? '', values.get('password') ?? '')],
  ]);
}

/** Compares whole path elements: a credential for /a is not sent to /ab. */
function isPrefix(prefix: string, asked: URL): boolean {
  const url = URL.parse(prefix);
  if (url === null || url.origin !== asked.origin || url.search !== '') return false;
  return `${asked.pathname}/`.startsWith(`${url.pathname.replace(/\/$/, '')}/`);
}

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads what a GOAUTH command prints: blocks of URL lines, an empty line, header lines, an empty line (go help goauth).
 * Undefined for any other text.
 */
export function parseAuthOutput(text: string): Credentials | undefined {
  const found = new Map<string, Headers>();
  const lines = text.split('\n');
  if (lines.pop() !== '') return undefined;
  while (lines.length > 0) {
    const urls = block(lines);
    const headers = headersOf(block(lines) ?? ['']);
    if (urls === undefined || headers === undefined) return undefined;
    for (const url of urls) {
      if (URL.parse(url) === null) return undefined;
      found.set(prefixOf(url), headers);
    }
  }
  return found;
}

/** Takes the lines up to an empty one off the front; undefined when no line is empty. */
function block(lines: string[]): readonly string[] | undefined {
  const end = lines.indexOf('');
  return end < 0 ? undefined : lines.splice(0, end + 1).slice(0, -1);
}

/** Undefined when a line is not a header: the output of a command must not smuggle a second header into the request. */
function headersOf(lines: readonly string[]): Headers | undefined {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(': ');
    const [name, value] = [line.slice(0, Math.max(0, colon)).toLowerCase(), line.slice(colon + 2).trim()];
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) return undefined;
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** Merges `later` over `earlier`; an entry without headers removes the earlier one. */
export function mergeCredentials(earlier: Credentials, later: Credentials): Credentials {
  const merged = new Map(earlier);
  for (const [prefix, headers] of later) {
    if (Object.keys(headers).length === 0) merged.delete(prefix);
    else merged.set(prefix, headers);
  }
  return merged;
}

/** The headers for an https URL: those of the longest prefix, cut at slashes; none for any other scheme. */
export function credentialFor(credentials: Credentials, url: URL): Headers | undefined {
  if (url.protocol !== 'https:') return undefined;
  let prefix = prefixOf(`${url.host}${url.pathname}${url.search}`);
  for (;;) {
    const headers = credentials.get(prefix);
    if (headers !== undefined) return headers;
    const slash = prefix.lastIndexOf('/');
    if (slash < 0) return undefined;
    prefix = prefix.slice(0, slash);
  }
}

function prefixOf(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/$/, '');
}
