import { GvError } from '../../errors.ts';
import { webUrl } from '../text/urls.ts';
import type { GoValue } from './env-file.ts';

/** What GOSUMDB asks for. `address` is set when the log is to be asked there, past all proxies. */
export type SumdbChoice =
  | { readonly kind: 'off' }
  | { readonly kind: 'log'; readonly address: URL | undefined };

/** The name of Go's checksum database, under which proxies offer it and where it can be reached itself. */
export const GO_LOG_NAME = 'sum.golang.org';

const CHINA = 'sum.golang.google.cn';

/**
 * Reads GOSUMDB: `off`, the name of Go's database, its verifier key (`goKey`), either with an address, or the name of
 * its mirror in China. Another key is not accepted from here, since a project's own files could set it: whom to believe
 * is the user's config. Fails with `bad-config`.
 */
export function parseGosumdb({ value, from }: GoValue, goKey: string): SumdbChoice {
  const [name, address, ...rest] = value.split(/[ \t\r\n]+/).filter((field) => field !== '');
  if (name === 'off' && address === undefined) return { kind: 'off' };
  if (name === undefined) return { kind: 'log', address: undefined };
  if (name === CHINA && address === undefined) return { kind: 'log', address: new URL(`https://${CHINA}`) };
  if ((name === GO_LOG_NAME || name === goKey) && rest.length === 0) {
    return { kind: 'log', address: address === undefined ? undefined : webUrl(address, 'GOSUMDB') };
  }
  throw new GvError('bad-config', `GOSUMDB (${from}) names another checksum database than Go's`, {
    hint: `Set GOSUMDB to ${GO_LOG_NAME}, or unset it: an environment cannot choose whom gv believes.`,
  });
}
