import { queryText, type Query } from '../../core/choice/query.ts';
import type { ReleaseQuery } from '../../core/choice/select.ts';
import { parseSourceChoice } from '../../core/release/source-choice.ts';
import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { believedConfig } from '../../jobs/keys/believed.ts';
import { loadKeyring } from '../../jobs/keys/keyring.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import type { Input } from './spec.ts';

/** What every command that may install takes from the command line and the config. */
export async function installOptions(run: Run, { options }: Input): Promise<InstallOptions> {
  const full = options.flag('full');
  const source = options.text('source');
  if (full && source === 'proxy') {
    throw new GvError('usage', '--full is the official archive, which no module proxy has', {
      hint: 'Leave --source out.',
    });
  }
  const config = await believedConfig(run);
  const own = { configured: config.keyring, flag: options.text('keyring') };
  return {
    force: options.flag('force'),
    full,
    unproven: options.flag('unproven'),
    logKey: config['log-key'] ?? GO_LOG_KEY,
    // GV_SOURCE is a habit, --full what is wanted now.
    source: full ? 'official' : parseSourceChoice(source ?? run.env['GV_SOURCE']),
    keyring: loadKeyring(run, own),
  };
}

/** A query that names something to install. Fails with `usage` for `system`. */
export function releaseQuery(query: Exclude<Query, { readonly kind: 'mod' }>): ReleaseQuery {
  if (query.kind !== 'system') return query;
  throw new GvError('usage', `${queryText(query)} is the Go that is not gv's; there is nothing to install`, {
    hint: 'gv use system chooses it.',
  });
}
