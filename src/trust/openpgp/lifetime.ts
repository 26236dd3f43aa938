import type { Holder } from './holders.ts';
import type { Key, SignaturePacket, Subkey } from './library.ts';

/** When a key ends, as openpgp.js says it: Infinity for never, null where nothing valid binds it. `date` selects the binding of a subkey; a primary key has no binding. */
export function endOf(key: Key | Subkey, date: Date): Promise<Date | number | null> {
  return 'subkeys' in key ? key.getExpirationTime() : key.getExpirationTime(date);
}

/** Whether the key could sign on the day it was certified: true for a key that expired later, false for an encryption key or a grafted one. */
export async function couldSign({ key, certificate, fingerprint }: Holder): Promise<boolean> {
  for (const { created } of certificationsOf(key)) {
    if (created === null) continue;
    // openpgp.js says "not valid" by rejecting with a plain Error.
    const found = await certificate.getSigningKey(key.getKeyID(), created).catch(() => undefined);
    if (found?.getFingerprint().toUpperCase() === fingerprint) return true;
  }
  return false;
}

function certificationsOf(key: Key | Subkey): readonly SignaturePacket[] {
  return 'subkeys' in key ? key.users.flatMap((user) => user.selfCertifications) : key.bindingSignatures;
}
