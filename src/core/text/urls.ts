import { GvError } from '../../errors.ts';

/** Query parameters that are never a secret; every other one may be a token of a signed link. */
const PLAIN_PARAMETERS: ReadonlySet<string> = new Set(['mode', 'include']);

/**
 * A URL as it may be shown or stored: without user name, password and fragment, unknown query parameters cut to `…`. In a
 * text that is not an address, everything before an `@` may be a password, above all a password with a bare `/` in it.
 */
export function displayUrl(url: string | URL): string {
  const parsed = URL.parse(String(url));
  const isAddress = parsed !== null && (parsed.host !== '' || parsed.protocol === 'file:');
  if (!isAddress)
    return String(url)
      .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1')
      .replace(/[?#].*$/s, '?…');
  const shown = new URL(parsed);
  [shown.username, shown.password, shown.search, shown.hash] = ['', '', '', ''];
  const plain = [...parsed.searchParams].filter(([name]) => PLAIN_PARAMETERS.has(name));
  const secret = parsed.searchParams.size > plain.length ? ['…'] : [];
  const query = [...plain.map(([name, value]) => `${name}=${encodeURIComponent(value)}`), ...secret];
  return query.length === 0 ? shown.href : `${shown.href}?${query.join('&')}`;
}

/**
 * Reads an http or https URL that a person gave; `setting` names where (`GV_DL_URL`, `GV_MIRROR` …).
 * Fails with `bad-config`.
 */
export function webUrl(text: string, setting: string): URL {
  const url = URL.parse(text.trim());
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new GvError('bad-config', `${setting} is not an http or https URL: ${displayUrl(text)}`, {
    hint: `Set ${setting} to something like https://go.dev/dl, or unset it.`,
  });
}

/** `base` with `file` as a further path segment; the base's query (a mirror's token) and credentials stay. */
export function joinUrl(base: URL, file: string): URL {
  const joined = new URL(base);
  joined.pathname = `${base.pathname.replace(/\/+$/, '')}/${file}`;
  return joined;
}

/** True when no packet to this host leaves the machine (RFC 6761, 6.3: `localhost` and names under it are loopback). */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  );
}

/** Splits user name and password off a URL, as a Basic credential (RFC 7617) for the URL's origin alone. */
export function splitCredentials(url: URL): {
  readonly url: URL;
  readonly authorization: string | undefined;
} {
  if (url.username === '' && url.password === '') return { url, authorization: undefined };
  const bare = new URL(url);
  [bare.username, bare.password] = ['', ''];
  const pair = `${decodeText(url.username)}:${decodeText(url.password)}`;
  return {
    url: bare,
    authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(pair)))}`,
  };
}

/** Percent-decodes; a stray `%` in a password stays as it is. */
function decodeText(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.match(/[0-9a-f]{2}/gi)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
    return new TextDecoder().decode(new Uint8Array(bytes));
  });
}
