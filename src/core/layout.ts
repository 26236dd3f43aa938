import { dirname, join, sep } from 'node:path';

/** The places of everything under GV_ROOT. No other TypeScript file spells a name in it; shims/resolve.sh spells the few that it reads. */
export interface Layout {
  readonly root: string;
  readonly launcher: string;
  readonly shims: string;
  readonly versions: string;
  readonly aliases: string;
  /** The global base, one line of text: the source of truth. */
  readonly globalVersion: string;
  /** A person's own places, where the root belongs to another account; undefined in a root that belongs to the person. */
  readonly user: UserPlaces | undefined;
  /** A symlink to the global toolchain, for programs that want one stable GOROOT. */
  readonly current: string;
  readonly receipts: string;
  readonly trust: string;
  readonly keys: string;
  /** The additions of the last `gv import`, for its `--undo`. */
  readonly lastImport: string;
  /** `sha256sum` lines of archives that were proven once. */
  readonly seenDigests: string;
  /** Likewise for archives that only a key, an index or a digest of the user's own proved: they say nothing about an official archive. */
  readonly seenOwnDigests: string;
  /** The user's own record of the releases that were listed: a file for each lister. */
  readonly ownSeenReleases: string;
  readonly cache: string;
  /** Tiles of checksum databases, proven again at every use. */
  readonly tiles: string;
  /** Hosts that could not be reached, and when. */
  readonly unreachable: string;
  /** The versions that module proxies listed, and when. */
  readonly moduleList: string;
  /** The list that the screen showed last. */
  readonly heard: string;
  readonly index: string;
  readonly indexValidators: string;
  /** The releases that can be installed, one a line, newest first; a plain file, because shells read it. */
  readonly remoteVersions: string;
  /** The result of the last check of an installed toolchain. */
  check(name: string): string;
  /** A summary of the receipts, for `gv list`. */
  readonly provenances: string;
  readonly staging: string;
  /** The place of unfinished work where versions/ lies on another file system than the root. */
  readonly stagingInVersions: string;
  readonly mutexes: string;
  /** Mutexes for a person's own places. */
  readonly ownMutexes: string;
  /** Directory and file of the config. */
  readonly config: string;
  /** Present when the user switched auto-install on; a plain file, because shells read it. */
  readonly autoInstall: string;
  /** Directories with a pin that gv wrote or installed for, one a line; a person's own. */
  readonly projects: string;
  /** Likewise: the value that the shims give GOTOOLCHAIN. */
  readonly toolchainPolicy: string;
  /** Present when the user wants a GOBIN for each toolchain. */
  readonly gobinPerVersion: string;
  readonly lib: string;
  /** Each gv under a name of its own; `lib` and `runtime` lead through the link `current` in it, so that one rename changes both. */
  readonly programs: string;
  /** Name of the gv that runs, and of the one before it: links in `programs`. */
  readonly currentProgram: string;
  readonly previousProgram: string;
  /** gv's own Node, where there is one. */
  readonly node: string;
  /** The scripts that gv's shims and launcher are made of. */
  readonly scripts: string;
  readonly resolver: string;
  /** The directories in which gv writes, the root first. */
  readonly directories: readonly string[];
  /** All that gv writes under the root, itself left out; not `gobin`, where the go command does. */
  readonly written: readonly string[];
  /** All that gv writes outside the root, for a person whose root belongs to another account. */
  readonly writtenOutside: readonly string[];
  toolchain(name: string): string;
  receipt(name: string): string;
  /** Digests of every file of a toolchain, in `sha256sum -c` format. */
  manifest(name: string): string;
  goLink(name: string): string;
  /** The GOBIN of this toolchain, where the user wants one for each toolchain. */
  gobin(name: string): string;
  /**
   * The newest proven head of the checksum database with this key (its hash, eight hex digits); beside it, the heads of a
   * fork once one was seen. A person's own file comes first. The file of a root that belongs to another account follows, and is only read.
   */
  logHeads(keyHash: string): OwnFirst;
  /** The proof of a module version's record in the checksum database with this key; the paths are as in `logHeads`. */
  logRecords(keyHash: string, moduleVersion: string): OwnFirst;
  /** The newest releases of a lister, whose name has letters, digits and `-`; the paths are as in `logHeads`. */
  seenReleases(by: string): OwnFirst;
}

