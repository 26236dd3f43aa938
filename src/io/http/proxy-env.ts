import { BlockList, isIP, isIPv6 } from 'node:net';
import { isLoopback } from '../../core/text/urls.ts';
import type { World } from '../../world.ts';

type Env = World['env'];

/**
 * The HTTP proxy for a URL, or undefined for a direct connection, with the meaning that Go and curl give the environment
 * (golang.org/x/net/http/httpproxy): HTTPS_PROXY for https only, HTTP_PROXY for http only, upper case before lower
 * case, a value without a scheme is http, loopback is never proxied. HTTP_PROXY is ignored where REQUEST_METHOD is set:
 * a web client could have set it with a `Proxy:` header (httpoxy, CVE-2016-5386).
 */
export function httpProxyFor(url: URL, env: Env): URL | undefined {
  const isCgi = (env['REQUEST_METHOD'] ?? '') !== '';
  const value =
    url.protocol === 'https:' ? either(env, 'HTTPS_PROXY') : isCgi ? '' : either(env, 'HTTP_PROXY');
  if (value === '' || isLoopback(url) || isExempt(url, either(env, 'NO_PROXY'))) return undefined;
  return proxyUrl(value);
}

function either(env: Env, name: string): string {
  const upper = env[name] ?? '';
  return (upper === '' ? (env[name.toLowerCase()] ?? '') : upper).trim();
}

/** A value that is not an address means no proxy, as in Go. */
function proxyUrl(value: string): URL | undefined {
  const known = /^(https?|socks5):\/\//i.test(value);
  return URL.parse(known ? value : `http://${value}`) ?? undefined;
}

/** NO_PROXY: `*`, a domain (with its subdomains), `.domain` or `*.domain` (subdomains only), an address, a CIDR block; each with an optional port. */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry.includes('/')) return inBlock(entry, host);
  const { name, wanted } = splitPort(entry);
  if (wanted !== undefined && wanted !== port) return false;
  if (isIP(name) !== 0) return sameAddress(name, host);
  const domain = name.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function splitPort(entry: string): { readonly name: string; readonly wanted: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return { name: bracketed[1] ?? '', wanted: bracketed[2] };
  const plain = isIPv6(entry) ? null : /^([^:]+):(\d+)$/.exec(entry);
  return plain === null ? { name: entry, wanted: undefined } : { name: plain[1] ?? '', wanted: plain[2] };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

function sameAddress(address: string, host: string): boolean {
  if (isIP(host) === 0) return false;
  const list = new BlockList();
  list.addAddress(address, familyOf(address));
  return list.check(host, familyOf(host));
}

function inBlock(entry: string, host: string): boolean {
  const [address = '', bits = ''] = entry.split('/');
  const most = isIPv6(address) ? 128 : 32;
  if (isIP(host) === 0 || isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), familyOf(address));
  return list.check(host, familyOf(host));
}
