import type Conf from 'conf';
import { basename, dirname, extname } from 'node:path';
import {
  isToolchainPolicy,
  type ToolchainPolicy,
  type Config,
  CONFIG_DEFAULTS,
  configFrom,
  type ConfigKey,
  TRUST_KEYS,
  type TrustKey,
} from '../../core/config.ts';
import type { Layout } from '../../core/layout.ts';
import { GvError } from '../../errors.ts';
import type { OtherWriter } from '../../trust/writers.ts';
import { diskError } from '../disk/disk-error.ts';
import { readSmall, entryKind } from '../disk/read.ts';
import { FILE_MODE, makeDirectory, removeFile, writeFileAtomic } from '../disk/write.ts';
import { fileWriterOf } from '../host/writers.ts';

type Stored = Record<string, unknown>;

/**
 * Reads the config; defaults where there is no file. Fails with `bad-config` when the file is damaged: a
 * key that says whom to trust is never guessed.
 */
export async function readConfig(layout: Layout): Promise<Config> {
  // Most people never set a key; loading conf would then be a tenth of an install's start.
  if (entryKind(layout.config) === 'absent') return CONFIG_DEFAULTS;
  return configFrom((await openStore(layout)).store, layout.config);
}

/** What was taken out of a config file, with its values, as somebody else could have put it there. */
export interface Reclaimed {
  readonly taken: Readonly<Partial<Record<TrustKey, string>>>;
  readonly writer: OtherWriter;
}

/**
 * Makes a config file that another account could have written this account's own. What says whom to believe is taken out:
 * after that, nothing would tell who set it. Undefined where nobody else could write the file, or nothing had to be taken.
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
 * Changes one key; undefined takes it away. What a shell must read is left as a plain file too. Gives what `reclaimConfig`
 * took out before. Fails with `bad-config`, `permission` or `disk`.
 */
export async function writeConfig(
  layout: Layout,
  key: ConfigKey,
  value: string | boolean | undefined,
): Promise<Reclaimed | undefined> {
  await makeDirectory(dirname(layout.config));
  // A file that could not be read afterwards is not written.
  configFrom({ ...(await openStore(layout)).store, [key]: value }, layout.config);
  const reclaimed = await reclaimConfig(layout);
  const store = await openStore(layout);
  try {
    if (value === undefined) store.delete(key);
    else store.set(key, value);
  } catch (error) {
    throw diskError(error, layout.config);
  }
  // Who wants none remembered wants those known forgotten.
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
 * conf's file writer (its package when-exit) answers SIGINT and SIGTERM by sending the signal again, which would end gv
 * before it has cleaned up and said so. Its work at exit stays.
 */
async function loadConf(): Promise<typeof Conf> {
  const before = (['SIGINT', 'SIGTERM'] as const).map((name) => ({ name, own: process.listeners(name) }));
  const { default: loaded } = await import('conf');
  for (const { name, own } of before) {
    for (const listener of process.listeners(name)) if (!own.includes(listener)) process.off(name, listener);
  }
  return loaded;
}

async function openStore(layout: Layout): Promise<Conf<Stored>> {
  const Store = await loadConf();
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
    if (!(error instanceof SyntaxError)) throw diskError(error, layout.config);
    throw new GvError('bad-config', `${layout.config} is not a JSON object`, {
      hint: 'Mend it, or remove it to start from the defaults.',
      cause: error,
    });
  }
}

/** conf takes a list or a number for an empty file; here it is damage like any other. */
function parseObject(text: string): Stored {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Stored;
  throw new SyntaxError('not a JSON object');
}

/** The policy as the shims read it: from the plain file, not from the config file; undefined when it is none of the three. */
export function plainPolicy(layout: Layout): ToolchainPolicy | undefined {
  const [text] = (readSmall(layout.toolchainPolicy) ?? '').split('\n');
  return isToolchainPolicy(text) ? text : undefined;
}
