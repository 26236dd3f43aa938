import { type GitSetting, settingWith } from '../../core/roads/git-settings.ts';
import type { Between, Road } from '../../core/roads/road.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { httpProxyFor, isExempt } from '../http/proxy-env.ts';
import { originOf } from './git-facts.ts';

type Env = World['env'];

/** The HTTP proxy for go's own requests to an address: HTTPS_PROXY and NO_PROXY (golang.org/x/net/http/httpproxy). */
export function goBetween(url: URL, env: Env): Between {
  try {
    const proxy = httpProxyFor(url, env);
    return proxy === undefined
      ? { kind: 'none' }
      : {
          kind: 'http-proxy',
          url: displayUrl(proxy.url),
          setting: proxy.from,
          origin: { from: 'the environment' },
        };
  } catch (error) {
    if (error instanceof GvError && error.code === 'bad-config')
      return { kind: 'unknown', why: error.message };
    throw error;
  }
}

export interface HttpRoadRequest {
  /** The address that git uses. */
  readonly url: URL;
  readonly settings: readonly GitSetting[];
  /** The http settings that count for that address. */
  readonly http: ReadonlyMap<string, string>;
}

/**
 * The HTTP proxy of git for an address: http.proxy, of which an empty value means none, else the variables, the small letters first;
 * NO_PROXY counts for both, and loopback has no exception (git: http.c, get_curl_handle, http_init).
 */
export function gitBetween(env: Env, { url, settings, http }: HttpRoadRequest): Between {
  if (isExempt(url, first(env, 'no_proxy', 'NO_PROXY').value)) return { kind: 'none' };
  const written = http.get('http.proxy');
  if (written !== undefined) {
    const setting = settingWith(settings, 'http.proxy', written);
    const origin = setting === undefined ? { from: "git's configuration" } : originOf(setting);
    return proxyBetween(written, 'http.proxy', origin);
  }
  const own = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy'];
  const { name, value } = first(env, ...own, 'all_proxy', 'ALL_PROXY');
  return proxyBetween(value, name, { from: 'the environment' });
}

function proxyBetween(value: string, setting: string, origin: Road['rewritten'] & object): Between {
  if (value === '') return { kind: 'none' };
  const url = displayUrl(value.includes('://') ? value : `http://${value}`);
  return { kind: 'http-proxy', url, setting, origin };
}

/** The first of these variables that is set, with its name. */
function first(env: Env, ...names: readonly string[]): { readonly name: string; readonly value: string } {
  const name = names.find((each) => (env[each] ?? '') !== '') ?? '';
  return { name, value: env[name] ?? '' };
}

/** The certificates that git believes for an address, where a setting names them; the variable overrules (git: http.c, http_init). */
export function gitTrust(env: Env, { settings, http }: HttpRoadRequest): Road['trust'] {
  const variable = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'].find((name) => (env[name] ?? '') !== '');
  if (variable !== undefined) return { setting: variable, origin: { from: 'the environment' } };
  for (const [key, setting] of [
    ['http.sslcainfo', 'http.sslCAInfo'],
    ['http.sslcapath', 'http.sslCAPath'],
  ] as const) {
    const value = http.get(key) ?? '';
    const found = value === '' ? undefined : settingWith(settings, key, value);
    if (found !== undefined) return { setting, origin: originOf(found) };
  }
  return undefined;
}
