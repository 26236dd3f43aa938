import { resolve } from 'node:path';
import { type Config, type ConfigKey, TRUST_KEYS, type TrustKey } from '../../core/config.ts';
import { onceKey } from '../../core/once.ts';
import { entryKind } from '../../io/disk/read.ts';
import { writerOf } from '../../io/host/writers.ts';
import { readConfig, type Reclaimed, writeConfig } from '../../io/store/config-file.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import { type OtherWriter, writerText } from '../../trust/writers.ts';
import type { Run, World } from '../../world.ts';

/** Keys of the config that say whom to believe, and are not believed themselves. */
export interface Disbelief {
  readonly keys: readonly TrustKey[];
  readonly writer: OtherWriter;
}

/** The config as it may be believed, and what of it may not. */
export interface JudgedConfig {
  readonly config: Config;
  readonly disbelief: Disbelief | undefined;
}

/**
 * Reads the config without those keys that say whom to believe and that another account could have written: Google's pinned
 * keys and Go's checksum database are believed then, and a warning says so, once in a run. Fails with `bad-config`.
 */
export async function believedConfig(run: Run): Promise<Config> {
  const { config, disbelief } = await judgedConfig(run);
  if (disbelief === undefined) return config;
  run.once(WARNED, () => run.emit({ type: 'warning', text: disbeliefText(run, disbelief) }));
  return { ...config, ...Object.fromEntries(disbelief.keys.map((key) => [key, undefined])) };
}

const WARNED = onceKey<void>('disbelief');

/** Verifier key of the checksum database that is believed: the user's own, or else Go's. Fails and warns as `believedConfig`. */
export async function believedLogKey(run: Run): Promise<string> {
  return (await believedConfig(run))['log-key'] ?? GO_LOG_KEY;
}

/** Reads the config as it stands, and says which of it is not believed. Fails with `bad-config`. */
export async function judgedConfig(world: World): Promise<JudgedConfig> {
  const file = world.layout.config;
  // Judged before it is read: a file that only its owner may write stays as it was judged.
  const writer = entryKind(file) === 'absent' ? undefined : writerOf(file);
  const config = await readConfig(world.layout);
  return { config, disbelief: disbeliefIn(world, config, writer) };
}

function disbeliefIn({ cwd }: World, config: Config, writer: OtherWriter | undefined): Disbelief | undefined {
  const keys = TRUST_KEYS.filter((key) => config[key] !== undefined);
  if (writer !== undefined) return keys.length === 0 ? undefined : { keys, writer };
  // An account that may write the keyring decides as much as one that may write its name.
  const keyring = config.keyring === undefined ? undefined : writerOf(resolve(cwd, config.keyring));
  return keyring === undefined ? undefined : { keys: ['keyring'], writer: keyring };
}

/** One sentence: what is not believed, and why. */
export function disbeliefText({ layout }: World, { keys, writer }: Disbelief): string {
  const subject = `${keys.join(' and ')} of ${layout.config} ${keys.length === 1 ? 'is' : 'are'} not believed`;
  return `${subject}: ${writerText(writer)}`;
}

/** Changes one key of the config, and warns of what `reclaimConfig` took out of it. Fails with `bad-config`, `permission` or `disk`. */
export async function saveConfig(
  run: Run,
  key: ConfigKey,
  value: string | boolean | undefined,
): Promise<void> {
  tellReclaimed(run, await writeConfig(run.layout, key, value));
}

/** Says what was taken out of the config, with its values: the person knows whether they are theirs. */
export function tellReclaimed(run: Run, reclaimed: Reclaimed | undefined): void {
  if (reclaimed === undefined) return;
  const { taken, writer } = reclaimed;
  const keys = Object.entries(taken).map(([key, value]) => `${key} (${value})`);
  const cure = Object.keys(taken).map((key) => `gv config set ${key}`);
  const why = `another account could have set ${keys.length === 1 ? 'it' : 'them'} (${writerText(writer)})`;
  run.emit({
    type: 'warning',
    text: `${keys.join(' and ')} taken out of the config: ${why}; to set what is yours again: ${cure.join(', ')}`,
  });
}
