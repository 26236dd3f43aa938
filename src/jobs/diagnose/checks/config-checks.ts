import type { Complaint, FindingCode } from '../../../core/choice/finding.ts';
import type { Config } from '../../../core/config.ts';
import type { GoValue } from '../../../core/go/env-file.ts';
import { GvError } from '../../../errors.ts';
import { entryKind } from '../../../io/disk/read.ts';
import { goEnvPath } from '../../../io/go/go-settings.ts';
import { plainPolicy } from '../../../io/here/plain-policy.ts';
import type { Run, World } from '../../../world.ts';
import { judgedConfig, saveConfig } from '../../keys/believed.ts';
import { loadKeyring } from '../../keys/keyring.ts';
import { disbeliefComplaint } from './writer-checks.ts';

/** Checks gv's config, its plain files for the shims, and the keys. */
export async function configComplaints(
  run: Run,
  read: (name: string) => GoValue,
): Promise<readonly Complaint[]> {
  try {
    const { config, disbelief } = await judgedConfig(run);
    return [
      ...outOfStep(run, config),
      ...disbeliefComplaint(run, disbelief),
      ...keyringBroken(run, config),
      ...hiddenSetting(run, read),
      ...hiddenGobin(run, read),
    ];
  } catch (error) {
    return [asComplaint(error, 'config-broken')];
  }
}

function outOfStep(run: Run, config: Config): readonly Complaint[] {
  const { layout } = run;
  const policy = config['toolchain-policy'];
  const automatic = config['auto-install'];
  const gobin = config['gobin-per-version'];
  const wrong = [
    ...(plainPolicy(layout) === policy ? [] : [{ key: 'toolchain-policy', value: policy } as const]),
    ...((entryKind(layout.autoInstall) !== 'absent') === automatic
      ? []
      : [{ key: 'auto-install', value: automatic } as const]),
    ...((entryKind(layout.gobinPerVersion) !== 'absent') === gobin
      ? []
      : [{ key: 'gobin-per-version', value: gobin } as const]),
  ];
  return wrong.map(({ key, value }) => ({
    code: 'preference-out-of-step',
    text: `the shims read another ${key} than gv config list shows`,
    cure: 'gv doctor --fix',
    mend: () => saveConfig(run, key, value),
  }));
}

function keyringBroken(world: World, { keyring }: Config): readonly Complaint[] {
  try {
    loadKeyring(world, { configured: keyring, flag: undefined });
    return [];
  } catch (error) {
    return [asComplaint(error, 'keyring-broken')];
  }
}

/** The shims export the policy, and the environment comes before the file of `go env -w`. */
function hiddenSetting(world: World, read: (name: string) => GoValue): readonly Complaint[] {
  const policy = plainPolicy(world.layout);
  const { value, from } = read('GOTOOLCHAIN');
  if (policy === undefined || from !== goEnvPath(world) || value === policy) return [];
  const text = `${from} says GOTOOLCHAIN=${value}, but the shims export ${policy} (toolchain-policy)`;
  return [
    {
      code: 'setting-hidden',
      level: 'advice',
      text,
      cure: 'gv config unset toolchain-policy, or go env -u GOTOOLCHAIN',
    },
  ];
}

/** The same for GOBIN, which the shims export with `gobin-per-version`. */
function hiddenGobin(world: World, read: (name: string) => GoValue): readonly Complaint[] {
  const { value, from } = read('GOBIN');
  if (entryKind(world.layout.gobinPerVersion) === 'absent' || value === '' || from !== goEnvPath(world))
    return [];
  const text = `${from} says GOBIN=${value}, but the shims export one for each version (gobin-per-version)`;
  const cure = 'gv config unset gobin-per-version, or go env -u GOBIN';
  return [{ code: 'setting-hidden', level: 'advice', text, cure }];
}

export function asComplaint(error: unknown, code: FindingCode): Complaint {
  if (!(error instanceof GvError)) throw error;
  return { code, text: error.message, cure: error.hint ?? 'gv config list' };
}
