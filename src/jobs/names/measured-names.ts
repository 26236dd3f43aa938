import { canonicalAddress } from '../../core/names/address.ts';
import { netdnsMode } from '../../core/names/godebug.ts';
import { lookupOrder, type LookupFacts, type LookupOrder } from '../../core/names/lookup-order.ts';
import type { NamePhase } from '../../core/net/phase.ts';
import { type ResolverFiles, resolverFiles } from '../../io/names/resolver-files.ts';
import { lookUp as askLibc } from '../../io/net/lookup.ts';
import type { Run } from '../../world.ts';
import { STEP_MS } from '../net/context.ts';
import { askedNameservers, type AskedNameserver, hasAnswered } from './asked-nameservers.ts';
import { ownLookup, type OwnLookup } from './own-lookup.ts';

/** A look-up of one name in every way that counts. */
export interface NamesRequest {
  /** A name that go looks up on its way; undefined where there are addresses alone. */
  readonly name: string | undefined;
  /** Whether this go command was built with cgo. */
  readonly canUseCgo: boolean;
  readonly signal: AbortSignal;
}

export interface MeasuredNames {
  readonly files: ResolverFiles;
  readonly goOrder: LookupOrder;
  /** The order of a program that was built with cgo. */
  readonly cgoOrder: LookupOrder;
  readonly nameservers: readonly AskedNameserver[];
  /** Undefined where there was no name to look up. */
  readonly lookUp: MeasuredLookUp | undefined;
}

export interface MeasuredLookUp {
  readonly name: string;
  readonly own: OwnLookup;
  /** Undefined where no nameserver answers: the C library would wait for all of them, and gv with it. */
  readonly libc: NamePhase | undefined;
}

/** Reads how names are looked up on this machine, asks each nameserver, and looks the name up by both ways. */
export async function measuredNames(
  { env }: Run,
  { name, canUseCgo, signal }: NamesRequest,
): Promise<MeasuredNames> {
  const files = resolverFiles();
  const facts: LookupFacts = {
    hosts: files.hosts,
    hasUnknownOption: files.conf.hasUnknown,
    canUseCgo,
    netdns: netdnsMode(env['GODEBUG'] ?? ''),
    isResolverSet:
      ['RES_OPTIONS', 'HOSTALIASES'].some((each) => (env[each] ?? '') !== '') || 'LOCALDOMAIN' in env,
    hasMdnsAllow: files.hasMdnsAllow,
    name: name ?? '',
    hostname: files.hostname,
  };
  const read = { files, goOrder: lookupOrder(facts), cgoOrder: lookupOrder({ ...facts, canUseCgo: true }) };
  if (name === undefined) return { ...read, nameservers: [], lookUp: undefined };
  const nameservers = await askedNameservers(files.conf, name, signal);
  const own = await ownLookup({ name, files, order: read.goOrder, nameservers, signal });
  const libcRequest = { hostname: name, env, limit: { ms: STEP_MS, signal } };
  const isKnown = own.isFromHosts || nameservers.some(hasAnswered);
  const libc = isKnown && !signal.aborted ? await askLibc(libcRequest) : undefined;
  const first = { name, own, libc };
  if (!hasOtherAddresses(first)) return { ...read, nameservers, lookUp: first };
  // A name with many addresses may give each asker others: only what stays different in a second round is.
  const again = await askedNameservers(files.conf, name, signal);
  const second = await ownLookup({ name, files, order: read.goOrder, nameservers: again, signal });
  const lookUp = joined(first, { own: second, libc: await askLibc(libcRequest) });
  return { ...read, nameservers, lookUp };
}

/** True where both ways gave an answer, and no address is in both. */
export function hasOtherAddresses({ own, libc }: MeasuredLookUp): boolean {
  if (libc === undefined || !own.isKnown) return false;
  const [left, right] = [own.addresses, addressesOf(libc)];
  return left.length + right.length > 0 && !left.some((address) => right.includes(address));
}

export function addressesOf(libc: NamePhase | undefined): readonly string[] {
  return (libc?.addresses ?? []).map((address) => canonicalAddress(address) ?? address);
}

function joined(
  { name, own, libc }: MeasuredLookUp,
  again: Pick<MeasuredLookUp, 'own' | 'libc'>,
): MeasuredLookUp {
  const addresses = [...new Set([...addressesOf(libc), ...addressesOf(again.libc)])];
  return {
    name,
    own: { ...own, addresses: [...new Set([...own.addresses, ...again.own.addresses])] },
    libc: libc === undefined || addresses.length === 0 ? libc : { ...libc, addresses },
  };
}
