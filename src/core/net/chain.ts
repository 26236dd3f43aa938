import type { GoValue } from '../go/env-file.ts';
import { parseGoproxy, type ProxyEntry } from '../go/goproxy.ts';
import { displayUrl } from '../text/urls.ts';

/** One entry of GOPROXY, with the sign behind it. */
export interface ChainEntry {
  /** The entry for people: an address without credentials, `direct` or `off`. */
  readonly shown: string;
  readonly entry: ProxyEntry;
  /** Empty at the end of the chain. */
  readonly separator: ',' | '|' | '';
}

/** The entries that go can reach, in their order. Fails as `parseGoproxy` does. */
export function chainOf(goproxy: GoValue): readonly ChainEntry[] {
  const entries = parseGoproxy(goproxy);
  return entries.map((entry, index) => ({
    shown: shownEntry(entry),
    entry,
    separator: index === entries.length - 1 ? '' : separatorOf(entry),
  }));
}

/** The chain for a module that GONOPROXY matches. */
export const DIRECT_ONLY: readonly ChainEntry[] = [
  { shown: 'direct', entry: { kind: 'direct' }, separator: '' },
];

/** The chain for one address. */
export function chainTo(url: URL): readonly ChainEntry[] {
  return [{ shown: displayUrl(url), entry: { kind: 'url', url, fallThrough: 'missing' }, separator: '' }];
}

function shownEntry(entry: ProxyEntry): string {
  return entry.kind === 'url' ? displayUrl(entry.url).replace(/\/$/, '') : entry.kind;
}

function separatorOf(entry: ProxyEntry): ',' | '|' {
  return entry.kind === 'url' && entry.fallThrough === 'any' ? '|' : ',';
}

/** The entries behind the first `direct` or `off`, which go never reads (cmd/go/internal/modfetch, proxyList), without credentials. */
export function unreachableEntries(goproxy: string): readonly string[] {
  const written = goproxy
    .split(/[,|]/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const end = written.findIndex((text) => text === 'direct' || text === 'off');
  return end < 0 ? [] : written.slice(end + 1).map((text) => displayUrl(text));
}
