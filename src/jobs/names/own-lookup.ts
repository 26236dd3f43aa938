import type { LookupOrder } from '../../core/names/lookup-order.ts';
import { nameList } from '../../core/names/name-list.ts';
import { askNameserver, type NameserverReply } from '../../io/names/nameserver.ts';
import type { ResolverFiles } from '../../io/names/resolver-files.ts';
import { type AskedNameserver, hasAnswered, isMute, NAMESERVER_MS } from './asked-nameservers.ts';

/** A look-up as the go command does it, with its own resolver. */
export interface OwnLookup {
  readonly addresses: readonly string[];
  /** True where /etc/hosts has the name, so that no nameserver is asked. */
  readonly isFromHosts: boolean;
  /** False where /etc/hosts cannot be read, or go leaves the name to the C library: nothing can be compared. */
  readonly isKnown: boolean;
  /** The names that were asked for, one after the other, each by a packet for A and one for AAAA. */
  readonly names: readonly string[];
  /** The milliseconds of the answers, and Go's limits for the nameservers before that give none. */
  readonly ms: number;
}

export interface OwnLookupRequest {
  readonly name: string;
  readonly files: ResolverFiles;
  readonly order: LookupOrder;
  readonly nameservers: readonly AskedNameserver[];
  readonly signal: AbortSignal;
}

/**
 * Looks a name up as go does (go: net, goLookupIPCNAMEOrder): /etc/hosts, then one name of the search list after the other
 * until one has an address, at the first nameserver that answers. The answers that are here already are not asked for again.
 */
export async function ownLookup(request: OwnLookupRequest): Promise<OwnLookup> {
  const { name, files, order, nameservers } = request;
  const inHosts = files.inHosts(name);
  const none = { addresses: [], isFromHosts: false, isKnown: false, names: [], ms: 0 };
  if (order === 'cgo' || inHosts === undefined) return none;
  if (order[0] === 'files' && inHosts.length > 0)
    return { ...none, addresses: inHosts, isFromHosts: true, isKnown: true };
  const at = nameservers.findIndex((each) => hasAnswered(each) && !isMute(each));
  const answering = nameservers[at];
  if (answering === undefined || !order.includes('dns')) return none;
  const waited = nameservers.slice(0, at).filter(isMute).length * files.conf.timeoutMs;
  const asked = await throughNames(request, answering);
  return { ...none, ...asked, isKnown: true, ms: waited * asked.names.length + asked.ms };
}

async function throughNames(
  { name, files, signal }: OwnLookupRequest,
  answering: AskedNameserver,
): Promise<Pick<OwnLookup, 'addresses' | 'names' | 'ms'>> {
  const rooted = name.endsWith('.') ? name : `${name}.`;
  const names: string[] = [];
  let ms = 0;
  for (const next of nameList(name, files.conf)) {
    if (signal.aborted) break;
    const replies =
      next === rooted ? [answering.a, answering.aaaa] : await both(answering.address, next, signal);
    names.push(next);
    ms += Math.max(...replies.map((reply) => reply.ms));
    const addresses = replies.flatMap((reply) => (reply.kind === 'answer' ? reply.addresses : []));
    if (addresses.length > 0) return { addresses: [...new Set(addresses)], names, ms };
  }
  return { addresses: [], names, ms };
}

function both(address: string, name: string, signal: AbortSignal): Promise<readonly NameserverReply[]> {
  return Promise.all(
    (['A', 'AAAA'] as const).map((type) =>
      askNameserver({ address, name, type, waitMs: NAMESERVER_MS, signal }),
    ),
  );
}
