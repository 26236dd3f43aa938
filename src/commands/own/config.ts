import { resolve } from 'node:path';
import { CONFIG, configEntry, parseConfigValue, type ConfigEntry } from '../../core/config.ts';
import { GvError } from '../../errors.ts';
import { readConfig, writeConfig } from '../../io/store/config-file.ts';
import { readKeyFile } from '../../jobs/keys/keyring.ts';
import { configText, configValueText } from '../../report/own/config-text.ts';
import { parseVerifierKey } from '../../trust/log/verifier-key.ts';
import { userKeys } from '../../trust/openpgp/keys.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { args, report }: Input): Promise<number> {
  const [verb, name, value, ...more] = args;
  if (more.length > 0) throw usage();
  if (verb === 'list' && name === undefined) {
    const config = await readConfig(world.layout);
    const data = Object.fromEntries(CONFIG.map(({ key }) => [key, config[key] ?? null]));
    report.result('config', data, configText(config, report.page));
    return 0;
  }
  if (name === undefined) throw usage();
  const entry = configEntry(name);
  if (verb === 'get' && value === undefined) {
    const config = await readConfig(world.layout);
    report.result('config', { [entry.key]: config[entry.key] ?? null }, configValueText(config, entry));
    return 0;
  }
  if (verb === 'unset' && value === undefined) await writeConfig(world.layout, entry.key, undefined);
  else if (verb === 'set' && value !== undefined) await set(world, entry, value);
  else throw usage();
  report.result('config', { [entry.key]: (await readConfig(world.layout))[entry.key] ?? null }, '');
  return 0;
}

async function set(world: World, entry: ConfigEntry, text: string): Promise<void> {
  const value = parseConfigValue(entry, text);
  if (typeof value === 'boolean') return writeConfig(world.layout, entry.key, value);
  if (entry.key === 'log-key') {
    parseVerifierKey(value);
    return writeConfig(world.layout, entry.key, value);
  }
  if (entry.type === 'policy') return writeConfig(world.layout, entry.key, value);
  const path = resolve(world.cwd, value);
  // Refused here, as an unreadable keyring would make every later install fail.
  if (entry.key === 'keyring') userKeys(readKeyFile(world, path), path);
  return writeConfig(world.layout, entry.key, path);
}

function usage(): GvError {
  return new GvError('usage', 'gv config takes list, get KEY, set KEY VALUE, or unset KEY', {
    hint: 'gv config list',
  });
}
