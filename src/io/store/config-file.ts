import type Conf from 'conf';
import { basename, dirname, extname } from 'node:path';
import {
  isToolchainPolicy,
  type ToolchainPolicy,
  type Config,
  CONFIG_DEFAULTS,
  configFrom,
  type ConfigKey,
} from '../../core/config.ts';
import type { Layout } from '../../core/layout.ts';
import { GvError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { readSmall, entryKind } from '../disk/read.ts';
import { FILE_MODE, makeDirectory, removeFile, writeFileAtomic } from '../disk/write.ts';

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

/**
 * Changes one key; undefined takes it away. What a shell must read is left as a plain file too.
 * Fails with `bad-config`, `permission` or `disk`.
 */
export async function writeConfig(
  layout: Layout,
  key: ConfigKey,
  value: string | boolean | undefined,
): Promise<void> {
  await makeDirectory(dirname(layout.config));
  const store = await openStore(layout);
  // A file that could not be read afterwards is not written.
  configFrom({ ...store.store, [key]: value }, layout.config);
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
