import type Conf from 'conf';
import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { basename, dirname, extname } from 'node:path';
import {
  isToolchainPolicy,
  type Config,
  CONFIG_DEFAULTS,
  configFrom,
  type ConfigKey,
  TRUST_KEYS,
  type TrustKey,
} from '../../core/config.ts';
import type { Layout } from '../../core/layout.ts';
import { LIMITS } from '../../core/limits.ts';
import { GvError } from '../../errors.ts';
import type { OtherWriter } from '../../trust/writers.ts';
import { diskError } from '../disk/disk-error.ts';
import { inheritOwner, umaskFailure } from '../disk/owner.ts';
import { readSmall, entryKind } from '../disk/read.ts';
import { FILE_MODE, makeDirectory, removeFile, writeFileAtomic } from '../disk/write.ts';
import { fileWriterOf } from '../host/writers.ts';

type Stored = Record<string, unknown>;

/**
 * Reads the config; defaults when the file does not exist. Fails with `bad-config` when the file is damaged: gv never guesses
 * a key that decides which signers to trust.
 */
export async function readConfig(layout: Layout): Promise<Config> {
  // Most users never set a key; loading conf would take a tenth of an install's start.
  if (entryKind(layout.config) === 'absent') return CONFIG_DEFAULTS;
  return configFrom((await openStore(layout)).store, layout.config);
}

/** Keys taken out of a config file, with their values, as another account could have put them there. */
export interface Reclaimed {
  readonly taken: Readonly<Partial<Record<TrustKey, string>>>;
  readonly writer: OtherWriter;
}

/**
 * Makes a config file that another account could have written this account's own. The trust keys are taken out: after that,
 * the file no longer tells who set them. Undefined where no other account could write the file, or no key had to be taken.
 * Fails with `bad-config`, `permission` or `disk`.
 */
export async function reclaimConfig(layout: Layout): Promise<Reclaimed | undefined> {
  const found = fileWriterOf(layout.config);
  if (found === undefined) return undefined;
  const { store } = await openStore(layout);
  const keys = TRUST_KEYS.filter((key) => store[key] !== undefined);
  const kept = Object.entries(store).filter(([key]) => !keys.some((taken) => taken === key));
  await writeFileAtomic(found.file, `${JSON.stringify(Object.fromEntries(kept), null, '\t')}\n`);
  if (keys.length === 0) return undefined;
  return { taken: Object.fromEntries(keys.map((key) => [key, String(store[key])])), writer: found.writer };
}

/**
 * Changes one key; undefined removes it. Keys that a shell reads are written to plain files too. Gives the keys that
 * `reclaimConfig` took out before. Fails with `bad-config`, `permission` or `disk`.
 */
export async function writeConfig(
  layout: Layout,
  key: ConfigKey,
  value: string | boolean | undefined,
): Promise<Reclaimed | undefined> {
  await makeDirectory(dirname(layout.config));
  // Fails before gv writes a file that it could not read afterwards.
  configFrom({ ...(await openStore(layout)).store, [key]: value }, layout.config);
  const reclaimed = await reclaimConfig(layout);
  const store = await openStore(layout);
  const isNew = entryKind(layout.config) === 'absent';
  try {
    if (value === undefined) store.delete(key);
    else store.set(key, value);
    if (isNew && entryKind(layout.config) === 'file') inheritOwner(layout.config);
  } catch (error) {
    throw diskError(error, layout.config);
  }
  // Switching `projects` off also deletes the list.
  if (key === 'projects' && value === false) await removeFile(layout.projects);
  if (key === 'auto-install') await leavePlain(layout.autoInstall, value === true ? 'on' : undefined);
  if (key === 'gobin-per-version')
    await leavePlain(layout.gobinPerVersion, value === true ? 'on' : undefined);
  if (key === 'toolchain-policy')
    await leavePlain(layout.toolchainPolicy, isToolchainPolicy(value) ? value : undefined);
  return reclaimed;
}

async function leavePlain(path: string, text: string | undefined): Promise<void> {
  if (text === undefined) await removeFile(path);
  else await writeFileAtomic(path, `${text}\n`);
}

/**
 * Loads conf without its handlers of signals. Its file writer (package when-exit) answers a dozen of them by sending the signal
 * again, which would end gv before it has cleaned up and reported; and with a handler for SIGXFSZ, which Node ignores, a file
 * beyond `ulimit -f` would be no error but gv's end. The writer's work at exit stays.
 *
 * Remove when conf writes without when-exit, or when `writeFileAtomic`, which writes all other files, writes the config too.
 */
async function loadConf(): Promise<typeof Conf> {
  const once: EventEmitter['once'] = process.once.bind(process);
  const value: EventEmitter['once'] = (name, listener) =>
    Object.hasOwn(constants.signals, name) ? process : once(name, listener);
  Object.defineProperty(process, 'once', { value, configurable: true });
  try {
    return (await import('conf')).default;
  } finally {
    Reflect.deleteProperty(process, 'once');
  }
}

async function openStore(layout: Layout): Promise<Conf<Stored>> {
  const Store = await loadConf();
  // conf reads a file of any size, and waits for the writer of a FIFO.
  readSmall(layout.config, LIMITS.configBytes);
  try {
    return new Store<Stored>({
      cwd: dirname(layout.config),
      configName: basename(layout.config, extname(layout.config)),
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      configFileMode: FILE_MODE,
      deserialize: parseObject,
    });
  } catch (error) {
    // conf refuses a umask under which it could not read its own file.
    if (!(error instanceof SyntaxError)) throw umaskFailure(error) ?? diskError(error, layout.config);
    throw new GvError('bad-config', `${layout.config} is not a JSON object`, {
      hint: 'Mend it, or remove it to start from the defaults.',
      cause: error,
    });
  }
}

/** conf treats a list or a number as an empty file; gv treats them as damage. */
function parseObject(text: string): Stored {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Stored;
  throw new SyntaxError('not a JSON object');
}
