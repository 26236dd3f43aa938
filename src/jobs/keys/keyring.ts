import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { GvError } from '../../errors.ts';
import { namesIn, readSmallBytes } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { pathFrom } from '../../io/host/here.ts';
import { checkReadable } from '../../trust/openpgp/holders.ts';
import { embeddedKeyring, pinnedKeys, userKeys, type Keyring } from '../../trust/openpgp/keys.ts';
import type { World } from '../../world.ts';

/** The user's own keyring: from the config, or a flag of this command line. Never from the environment, which a project's `.envrc` may set. */
export interface OwnKeyring {
  readonly configured: string | undefined;
  readonly flag: string | undefined;
}

/**
 * All keys that may sign: the built-in copies, the copies kept by `gv key update` and `gv key import`, and the user's own.
 * Fails with `key-malformed`, `key-foreign` or `disk` when one of their files is damaged or missing.
 */
export function loadKeyring(world: World, own: OwnKeyring): Keyring {
  const files = [own.configured, own.flag].filter((file) => file !== undefined);
  return [
    ...embeddedKeyring(),
    ...keptKeys(world),
    ...files.flatMap((file) => userKeys(readKeyFile(world, file), file)),
  ];
}

/** Copies of the pinned certificate that are newer than this gv. */
function keptKeys(world: World): Keyring {
  const directory = world.layout.keys;
  const names = namesIn(directory).filter((name) => name.endsWith('.pgp'));
  return names.flatMap((name) => {
    const place = join(directory, name);
    const bytes = readSmallBytes(place, LIMITS.keyFileBytes);
    return bytes === undefined ? [] : pinnedKeys(bytes, { origin: 'refreshed', place });
  });
}

/**
 * Keeps the pinned certificates of a key file, each in a file named by its digest, beside those kept before: a copy is never
 * removed. Gives the number of new copies. Fails with `key-foreign`, `key-malformed`, `permission` or `disk`.
 */
export async function keepKeys(world: World, bytes: Uint8Array, place: string): Promise<number> {
  const known = new Set([...embeddedKeyring(), ...keptKeys(world)].map((copy) => digestOf(copy.bytes)));
  const fresh = pinnedKeys(bytes, { origin: 'refreshed', place }).filter(
    (copy) => !known.has(digestOf(copy.bytes)),
  );
  // A copy that cannot be read would make every later check fail, as it might hold a revocation.
  await checkReadable(fresh);
  for (const copy of fresh) {
    await writeFileAtomic(join(world.layout.keys, `${digestOf(copy.bytes)}.pgp`), copy.bytes);
  }
  return fresh.length;
}

/** Reads a key file that the user named. Fails with `disk` when the file does not exist. */
export function readKeyFile(world: World, file: string): Uint8Array {
  const path = pathFrom(world, file);
  const bytes = readSmallBytes(path, LIMITS.keyFileBytes);
  if (bytes !== undefined) return bytes;
  throw new GvError('disk', `the key file ${path} does not exist`, {
    hint: 'Check the name. A keyring of the config: gv config get keyring; gv config unset keyring takes it out.',
  });
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
