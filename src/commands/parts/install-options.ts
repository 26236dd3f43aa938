import { parseSourceChoice } from '../../core/release/source-choice.ts';
import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { believedConfig } from '../../jobs/keys/believed.ts';
import { loadKeyring } from '../../jobs/keys/keyring.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import type { Input } from './spec.ts';

/** The options from command line and config that all installing commands share. */
export async function installOptions(run: Run, { options }: Input): Promise<InstallOptions> {
  const full = options.flag('full');
  const source = options.text('source');
  if (full && source === 'proxy') {
    throw new GvError('usage', '--full means the official archive, which no module proxy has', {
      hint: 'Leave --source out.',
    });
  }
  const config = await believedConfig(run);
  const own = { configured: config.keyring, flag: options.text('keyring') };
  return {
    force: options.flag('force'),
    full,
    unproven: options.flag('unproven'),
    reuse: config.reuse && !options.isOff('reuse'),
    logKey: config['log-key'] ?? GO_LOG_KEY,
    // --full is for this command, so it comes before GV_SOURCE.
    source: full ? 'official' : parseSourceChoice(source ?? run.env['GV_SOURCE']),
    keyring: loadKeyring(run, own),
    global: 'first',
  };
}
