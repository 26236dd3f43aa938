import type { ResolvConf } from './resolv-conf.ts';

/** The longest name that DNS carries, with its last dot (RFC 1035, 2.3.4). */
const LONGEST = 254;

/**
 * The names that are asked for one after the other until one has an address, each with its last dot (go: net, nameList):
 * a name with `ndots` dots is first asked for as it is, another one with each search domain before.
 */
export function nameList(
  name: string,
  { search, ndots }: Pick<ResolvConf, 'search' | 'ndots'>,
): readonly string[] {
  const isRooted = name.endsWith('.');
  const rooted = isRooted ? name : `${name}.`;
  if (rooted.length > LONGEST) return [];
  const alone = isOnion(rooted) ? [] : [rooted];
  if (isRooted) return alone;
  const searched = search.domains
    .map((domain) => `${rooted}${domain}.`)
    .filter((each) => !isOnion(each) && each.length <= LONGEST);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [...alone, ...searched] : [...searched, ...alone];
}

/** Names of Tor are never asked for by DNS (RFC 7686). */
function isOnion(name: string): boolean {
  return /\.onion\.$/i.test(name);
}
