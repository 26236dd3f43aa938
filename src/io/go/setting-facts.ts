import { isAbsolute, join } from 'node:path';
import type { SettingFacts, SettingsFile } from '../../core/settings/differing.ts';
import {
  parseBuiltDefaults,
  parseExperiments,
  parseFlags,
  parseKnownSettings,
  TOOLCHAIN_FILES,
} from '../../core/settings/toolchain-files.ts';
import type { World } from '../../world.ts';
import { readSmallOrNothing, namesOrNothing } from '../disk/read.ts';
import { lookPath, realPath } from '../host/search-path.ts';
import { goEnvPath } from './go-settings.ts';

/** Settings that every Go since 1.16 has, for one whose own list cannot be read. */
const USUAL_SETTINGS =
  'CC CGO_ENABLED CXX GO111MODULE GOARCH GOBIN GOCACHE GOEXPERIMENT GOFLAGS GOINSECURE GOMODCACHE GONOPROXY GONOSUMDB GOOS GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTMPDIR GOTOOLCHAIN GOTOOLDIR GOVCS GOWORK'.split(
    ' ',
  );

/** Reads by which facts the settings of the Go in this GOROOT are compared with its defaults; its own files say them, and no go is run. */
export function settingFacts(world: World, goroot: string | undefined): SettingFacts {
  const { env, platform } = world;
  const known = parseKnownSettings(sourceOf(goroot, TOOLCHAIN_FILES.known));
  return {
    env,
    user: settingsFile(goEnvPath(world)),
    goEnv: goroot === undefined ? undefined : settingsFile(join(goroot, 'go.env')),
    built: parseBuiltDefaults(sourceOf(goroot, TOOLCHAIN_FILES.defaults)),
    known: known.length === 0 ? USUAL_SETTINGS : known,
    host: platform,
    gopath: usualGopath(env['HOME'] ?? '', goroot),
    gocache: usualGocache(world),
    hasCompiler: hasCompiler(world),
  };
}

/** As for the go command, a file that cannot be read counts as empty. */
function settingsFile(path: string | undefined): SettingsFile | undefined {
  const text = path === undefined ? '' : (readSmallOrNothing(path, LONGEST_FILE) ?? '');
  return path === undefined || text === '' ? undefined : { path, text };
}

const LONGEST_FILE = 1024 * 1024;

function sourceOf(goroot: string | undefined, file: string): string {
  return goroot === undefined ? '' : (readSmallOrNothing(join(goroot, file), LONGEST_FILE) ?? '');
}

/** The default of GOPATH is empty where it would be the GOROOT, or HOME is not set; an entry of passwd(5) does not count (go: go/build, defaultGOPATH). */
function usualGopath(home: string, goroot: string | undefined): string {
  if (home === '') return '';
  const usual = join(home, 'go');
  return goroot !== undefined && usual === goroot ? '' : usual;
}

/** The user's cache directory (go: os.UserCacheDir) with Go's own name below. */
function usualGocache({ env, platform }: World): string {
  const home = env['HOME'] ?? '';
  if (platform.os === 'darwin') return home === '' ? '' : join(home, 'Library', 'Caches', 'go-build');
  const cache = env['XDG_CACHE_HOME'] ?? '';
  if (cache !== '') return isAbsolute(cache) ? join(cache, 'go-build') : '';
  return home === '' ? '' : join(home, '.cache', 'go-build');
}

const WITH_CLANG: ReadonlySet<string> = new Set(['darwin', 'ios', 'freebsd', 'openbsd']);

/** The compiler of Go's default: CC of the environment, else gcc, or clang (go: cmd/go/internal/cfg, DefaultCC). */
export function usualCompiler({ platform }: World): string {
  return WITH_CLANG.has(platform.os) ? 'clang' : 'gcc';
}

function hasCompiler(world: World): boolean {
  return (world.env['CC'] ?? '') !== '' || lookPath(world, usualCompiler(world)) !== undefined;
}

/** The experiments that the Go in this GOROOT knows; undefined where its sources do not say so. */
export function experimentsOf(goroot: string): readonly string[] | undefined {
  const found = parseExperiments(sourceOf(goroot, TOOLCHAIN_FILES.experiments));
  return found.length === 0 ? undefined : found;
}

/** Go 1.27 has 330 such files of 4 MB. */
const MOST_FILES = 2_000;

/** The flags that some command of the Go in this GOROOT has; undefined where its sources do not say so. Reads some MB. */
export function flagsOf(goroot: string): ReadonlySet<string> | undefined {
  const flags = new Set<string>();
  const pending = [join(goroot, TOOLCHAIN_FILES.commands)];
  for (let count = 0; pending.length > 0 && count < MOST_FILES; count += 1) {
    const path = pending.pop() ?? '';
    if (/_test\.go$|testdata/.test(path)) continue;
    if (path.endsWith('.go'))
      for (const flag of parseFlags(readSmallOrNothing(path, LONGEST_FILE) ?? '')) flags.add(flag);
    else if (!/\.[a-z]+$/.test(path)) pending.push(...namesOrNothing(path).map((name) => join(path, name)));
  }
  // A tree without `-mod` is no go command.
  return flags.has('mod') ? flags : undefined;
}

/** True where two paths lead to one place. */
export function isSamePlace(a: string, b: string): boolean {
  const [left, right] = [realPath(a) ?? a, realPath(b) ?? b];
  return left.replace(/\/+$/, '') === right.replace(/\/+$/, '');
}
