import { GvError } from '../../errors.ts';
import { displayUrl } from '../text/urls.ts';
import type { GoValue } from './env-file.ts';

/** One place of GOPROXY. `fallThrough` tells after which failure the next one is asked. */
export type ProxyEntry =
  | { readonly kind: 'url'; readonly url: URL; readonly fallThrough: 'missing' | 'any' }
  | { readonly kind: 'direct' }
  | { readonly kind: 'off' };

/**
 * Reads a GOPROXY list as the go command does (cmd/go/internal/modfetch, proxyList): after `,` the next entry is asked
 * only for what is missing (404, 410), after `|` upon any failure; `off` and `direct` end the list; a host without a
 * scheme is https. Fails with `bad-config`, and with `insecure-url` for credentials that would travel in the clear.
 */
export function parseGoproxy({ value, from }: GoValue): readonly ProxyEntry[] {
  const entries: ProxyEntry[] = [];
  for (const [, written = '', separator] of value.matchAll(/([^,|]*)([,|]|$)/g)) {
    const text = written.trim();
    if (text === '') continue;
    if (text === 'off' || text === 'direct') return [...entries, { kind: text }];
    entries.push({
      kind: 'url',
      url: proxyUrl(text, from),
      fallThrough: separator === '|' ? 'any' : 'missing',
    });
  }
  if (entries.length > 0) return entries;
  throw new GvError('bad-config', `GOPROXY (${from}) contains no entries`, { hint: HINT });
}

const HINT = 'Set GOPROXY to the address of a module proxy, e.g. https://proxy.example.com, or to direct.';

function proxyUrl(text: string, from: string): URL {
  const url = URL.parse(hasNoScheme(text) ? `https://${text}` : text);
  if (url === null || !/^(?:https?:\/\/|file:\/)/i.test(url.href)) throw badEntry(text, from);
  // A reader that splits the list at such a character would find another host.
  if (/[\u0000-\u0020\u007f]/.test(text)) throw badEntry(text, from);
  if (url.protocol === 'file:' && (url.host !== '' || url.search !== '')) throw badEntry(text, from);
  if (url.protocol === 'http:' && (url.username !== '' || url.password !== '')) {
    throw new GvError(
      'insecure-url',
      `GOPROXY (${from}) gives credentials to plain http: ${displayUrl(url)}`,
      { hint: 'Use an https address, or leave the user name and password out.' },
    );
  }
  url.hash = '';
  return url;
}

/** True for `proxy.example.com` and `host:8080/path`; false for `name`, `/absolute/path` and a text with `:/` in it. */
function hasNoScheme(text: string): boolean {
  return /[.:/]/.test(text) && !text.includes(':/') && !text.startsWith('/');
}

function badEntry(text: string, from: string): GvError {
  return new GvError(
    'bad-config',
    `GOPROXY (${from}) has an entry that is no http, https or file URL: ${displayUrl(text)}`,
    { hint: HINT },
  );
}
