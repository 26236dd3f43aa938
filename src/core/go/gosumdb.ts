import { GvError } from '../../errors.ts';
import { webUrl } from '../text/urls.ts';
import type { GoValue } from './env-file.ts';

/** The choice that GOSUMDB makes. gv asks the checksum database at `address`, where set, without any module proxy. */
export type SumdbChoice =
  | { readonly kind: 'off' }
  | { readonly kind: 'log'; readonly address: URL | undefined };

/** The name of Go's checksum database, which is also its host; module proxies offer it under this name. */
export const GO_LOG_NAME = 'sum.golang.org';

const CHINA = 'sum.golang.google.cn';

/**
 * Reads GOSUMDB: `off`, the name of Go's database, its verifier key (`goKey`), either with an address, or the name of
 * its mirror in China. Another key is refused, because a project's files could set the variable: only the user's config
 * names another database to trust. Fails with `bad-config`.
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
    hint: `Set GOSUMDB to ${GO_LOG_NAME}, or unset it. To trust another database: gv config set log-key KEY`,
  });
}
