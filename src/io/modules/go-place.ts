import { symlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { SumLine } from '../../core/modules/sums.ts';
import { flagWord, type GoFlag } from '../../core/settings/goflags.ts';
import type { World } from '../../world.ts';
import { diskError } from '../disk/disk-error.ts';
import { privateDirectory } from '../disk/private-directory.ts';
import { namesOrNothing } from '../disk/read.ts';
import { makeDirectorySync, writeFileAtomic } from '../disk/write.ts';
import { temporaryDirectory } from '../go/module-files.ts';
import { programEnv } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';
import { lendRecords } from './cached-sums.ts';

/** A place in which the go command finds the user's modules and settings, and writes nothing of theirs. */
export interface GoPlace extends AsyncDisposable {
  /** The environment of a go that asks no server. */
  readonly offline: World['env'];
  /** The environment of a go that asks whom the user's settings name; downloads go to a module cache of its own. Fails with `disk` or `permission`. */
  readonly online: () => World['env'];
  /** Lays a go.work with its go.work.sum in the place, and gives its path. Fails with `disk` or `permission`. */
  readonly layWork: (text: string, sums: string) => Promise<string>;
}

export interface GoPlaceRequest {
  /** The user's go settings, by name; empty where none stands. */
  readonly setting: (name: string) => string;
  /** The flags of GOFLAGS. */
  readonly flags: readonly GoFlag[];
  readonly moduleCache: string;
  /** The go.work that counts; undefined without. */
  readonly work: string | undefined;
  /** Lines of go.sum: what the user's cache has of them need not be fetched again. */
  readonly sums: readonly SumLine[];
}

/**
 * No server at all: GOPROXY=off alone leaves modules that GONOPROXY, or GOPRIVATE in its place, covers to be fetched from their hosts
 * (cmd/go/internal/modfetch, lookup).
 */
const NO_SERVER = {
  GOPROXY: 'off',
  GOSUMDB: 'off',
  GOPRIVATE: undefined,
  GONOPROXY: 'none',
  GONOSUMDB: undefined,
  GOVCS: '*:off',
} as const;

const PRIVATE_MODE = 0o600;

/** Settings that decide which packages and modules there are. */
const TAKEN =
  'GO111MODULE GOOS GOARCH GOARM GOARM64 GOAMD64 GO386 GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM CGO_ENABLED GOEXPERIMENT'.split(
    ' ',
  );
/** Settings that decide whom go asks. */
const TAKEN_ONLINE = 'GOPROXY GONOPROXY GONOSUMDB GOPRIVATE GOSUMDB GOINSECURE GOAUTH GOVCS'.split(' ');
/** Flags that change the list of files, so what is imported; all others, `-mod=mod` above all, stay out. */
const TAKEN_FLAGS: ReadonlySet<string> = new Set('tags modfile overlay compiler race msan asan'.split(' '));
/** Variables that would lead the go command, or a git that it starts, to another program, place or file. */
const LEFT_OUT =
  /^(?:GOROOT|GOTOOLDIR|GOBIN|GOTMPDIR|GOCACHEPROG|GOPACKAGESDRIVER|GOENV|GODEBUG|GIT_DIR|GIT_WORK_TREE|GIT_INDEX_FILE|GIT_TRACE.*)$/;

/**
 * Makes such a place. Each setting that counts is given by its value, as the file of `go env -w` may name programs to run. The
 * home, where go keeps its telemetry, and the build cache, in which `go list` keeps an index, are empty directories that
 * go away with the place. Fails with `disk` or `permission`.
 */
export async function goPlace(world: World, request: GoPlaceRequest): Promise<GoPlace> {
  const directory = await privateDirectory(temporaryDirectory(world));
  const top = directory.path;
  const env = programEnv(personEnvironment(world.env));
  const kept = Object.entries(env).filter(([name]) => !LEFT_OUT.test(name));
  const taken = (names: readonly string[]): readonly (readonly [string, string])[] =>
    names.map((name) => [name, request.setting(name)] as const).filter(([, value]) => value !== '');
  const ownCache = join(top, 'modules');
  let isReady = false;
  const both = {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(taken(TAKEN)),
    GOENV: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: flagsFor(request),
    // Without the index of packages `go list` is no slower, and writes nothing to a build cache.
    GODEBUG: 'goindex=0',
    GOWORK: request.work ?? 'off',
    GOPATH: join(top, 'gopath'),
    GOCACHE: join(top, 'build'),
    XDG_CONFIG_HOME: join(top, 'config'),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    PWD: undefined,
  };
  return {
    offline: {
      ...both,
      HOME: join(top, 'home'),
      GOMODCACHE: request.moduleCache,
      ...NO_SERVER,
    },
    online: () => {
      if (!isReady) linkConfigs(world, both.XDG_CONFIG_HOME);
      if (!isReady) lendRecords(request.moduleCache, ownCache, request.sums);
      isReady = true;
      return {
        ...both,
        ...Object.fromEntries(taken(TAKEN_ONLINE)),
        GOMODCACHE: ownCache,
        GOFLAGS: `${both.GOFLAGS} -modcacherw`,
        SSH_ASKPASS_REQUIRE: 'never',
      };
    },
    layWork: async (text, sums) => {
      const path = join(top, 'work', 'go.work');
      await writeFileAtomic(path, text, PRIVATE_MODE);
      await writeFileAtomic(`${path}.sum`, sums, PRIVATE_MODE);
      return path;
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** git, and the programs that sign in for it, find their own directories of config; that of go is an empty one. */
function linkConfigs({ env }: World, place: string): void {
  const config = env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '', '.config');
  try {
    makeDirectorySync(place, 0o700);
    for (const name of isAbsolute(config) ? namesOrNothing(config) : [])
      if (name !== 'go') symlinkSync(join(config, name), join(place, name));
  } catch (error) {
    throw diskError(error, place);
  }
}

/** Without `-mod=readonly` a go before 1.16, and one that the user told so, writes go.mod. */
function flagsFor({ flags }: GoPlaceRequest): string {
  const words = flags.filter(({ name }) => TAKEN_FLAGS.has(name)).map(flagWord);
  return [...words, '-mod=readonly'].join(' ');
}
