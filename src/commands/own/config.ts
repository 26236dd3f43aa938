import { CONFIG, type Config, configEntry, parseConfigValue, type ConfigEntry } from '../../core/config.ts';
import { GvError } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { readConfig } from '../../io/store/config-file.ts';
import { believedConfig, saveConfig } from '../../jobs/keys/believed.ts';
import { readKeyFile } from '../../jobs/keys/keyring.ts';
import { configText, configValueText } from '../../report/own/config-text.ts';
import { parseVerifierKey } from '../../trust/log/verifier-key.ts';
import { userKeys } from '../../trust/openpgp/keys.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, report }: Input): Promise<number> {
  const [verb, name, value, ...more] = args;
  if (more.length > 0) throw usage();
  if ((verb === undefined || verb === 'list') && name === undefined) {
    const config = await shownConfig(run);
    const data = Object.fromEntries(CONFIG.map(({ key }) => [key, config[key] ?? null]));
    report.result('config', data, configText(config, report.page));
    return 0;
  }
  if (name === undefined) throw usage();
  const entry = configEntry(name);
  if (verb === 'get' && value === undefined) {
    const config = await shownConfig(run);
    report.result('config', { [entry.key]: config[entry.key] ?? null }, configValueText(config, entry));
    return 0;
  }
  if (verb === 'unset' && value === undefined) await saveConfig(run, entry.key, undefined);
  else if (verb === 'set' && value !== undefined) await set(run, entry, value);
  else throw usage();
  report.result('config', { [entry.key]: (await shownConfig(run))[entry.key] ?? null }, '');
  return 0;
}

/** The config as it stands in the file, after a warning about values that gv does not believe. */
async function shownConfig(run: Run): Promise<Config> {
  await believedConfig(run);
  return await readConfig(run.layout);
}

async function set(run: Run, entry: ConfigEntry, text: string): Promise<void> {
  const value = parseConfigValue(entry, text);
  if (typeof value === 'boolean') return saveConfig(run, entry.key, value);
  if (entry.key === 'log-key') {
    parseVerifierKey(value);
    return saveConfig(run, entry.key, value);
  }
  if (entry.type === 'policy' || entry.type === 'proofs') return saveConfig(run, entry.key, value);
  const path = pathFrom(run, value);
  // Refused here, as an unreadable keyring would make every later install fail.
  if (entry.key === 'keyring') userKeys(readKeyFile(run, path), path);
  return saveConfig(run, entry.key, path);
}

function usage(): GvError {
  return new GvError('usage', 'gv config takes list, get KEY, set KEY VALUE, or unset KEY', {
    hint: 'gv config list',
  });
}
