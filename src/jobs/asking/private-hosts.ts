import { canonicalAddress } from '../../core/names/address.ts';
import { isPrivateAddress } from '../../core/names/private-address.ts';
import { lookUp } from '../../io/net/lookup.ts';
import { personEnvironment } from '../../io/process/environment.ts';
import type { World } from '../../world.ts';

/** A host that has addresses of an own network alone. */
export interface PrivateHost {
  readonly host: string;
  readonly addresses: readonly string[];
}

/** Hosts that are looked up; the modules of a place are on few. */
const MOST_HOSTS = 20;
const LIMIT_MS = 3_000;

/** Looks hosts up and gives those that other networks cannot reach. Asks the nameservers of this machine; a host that has no address is left out. */
export async function privateHosts(world: World, hosts: readonly string[]): Promise<readonly PrivateHost[]> {
  const env = personEnvironment(world.env);
  const found = await Promise.all(
    hosts.slice(0, MOST_HOSTS).map(async (hostname): Promise<readonly PrivateHost[]> => {
      const { addresses = [] } = await lookUp({
        hostname,
        env,
        limit: { ms: LIMIT_MS, signal: world.signal },
      });
      const isOwn = addresses.every((address) => isPrivateAddress(canonicalAddress(address) ?? ''));
      return addresses.length > 0 && isOwn ? [{ host: hostname, addresses }] : [];
    }),
  );
  return found.flat();
}
