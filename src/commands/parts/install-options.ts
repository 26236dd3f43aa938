import { parseSourceChoice } from '../../core/release/source-choice.ts';
import { GvError } from '../../errors.ts';
import { readConfig } from '../../io/store/config-file.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { loadKeyring } from '../../jobs/keys/keyring.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { World } from '../../world.ts';
import type { Input } from './spec.ts';

/** The options from command line and config that all installing commands share. */
export async function installOptions(world: World, { options }: Input): Promise<InstallOptions> {
  const full = options.flag('full');
  const source = options.text('source');
  if (full && source === 'proxy') {
    throw new GvError('usage', '--full means the official archive, which no module proxy has', {
      hint: 'Leave --source out.',
    });
  }
  const config = await readConfig(world.layout);
  const own = { configured: config.keyring, flag: options.text('keyring') };
  return {
    force: options.flag('force'),
    full,
    unproven: options.flag('unproven'),
    logKey: config['log-key'] ?? GO_LOG_KEY,
    // --full is for this command, so it comes before GV_SOURCE.
    source: full ? 'official' : parseSourceChoice(source ?? world.env['GV_SOURCE']),
    keyring: loadKeyring(world, own),
  };
}
