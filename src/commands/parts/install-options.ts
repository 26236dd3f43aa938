import { parseProofKinds, PROOF_KINDS, type ProofKind } from '../../core/proof.ts';
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
  const asked = options.text('require');
  const demanded = [...kindsOf(asked), ...kindsOf(config.require)];
  if (asked !== undefined && options.flag('unproven'))
    throw new GvError('usage', '--require and --unproven contradict each other', {
      hint: 'Leave one of them out.',
    });
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
    demanded: PROOF_KINDS.filter((kind) => demanded.includes(kind)),
    global: 'first',
  };
}

/** The kinds in a list such as `digest,log`; none without a list. Fails with `usage`. */
export function kindsOf(text: string | undefined): readonly ProofKind[] {
  if (text === undefined) return [];
  const kinds = parseProofKinds(text);
  if (kinds !== undefined) return kinds;
  throw new GvError('usage', `--require takes ${PROOF_KINDS.join(', ')}, with commas between, not ${text}`, {
    hint: 'gv install --require signature,log latest',
  });
}
