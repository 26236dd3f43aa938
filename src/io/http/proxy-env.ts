import { BlockList, isIP, isIPv6 } from 'node:net';
import { isLoopback } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';

type Env = World['env'];

/** The proxy on the way to a host. */
export interface HttpProxy {
  readonly url: URL;
  /** The variable that names the proxy: `HTTPS_PROXY`, `https_proxy`, `HTTP_PROXY` or `http_proxy`. */
  readonly from: string;
}

/**
 * The proxy for a URL, or undefined for a direct connection, with the meaning that Go and curl give the environment
 * (golang.org/x/net/http/httpproxy): HTTPS_PROXY for https only, HTTP_PROXY for http only, upper case before lower
 * case, a value without a scheme is http, loopback is never proxied. HTTP_PROXY is ignored where REQUEST_METHOD is set:
 * a web client could have set it with a `Proxy:` header (httpoxy, CVE-2016-5386). Unlike in Go, a value that is no address
 * fails with `bad-config`: a direct connection would go round a proxy that was asked for.
 */
export function httpProxyFor(url: URL, env: Env): HttpProxy | undefined {
  const isCgi = (env['REQUEST_METHOD'] ?? '') !== '';
  const from = url.protocol === 'https:' ? setOf(env, 'HTTPS_PROXY') : isCgi ? '' : setOf(env, 'HTTP_PROXY');
  const value = (env[from] ?? '').trim();
  if (value === '' || isLoopback(url) || isExempt(url, env[setOf(env, 'NO_PROXY')] ?? '')) return undefined;
  return { url: proxyUrl(value, from), from };
}

/** The spelling of a variable that counts: upper case, unless only lower case is set. */
function setOf(env: Env, name: string): string {
  return (env[name] ?? '') === '' ? name.toLowerCase() : name;
}

function proxyUrl(value: string, from: string): URL {
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  const isAddress = url !== null && /^(?:https?|socks5h?):$/.test(url.protocol) && url.hostname !== '';
  // A path has no meaning for a proxy: such a value is a typing error, as in `htp:/proxy`.
  if (isAddress && ['', '/'].includes(url.pathname)) return url;
  throw new GvError('bad-config', `${from} is not the address of an http, https or socks5 proxy`, {
    hint: `Write it like http://proxy.example.com:3128, or unset ${from}.`,
  });
}

/** NO_PROXY: `*`, a domain (with its subdomains), `.domain` or `*.domain` (subdomains only), an address, a CIDR block; each with an optional port. */
export function isExempt(url: URL, list: string): boolean {
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
