import { hostname } from 'node:os';
import { addressesInHosts } from '../../core/names/hosts-file.ts';
import { parseHostsLine, type HostsLine } from '../../core/names/nsswitch.ts';
import { parseResolvConf, type ResolvConf } from '../../core/names/resolv-conf.ts';
import { isDiskFailure } from '../../errors.ts';
import { entryKind, readSmall, readSmallOrNothing } from '../disk/read.ts';

export const RESOLV_CONF = '/etc/resolv.conf';
const NSSWITCH = '/etc/nsswitch.conf';
const HOSTS = '/etc/hosts';
const MDNS_ALLOW = '/etc/mdns.allow';

/** A list of hosts that block advertisements has some MB. */
const LONGEST = 1024 * 1024;

/** The files by which names are looked up on this machine. */
export interface ResolverFiles {
  readonly conf: ResolvConf;
  readonly hosts: HostsLine;
  readonly hostname: string;
  readonly hasMdnsAllow: boolean;
  /** The addresses that /etc/hosts gives a name; undefined where the file cannot be read or is too long. */
  readonly inHosts: (name: string) => readonly string[] | undefined;
}

/** Reads /etc/resolv.conf and /etc/nsswitch.conf as Go does: a file that cannot be read counts as none. */
export function resolverFiles(): ResolverFiles {
  const own = hostname();
  return {
    conf: parseResolvConf(readSmallOrNothing(RESOLV_CONF, LONGEST) ?? '', own),
    hosts: parseHostsLine(readSmallOrNothing(NSSWITCH, LONGEST) ?? ''),
    hostname: own,
    hasMdnsAllow: entryKind(MDNS_ALLOW) !== 'absent',
    inHosts: (name) => {
      const text = hostsText();
      return text === undefined ? undefined : addressesInHosts(text, name);
    },
  };
}

function hostsText(): string | undefined {
  try {
    return readSmall(HOSTS, LONGEST) ?? '';
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}
