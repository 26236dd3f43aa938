import type { HostsLine } from './nsswitch.ts';

/** The order in which a program made by Go looks a name up; `cgo` leaves it to the C library. */
export type LookupOrder = readonly ('files' | 'dns')[] | 'cgo';

/** The facts on which Go decides (go: net, conf.go). */
export interface LookupFacts {
  readonly hosts: HostsLine;
  /** True for a word in /etc/resolv.conf that Go does not know. */
  readonly hasUnknownOption: boolean;
  /** True for a program that was built with cgo. */
  readonly canUseCgo: boolean;
  /** `go` or `cgo` of GODEBUG=netdns; anything else counts as nothing. */
  readonly netdns: string;
  /** True where LOCALDOMAIN, RES_OPTIONS or HOSTALIASES is set. */
  readonly isResolverSet: boolean;
  /** True where /etc/mdns.allow is there. */
  readonly hasMdnsAllow: boolean;
  /** The name that is looked up, and that of this machine. */
  readonly name: string;
  readonly hostname: string;
}

/** The order for a name on Linux (go: net, lookupOrder). */
export function lookupOrder(facts: LookupFacts): LookupOrder {
  const { hosts, canUseCgo, netdns } = facts;
  if (!canUseCgo || netdns === 'go') return orderOfHosts(hosts);
  if (netdns === 'cgo' || facts.isResolverSet || /[\\%]/.test(facts.name) || facts.hasUnknownOption)
    return 'cgo';
  if (hosts.kind === 'broken') return 'cgo';
  if (hosts.kind === 'absent') return USUAL;
  const isForLibc = hosts.sources.some((source) => {
    if (source.name === 'files' || source.name === 'dns') return !source.isUsual;
    if (source.name === 'myhostname') return isOwnName(facts);
    if (source.name.startsWith('mdns')) return /\.local\.?$/i.test(facts.name) || facts.hasMdnsAllow;
    return true;
  });
  if (isForLibc) return 'cgo';
  const order = namedIn(hosts.sources.map(({ name }) => name));
  return order.length === 0 ? 'cgo' : order;
}

const USUAL = ['files', 'dns'] as const;

/** Without cgo, a source that Go does not know counts as `dns` unless `dns` stands somewhere too. */
function orderOfHosts(hosts: HostsLine): readonly ('files' | 'dns')[] {
  if (hosts.kind !== 'sources') return USUAL;
  const names = hosts.sources.map(({ name }) => name);
  const order = namedIn(
    names.includes('dns') ? names : names.map((name) => (name === 'files' ? name : 'dns')),
  );
  return order.length === 0 ? USUAL : order;
}

function namedIn(names: readonly string[]): readonly ('files' | 'dns')[] {
  const known = names.filter((name) => name === 'files' || name === 'dns');
  return [...new Set(known)];
}

/** The names that the source `myhostname` answers (go: net, isLocalhost, isGateway, isOutbound). */
function isOwnName({ name, hostname }: LookupFacts): boolean {
  const bare = name.toLowerCase().replace(/\.$/, '');
  return (
    /(?:^|\.)localhost(?:\.localdomain)?$/.test(bare) ||
    bare === '_gateway' ||
    bare === '_outbound' ||
    bare === hostname.toLowerCase()
  );
}
