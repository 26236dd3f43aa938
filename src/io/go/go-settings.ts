import { dirname, isAbsolute, join } from 'node:path';
import { goEnvLine, parseGoEnv, type GoValue } from '../../core/go/env-file.ts';
import { parseGoproxy, type ProxyEntry } from '../../core/go/goproxy.ts';
import { matchesPrefixPatterns } from '../../core/go/module-patterns.ts';
import { onceKey } from '../../core/once.ts';
import { TOOLCHAIN_MODULE } from '../../core/release/module-name.ts';
import { GvError, hasCode } from '../../errors.ts';
import type { Run, World } from '../../world.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { pathFrom } from '../host/here.ts';
import { absoluteEntries, realPath } from '../host/search-path.ts';
import { installedToolchains } from '../store/toolchains.ts';

/** The go settings that bear on toolchains. GONOSUMDB, GOPRIVATE and GOINSECURE never exempt a toolchain from the checksum database. */
export interface GoSettings {
  /** Where GOPROXY stands, for messages. */
  readonly from: string;
  /** The places to ask for a toolchain, in order: GOPROXY, or `direct` alone where GONOPROXY matches. */
  readonly proxies: readonly ProxyEntry[];
  /** GOPROXY as it stands: the places that may pass on the checksum database. */
  readonly logProxies: readonly ProxyEntry[];
  /** True when GONOPROXY, or GOPRIVATE in its place, matches golang.org/toolchain. */
  readonly isNoproxy: boolean;
  readonly gosumdb: GoValue;
  readonly goauth: GoValue;
}

/** The settings that gv takes from a go.env. A go.env comes with a toolchain, and must not choose a database to trust or a program to run. */
const FROM_GO_ENV: ReadonlySet<string> = new Set(['GOPROXY', 'GONOPROXY', 'GOPRIVATE']);

const DEFAULTS: Readonly<Record<string, string>> = {
  // Google's own module endpoint beside the official archives; gv knows no other module proxy by itself.
  GOPROXY: 'direct',
  GOSUMDB: 'sum.golang.org',
  GOAUTH: 'netrc',
};

const SETTINGS = onceKey<GoSettings>('go settings');

/** The go settings, read once in a run. Fails as `readGoSettings` does. */
export function goSettings(run: Run): GoSettings {
  return run.once(SETTINGS, () => readGoSettings(run));
}

/**
 * Reads the go settings where Go does: the environment, the file of `go env -w` and, for module proxies alone, the go.env
 * of the system's Go or else of the newest installed toolchain. Fails with `bad-config` or `insecure-url` for a bad GOPROXY.
 */
export function readGoSettings(world: World): GoSettings {
  return settingsFrom(goValues(world));
}

/** The same from any reader, e.g. that of one toolchain. */
export function settingsFrom(read: (name: string) => GoValue): GoSettings {
  const goproxy = read('GOPROXY');
  const logProxies = parseGoproxy(goproxy);
  const isNoproxy = matchesPrefixPatterns(read('GONOPROXY').value, TOOLCHAIN_MODULE);
  return {
    from: goproxy.from,
    proxies: isNoproxy ? [{ kind: 'direct' }] : logProxies,
    logProxies,
    isNoproxy,
    gosumdb: read('GOSUMDB'),
    goauth: read('GOAUTH'),
  };
}

/** True when the one place that may be asked is a directory: the only case in which the go command heeds GOSUMDB=off for a toolchain (cmd/go/internal/modfetch, useSumDB). */
export function isFileProxyAlone({ proxies }: GoSettings): boolean {
  const [first, ...more] = proxies;
  return more.length === 0 && first?.kind === 'url' && first.url.protocol === 'file:';
}

/** True for a GOPROXY that cannot be read: no entries, no address, plain http without GOINSECURE. */
export function isBadGoproxy(error: unknown): error is GvError {
  return hasCode(error, 'bad-config', 'insecure-url');
}

/** True when the list names a module proxy: `direct` leads to Google's own hosts, `off` to none. */
export function namesProxy(entries: readonly ProxyEntry[]): boolean {
  return entries.some(({ kind }) => kind === 'url');
}

/**
 * A reader of single settings; the files are read once, and only when the environment leaves something open. It fails with
 * `bad-config` for a relative GOENV, which the go command takes: GOAUTH in a project's file would name a program to run.
 */
export function goValues(world: World): (name: string) => GoValue {
  return readerOf(() => {
    if (isRelativeGoenv(world)) throw relativeGoenv(world);
    return [userFile(world), goEnvFile(world)];
  }, world);
}