/** Paths to read; only the first is written. */
export type OwnFirst = readonly [own: string, ...others: readonly string[]];

/** Absolute paths outside the root. */
export interface UserPlaces {
  /** This person's global version; it comes before the root's. */
  readonly version: string;
  readonly cache: string;
  /** State that cannot be rebuilt: proven heads of the checksum database, known projects. */
  readonly state: string;
}

/** Names under a root, of directories with all that is in them and of files. */
const WRITTEN =
  'bin shims program versions aliases receipts trust cache staging locks env env.fish version config.json auto-install toolchain-policy gobin-per-version projects current lib runtime share'.split(
    ' ',
  );

const DIRECTORIES = 'bin shims program versions aliases receipts trust cache staging locks'.split(' ');

/** Places of gv's own program. */
function programLayout(
  at: (...parts: readonly string[]) => string,
): Pick<Layout, 'lib' | 'programs' | 'currentProgram' | 'previousProgram' | 'node' | 'scripts' | 'resolver'> {
  return {
    lib: at('lib'),
    programs: at('program'),
    currentProgram: at('program', 'current'),
    previousProgram: at('program', 'previous'),
    node: at('runtime', 'node'),
    scripts: at('lib', 'shims'),
    resolver: at('lib', 'shims', 'resolve.sh'),
  };
}

/** Lays out a root. `root` is absolute; `name` is Go's own name of a release without `go`, e.g. `1.20` or `1.22.5`. */
export function layoutOf(root: string, user?: UserPlaces): Layout {
  // `join` for each of these names would take as long as reading a toolchain.
  const base = join(root, sep);
  const at = (...parts: readonly string[]): string => base + parts.join(sep);
  const cache = user?.cache ?? at('cache');
  const own = (...parts: readonly string[]): string =>
    user === undefined ? at(...parts) : join(user.state, ...parts);
  const ownFirst = (...parts: readonly string[]): OwnFirst =>
    user === undefined ? [at(...parts)] : [own(...parts), at(...parts)];
  const [versions, receipts] = [at('versions'), at('receipts')];
  return {
    root,
    launcher: at('bin', 'gv'),
    shims: at('shims'),
    versions,
    aliases: at('aliases'),
    globalVersion: at('version'),
    user,
    current: at('current'),
    receipts,
    trust: at('trust'),
    keys: at('trust', 'keys'),
    lastImport: at('trust', 'import.json'),
    seenDigests: at('trust', 'archives.sha256'),
    seenOwnDigests: at('trust', 'archives.own.sha256'),
    ownSeenReleases: own('trust', 'releases'),
    cache,
    tiles: join(cache, 'tiles'),
    unreachable: join(cache, 'unreachable'),
    moduleList: join(cache, 'module-list.json'),
    heard: join(cache, 'heard.json'),
    index: join(cache, 'index.json'),
    indexValidators: join(cache, 'index.validators.json'),
    remoteVersions: join(cache, 'remote-versions'),
    check: (name) => join(cache, 'checks', name),
    provenances: at('cache', 'origins'),
    staging: at('staging'),
    stagingInVersions: at('versions', '.staging'),
    mutexes: at('locks'),
    ownMutexes: own('locks'),
    config: at('config.json'),
    autoInstall: at('auto-install'),
    projects: own('projects'),
    toolchainPolicy: at('toolchain-policy'),
    gobinPerVersion: at('gobin-per-version'),
    ...programLayout(at),
    directories: [root, ...DIRECTORIES.map((name) => base + name)],
    written: WRITTEN.map((name) => base + name),
    writtenOutside: user === undefined ? [] : [dirname(user.version), user.cache, user.state],
    // Asked for every installed toolchain: `join` would be a tenth of `gv list` with many of them.
    toolchain: (name) => `${versions}${sep}${name}`,
    receipt: (name) => `${receipts}${sep}${name}.json`,
    manifest: (name) => `${receipts}${sep}${name}.sha256`,
    logHeads: (keyHash) => ownFirst('trust', 'log', `head-${keyHash}`),
    logRecords: (keyHash, version) => ownFirst('trust', 'log-records', keyHash, `${version}.json`),
    seenReleases: (by) => ownFirst('trust', 'releases', by),
    goLink: (name) => at('shims', `go${name}`),
    gobin: (name) => at('gobin', name),
  };
}

/** Whether a path, already without links, lies under a directory. */
export function isInside(directory: string, path: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
