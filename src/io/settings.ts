import { basename, dirname, extname } from 'node:path';
import type Conf from 'conf';
import { type Config, CONFIG_DEFAULTS, configFrom, type ConfigKey } from '../core/config.ts';
import type { Layout } from '../core/layout.ts';
import { GvError } from '../errors.ts';
import { diskError } from './disk-errors.ts';
import { removeFile, writeFileAtomic } from './files.ts';
import { entryKind } from './read.ts';

type Stored = Record<string, unknown>;

/**
 * Reads the preferences; defaults where there is no file. Fails with `bad-config` when the file is damaged: a
 * preference that says whom to trust is never guessed.
 */
export async function readConfig(layout: Layout): Promise<Config> {
  // Most people never set a preference; loading conf would then be a tenth of an install's start.
  if (entryKind(layout.config) === 'absent') return CONFIG_DEFAULTS;
  return configFrom((await openStore(layout)).store, layout.config);
}

/**
 * Changes one preference; undefined takes it away. What a shell must read is left as a plain file too.
 * Fails with `bad-config`, `permission` or `disk`.
 */
export async function writeConfig(
  layout: Layout,
  key: ConfigKey,
  value: string | boolean | undefined,
): Promise<void> {
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
  if (key !== 'auto-install') return;
  if (value === true) await writeFileAtomic(layout.autoInstall, 'on\n');
  else await removeFile(layout.autoInstall);
}

async function openStore(layout: Layout): Promise<Conf<Stored>> {
  const { default: Store } = await import('conf');
  try {
    return new Store<Stored>({
      cwd: dirname(layout.config),
      configName: basename(layout.config, extname(layout.config)),
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
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
