import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { netdnsMode } from '../../core/names/godebug.ts';
import { tenths } from '../../core/net/tenths.ts';
import { RESOLV_CONF } from '../../io/names/resolver-files.ts';
import { valueOf, type Subject } from '../environment/subject.ts';
import { named, wayBack } from '../environment/way-back.ts';
import { SLOW_MS } from './asked-nameservers.ts';
import { addressesOf, hasOtherAddresses, type MeasuredLookUp, type MeasuredNames } from './measured-names.ts';

/** Two ways to look a name up differ where one takes so many times as long. */
const TIMES = 10;
/** A longer list of search domains is told. */
const USUAL_DOMAINS = 2;

/** Findings about how a name is looked up: the search list, the C library's answer beside go's, and a GODEBUG in vain. */
export function resolverFindings(
  names: MeasuredNames,
  { go, isCgo }: { readonly go: Subject; readonly isCgo: boolean | undefined },
): readonly Finding[] {
  const { lookUp } = names;
  return [
    ...(lookUp === undefined ? [] : [...searchFindings(lookUp, names), ...differenceFindings(lookUp)]),
    ...(isCgo === false ? netdnsFindings(go) : []),
  ];
}

function searchFindings({ name, own }: MeasuredLookUp, { files }: MeasuredNames): readonly Finding[] {
  const { search, ndots } = files.conf;
  const dots = name.replace(/\.$/, '').split('.').length - 1;
  if (dots >= ndots || search.domains.length <= USUAL_DOMAINS || own.names.length === 0) return [];
  const { line } = search;
  const place = line === undefined ? 'the name of this machine' : `${RESOLV_CONF}:${line}`;
  return [
    {
      code: 'search-list-long',
      level: 'note',
      text: `${name} has fewer dots than ndots:${ndots}, so ${search.domains.length} search domains come first (${place}): ${own.names.length} names are asked for, ${2 * own.names.length} packets`,
      cure: `a lower ndots in ${RESOLV_CONF}, or a shorter list; a dot at the end of a host is not possible in GOPROXY`,
      evidence: [
        { what: 'packets for one look-up', value: 2 * own.names.length, how: 'measured' },
        { what: 'one look-up', value: tenths(own.ms), unit: 'ms', how: 'measured' },
        { what: 'ndots', value: ndots, how: 'read', from: RESOLV_CONF },
      ],
      at: { file: RESOLV_CONF, ...(line === undefined ? {} : { line }) },
    },
  ];
}

const WHO = 'the go command uses its own resolver; git, ssh, curl and programs with cgo use the C library';

function differenceFindings(lookUp: MeasuredLookUp): readonly Finding[] {
  const { name, own, libc } = lookUp;
  if (libc === undefined || !own.isKnown) return [];
  const evidence: readonly Evidence[] = [
    { what: `${name} for go`, value: listed(own.addresses), how: 'measured' },
    { what: `${name} for the C library`, value: listed(addressesOf(libc)), how: 'measured' },
    { what: 'go', value: tenths(own.ms), unit: 'ms', how: 'measured' },
    { what: 'getaddrinfo', value: tenths(libc.ms), unit: 'ms', how: 'measured' },
  ];
  const [quick, slow] = [Math.min(own.ms, libc.ms), Math.max(own.ms, libc.ms)];
  const cure = 'compare the line hosts of /etc/nsswitch.conf with the nameservers of /etc/resolv.conf';
  if (hasOtherAddresses(lookUp)) {
    const text = `${name} has other addresses for go (${listed(own.addresses)}) than for the C library (${listed(addressesOf(libc))}): ${WHO}`;
    return [{ code: 'resolver-differs', level: 'advice', text, cure, evidence }];
  }
  if (own.isFromHosts || slow <= SLOW_MS || slow <= TIMES * quick) return [];
  const [quicker, slower] = own.ms < libc.ms ? ['go', 'the C library'] : ['the C library', 'go'];
  const text = `${slower} takes ${Math.round(slow)} ms to find ${name}, and ${quicker} ${Math.round(quick)} ms: ${WHO}`;
  return [{ code: 'resolver-differs', level: 'advice', text, cure, evidence }];
}

function listed(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'none' : addresses.toSorted().slice(0, 8).join(', ');
}

/** go says so itself: "ignoring GODEBUG=netdns=cgo as the binary was compiled without support for the cgo resolver". */
function netdnsFindings(go: Subject): readonly Finding[] {
  if (netdnsMode(valueOf(go, 'GODEBUG')) !== 'cgo') return [];
  const text = `${named(go, 'GODEBUG')}: netdns=cgo changes nothing for this go, which was built without cgo; it has an effect on programs with cgo alone`;
  const way = wayBack(go, 'GODEBUG');
  const built: Evidence = { what: 'CGO_ENABLED of the go command', value: '0', how: 'read' };
  return [
    {
      code: 'netdns-ignored',
      level: 'advice',
      text,
      ...way,
      evidence: [...(way.evidence ?? []), built],
    },
  ];
}
