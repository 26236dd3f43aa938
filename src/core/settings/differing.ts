import { goEnvLine, parseGoEnv } from '../go/env-file.ts';
import type { Platform } from '../platform.ts';

/** A file of go settings. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

/** The facts by which the settings of one Go are compared with its defaults. */
export interface SettingFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file of `go env -w`. */
  readonly user: SettingsFile | undefined;
  /** The go.env of the GOROOT. */
  readonly goEnv: SettingsFile | undefined;
  /** `parseBuiltDefaults` of that Go. */
  readonly built: ReadonlyMap<string, string>;
  /** `parseKnownSettings` of that Go. */
  readonly known: readonly string[];
  readonly host: Platform;
  /** The default of GOPATH and GOCACHE for this user; empty where there is none. */
  readonly gopath: string;
  readonly gocache: string;
  /** Whether a C compiler is found where Go looks for one. */
  readonly hasCompiler: boolean;
}

/** The place that gives a setting its value. */
export type SettingOrigin =
  | { readonly kind: 'environment' }
  | { readonly kind: 'user-file' | 'go.env'; readonly file: string; readonly line: number }
  | { readonly kind: 'default' };

export interface SettingValue {
  /** May hold credentials: `shownValue` is for messages. */
  readonly value: string;
  readonly origin: SettingOrigin;
}

export interface DifferingSetting extends SettingValue {
  readonly name: string;
  readonly default: string;
}

/** Settings that the go command computes, and that no place can set. */
const COMPUTED: ReadonlySet<string> = new Set(['GOEXE', 'GOGCCFLAGS', 'GOHOSTARCH', 'GOHOSTOS', 'GOENV']);

/** Settings that only the environment has; the list of a toolchain leaves them out. */
const ENVIRONMENT_ONLY = ['GODEBUG', 'GOPACKAGESDRIVER'] as const;

/** The variable of each processor's variants; that of another processor has no effect. */
const VARIANTS: Readonly<Record<string, string>> = {
  GO386: '386',
  GOAMD64: 'amd64',
  GOARM: 'arm',
  GOARM64: 'arm64',
  GOMIPS: 'mips mipsle',
  GOMIPS64: 'mips64 mips64le',
  GOPPC64: 'ppc64 ppc64le',
  GORISCV64: 'riscv64',
  GOWASM: 'wasm',
};

/** The value of a setting as the go command reads it: the environment, the file of `go env -w`, go.env; an empty value counts as none. */
export function settingValue({ env, user, goEnv }: SettingFacts, name: string): SettingValue {
  const set = env[name] ?? '';
  if (set !== '') return { value: set, origin: { kind: 'environment' } };
  const isEnvironmentOnly = ENVIRONMENT_ONLY.some((each) => each === name);
  const found = isEnvironmentOnly
    ? undefined
    : (inFile('user-file', user, name) ?? inFile('go.env', goEnv, name));
  return found === undefined || found.value === '' ? { value: '', origin: { kind: 'default' } } : found;
}

function inFile(
  kind: 'user-file' | 'go.env',
  file: SettingsFile | undefined,
  name: string,
): SettingValue | undefined {
  if (file === undefined || !file.text.includes(`${name}=`)) return undefined;
  const value = parseGoEnv(file.text).get(name);
  const line = goEnvLine(file.text, name);
  return value === undefined || line === undefined
    ? undefined
    : { value, origin: { kind, file: file.path, line } };
}

/**
 * Every setting whose value differs from the default of this Go, in the order of their names: those of `go env -changed`, and
 * those of which that command knows no default (GOROOT, GOWORK …).
 */
export function differingSettings(facts: SettingFacts): readonly DifferingSetting[] {
  return [...new Set([...facts.known, ...ENVIRONMENT_ONLY])]
    .filter((name) => !COMPUTED.has(name) && hasEffect(facts, name))
    .map((name) => ({ name, ...settingValue(facts, name), default: defaultOf(facts, name) }))
    .filter((setting) => differs(setting))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function hasEffect(facts: SettingFacts, name: string): boolean {
  const processors = VARIANTS[name];
  if (processors === undefined) return true;
  const arch = settingValue(facts, 'GOARCH').value || facts.host.arch;
  return processors.split(' ').includes(arch);
}

function differs({ name, value, default: usual }: DifferingSetting): boolean {
  if (value === '' || value === usual) return false;
  // Any other text leaves cgo as it is.
  if (name === 'CGO_ENABLED') return value === '0' || value === '1';
  return true;
}

function defaultOf(facts: SettingFacts, name: string): string {
  const { built, host } = facts;
  const own = OF_GO_ENV.has(name) ? inFile('go.env', facts.goEnv, name) : undefined;
  if (own !== undefined) return own.value;
  switch (name) {
    case 'GOOS':
      return host.os;
    case 'GOARCH':
      return host.arch;
    case 'GOPATH':
      return facts.gopath;
    case 'GOCACHE':
      return facts.gocache;
    case 'GOMODCACHE':
      return moduleCache(facts);
    case 'GONOPROXY':
    case 'GONOSUMDB':
      return settingValue(facts, 'GOPRIVATE').value;
    case 'CGO_ENABLED':
      return isNative(facts) && facts.hasCompiler ? '1' : '0';
    default:
      return built.get(name) ?? FIXED[name] ?? '';
  }
}

/** A go.env gives these their default; any other setting in a go.env is a change (go: cmd/go/internal/cfg, EnvOrAndChanged). */
const OF_GO_ENV: ReadonlySet<string> = new Set([
  ...'AR GOAUTH GOBIN GOCACHEPROG GOFIPS140 GOMODCACHE GONOPROXY GONOSUMDB GOPATH'.split(' '),
  ...'GOPROXY GOSUMDB GOTOOLCHAIN'.split(' '),
  ...Object.keys(VARIANTS),
]);

const FIXED: Readonly<Record<string, string>> = {
  AR: 'ar',
  GCCGO: 'gccgo',
  GO111MODULE: 'on',
  GOAUTH: 'netrc',
  GOFIPS140: 'off',
  GOSUMDB: 'sum.golang.org',
  PKG_CONFIG: 'pkg-config',
  CGO_CFLAGS: '-O2 -g',
  CGO_CXXFLAGS: '-O2 -g',
  CGO_FFLAGS: '-O2 -g',
  CGO_LDFLAGS: '-O2 -g',
};

function moduleCache(facts: SettingFacts): string {
  const [first = ''] = (settingValue(facts, 'GOPATH').value || facts.gopath).split(
    facts.host.os === 'windows' ? ';' : ':',
  );
  return first === '' ? '' : `${first.replace(/\/+$/, '')}/pkg/mod`;
}

function isNative(facts: SettingFacts): boolean {
  const { host } = facts;
  const [os, arch] = [settingValue(facts, 'GOOS').value, settingValue(facts, 'GOARCH').value];
  return (os === '' || os === host.os) && (arch === '' || arch === host.arch);
}
