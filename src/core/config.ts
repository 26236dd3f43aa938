import { GvError } from '../errors.ts';
import { parseProofKinds, PROOF_KINDS } from './proof.ts';

/** The config keys that gv knows; each is typed and documented here and nowhere else. */
export interface Config {
  /** Absolute path of a file with OpenPGP keys trusted beside Google's. */
  readonly keyring: string | undefined;
  /** Verifier key of a private checksum database, trusted instead of Go's. */
  readonly 'log-key': string | undefined;
  /** A shim installs a missing toolchain when `go` is run. */
  readonly 'auto-install': boolean;
  /** Remember the directories that pin a Go, so that prune and upgrade know what they use. */
  readonly projects: boolean;
  /** The value that the shims export as GOTOOLCHAIN where the environment sets none. */
  readonly 'toolchain-policy': ToolchainPolicy | undefined;
  /** The shims export a GOBIN of its own for each toolchain where the environment sets none. */
  readonly 'gobin-per-version': boolean;
  /** For a module zip, copy what an installed toolchain of the line has already. */
  readonly reuse: boolean;
  /** Kinds of proofs, with commas between, that every install must have: `signature,log`. */
  readonly require: string | undefined;
}

/** How the go command may switch to the toolchain that go.mod asks for: also by a download, only to one on PATH, or never. */
export const TOOLCHAIN_POLICIES = ['auto', 'path', 'local'] as const;
export type ToolchainPolicy = (typeof TOOLCHAIN_POLICIES)[number];

export function isToolchainPolicy(value: unknown): value is ToolchainPolicy {
  return TOOLCHAIN_POLICIES.some((policy) => policy === value);
}

export type ConfigKey = keyof Config;

/** The keys that say whom to believe. */
export const TRUST_KEYS = ['keyring', 'log-key'] as const satisfies readonly ConfigKey[];
export type TrustKey = (typeof TRUST_KEYS)[number];

export interface ConfigEntry {
  readonly key: ConfigKey;
  readonly type: 'path' | 'text' | 'boolean' | 'policy' | 'proofs';
  readonly meaning: string;
}

export const CONFIG: readonly ConfigEntry[] = [
  {
    key: 'keyring',
    type: 'path',
    meaning: "file with OpenPGP keys to trust beside Google's, for releases that others re-sign",
  },
  {
    key: 'log-key',
    type: 'text',
    meaning: "verifier key (name+hash+key) of a checksum database to trust instead of Go's",
  },
  { key: 'auto-install', type: 'boolean', meaning: 'install a missing pinned toolchain when go is run' },
  {
    key: 'projects',
    type: 'boolean',
    meaning: 'remember the directories that pin a Go, for gv upgrade and gv prune',
  },
  {
    key: 'toolchain-policy',
    type: 'policy',
    meaning:
      'how go may switch toolchains where GOTOOLCHAIN is not set: auto, path (no downloads) or local (never)',
  },
  {
    key: 'gobin-per-version',
    type: 'boolean',
    meaning: 'give each Go version its own directory for go install, where GOBIN is not set',
  },
  {
    key: 'reuse',
    type: 'boolean',
    meaning: 'fetch of a module zip only what no installed patch of its line has (default: on)',
  },
  {
    key: 'require',
    type: 'proofs',
    meaning: 'proofs that every install must have, beside those that gv asks for: digest, signature, log',
  },
];

export const CONFIG_DEFAULTS: Config = {
  keyring: undefined,
  'log-key': undefined,
  'auto-install': false,
  projects: true,
  'toolchain-policy': undefined,
  'gobin-per-version': false,
  reuse: true,
  require: undefined,
};

/** Finds a config key by name. Fails with `usage`. */
export function configEntry(name: string): ConfigEntry {
  const entry = CONFIG.find(({ key }) => key === name);
  if (entry !== undefined) return entry;
  throw new GvError('usage', `no config key is named ${name}`, {
    hint: `gv config list shows them: ${CONFIG.map(({ key }) => key).join(', ')}`,
  });
}

/** Reads a value a person typed. Fails with `usage`. */
export function parseConfigValue(entry: ConfigEntry, text: string): string | boolean {
  if (entry.type === 'boolean') {
    if (/^(?:true|yes|on|1)$/i.test(text)) return true;
    if (/^(?:false|no|off|0)$/i.test(text)) return false;
    throw new GvError('usage', `${entry.key} is on or off, not ${text}`, {
      hint: `gv config set ${entry.key} on`,
    });
  }
  if (entry.type === 'policy' && !isToolchainPolicy(text)) {
    throw new GvError('usage', `${entry.key} is ${TOOLCHAIN_POLICIES.join(', ')}, not ${text}`, {
      hint: `gv config set ${entry.key} path`,
    });
  }
  if (entry.type === 'proofs') {
    const kinds = parseProofKinds(text);
    if (kinds !== undefined) return kinds.join(',');
    throw new GvError('usage', `${entry.key} is a list of ${PROOF_KINDS.join(', ')}, not ${text}`, {
      hint: `gv config set ${entry.key} digest,signature,log`,
    });
  }
  if (text === '')
    throw new GvError('usage', `${entry.key} needs a path`, { hint: `gv config set ${entry.key} VALUE` });
  return text;
}

/** Checks the content of a config file. Unknown keys are left alone: a newer gv may have written them. Fails with `bad-config`. */
export function configFrom(value: Readonly<Record<string, unknown>>, place: string): Config {
  const { keyring } = value;
  const automatic = value['auto-install'] ?? CONFIG_DEFAULTS['auto-install'];
  const projects = value['projects'] ?? CONFIG_DEFAULTS.projects;
  const logKey = value['log-key'];
  if (keyring !== undefined && typeof keyring !== 'string') throw badConfig('keyring', place);
  if (logKey !== undefined && typeof logKey !== 'string') throw badConfig('log-key', place);
  if (typeof automatic !== 'boolean') throw badConfig('auto-install', place);
  if (typeof projects !== 'boolean') throw badConfig('projects', place);
  const policy = value['toolchain-policy'];
  if (policy !== undefined && !isToolchainPolicy(policy)) throw badConfig('toolchain-policy', place);
  const gobin = value['gobin-per-version'] ?? CONFIG_DEFAULTS['gobin-per-version'];
  if (typeof gobin !== 'boolean') throw badConfig('gobin-per-version', place);
  const reuse = value['reuse'] ?? CONFIG_DEFAULTS.reuse;
  if (typeof reuse !== 'boolean') throw badConfig('reuse', place);
  const { require } = value;
  if (require !== undefined && (typeof require !== 'string' || parseProofKinds(require) === undefined))
    throw badConfig('require', place);
  return {
    keyring,
    'log-key': logKey,
    'auto-install': automatic,
    'toolchain-policy': policy,
    'gobin-per-version': gobin,
    projects,
    reuse,
    require,
  };
}

function badConfig(key: ConfigKey, place: string): GvError {
  return new GvError('bad-config', `${place}: ${key} has a value that this gv cannot use`, {
    hint: `gv config unset ${key}`,
  });
}