/** True where GOENV names another file in every directory. */
export function isRelativeGoenv({ env }: World): boolean {
  const asked = env['GOENV'] ?? '';
  return asked !== '' && asked !== 'off' && !isAbsolute(asked);
}

function relativeGoenv({ env }: World): GvError {
  return new GvError('bad-config', `GOENV is no absolute path: ${env['GOENV'] ?? ''}`, {
    hint: 'Set GOENV to an absolute path, or to off: in every directory another file would choose whom gv asks.',
  });
}

/**
 * The settings as the go command of this GOROOT reads them: the environment, the file of `go env -w`, and every line of its
 * own go.env; without a GOROOT, the first two. That go.env describes its own toolchain only, and never what gv itself trusts.
 */
export function goValuesOf(world: World, goroot: string | undefined): (name: string) => GoValue {
  return readerOf(() => {
    return [userFile(world), goroot === undefined ? undefined : readGoFile(join(goroot, 'go.env'))];
  }, world);
}

function readerOf(
  readFiles: () => readonly (GoFile | undefined)[],
  { env }: World,
): (name: string) => GoValue {
  let files: readonly GoFile[] | undefined;
  const single = (name: string): GoValue => {
    const set = env[name] ?? '';
    if (set !== '') return { value: set, from: 'the environment' };
    files ??= readFiles().filter((file) => file !== undefined);
    // An empty value in the user's file hides the go.env; only GOAUTH has a default beneath both.
    const file = files.find(({ values }) => values.has(name));
    const value = file?.values.get(name) ?? '';
    if (file !== undefined && (value !== '' || name !== 'GOAUTH')) return { value, from: file.path };
    return { value: DEFAULTS[name] ?? '', from: 'default' };
  };
  return (name) => {
    const found = single(name);
    const takesPrivate = found.value === '' && (name === 'GONOPROXY' || name === 'GONOSUMDB');
    return takesPrivate ? single('GOPRIVATE') : found;
  };
}

interface GoFile {
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
}

/** The file of `go env -w`: $GOENV (`off` for none), else `go/env` in the user's configuration directory (go: os.UserConfigDir). */
export function goEnvPath(world: World): string | undefined {
  const asked = world.env['GOENV'] ?? '';
  if (asked === 'off') return undefined;
  if (asked !== '') return pathFrom(world, asked);
  const home = world.env['HOME'] ?? '';
  if (world.platform.os === 'darwin')
    return home === '' ? undefined : join(home, 'Library', 'Application Support', 'go', 'env');
  const config = world.env['XDG_CONFIG_HOME'] ?? '';
  if (config !== '') return isAbsolute(config) ? join(config, 'go', 'env') : undefined;
  return home === '' ? undefined : join(home, '.config', 'go', 'env');
}

function userFile(world: World): GoFile | undefined {
  const path = goEnvPath(world);
  return path === undefined ? undefined : readGoFile(path);
}

function goEnvFile(world: World): GoFile | undefined {
  const roots = [systemGoroot(world), installedToolchains(world.layout)[0]?.path];
  for (const root of roots) {
    const file = root === undefined ? undefined : readGoFile(join(root, 'go.env'));
    if (file === undefined) continue;
    return { ...file, values: new Map([...file.values].filter(([name]) => FROM_GO_ENV.has(name))) };
  }
  return undefined;
}

/** The GOROOT of the first `go` on PATH. gv's shims do not count, nor do relative and empty entries, as the current directory may be hostile. */
function systemGoroot(world: World): string | undefined {
  const shims = realPath(world.layout.shims);
  for (const entry of absoluteEntries(world)) {
    if (realPath(entry) === shims) continue;
    const go = realPath(join(entry, 'go'));
    if (go !== undefined && dirname(go) !== realPath(world.layout.scripts)) return dirname(dirname(go));
  }
  return undefined;
}

/** As in Go, a file that cannot be read counts as empty: GOENV=/dev/null is common. */
function readGoFile(path: string): GoFile | undefined {
  const text = readSmallOrNothing(path);
  return text === undefined ? undefined : { path, values: parseGoEnv(text) };
}

/** A setting in the file of `go env -w`, with its place. */
export interface WrittenSetting {
  /** Not empty. */
  readonly value: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A setting that stands in the file of `go env -w`, whether or not the environment hides it; undefined where none does. */
export function writtenSetting(world: World, name: string): WrittenSetting | undefined {
  const file = goEnvPath(world);
  const text = file === undefined ? undefined : readSmallOrNothing(file);
  const line = goEnvLine(text ?? '', name);
  const value = parseGoEnv(text ?? '').get(name) ?? '';
  return file === undefined || line === undefined || value === '' ? undefined : { value, file, line };
}
