import { dirname, join, sep } from 'node:path';

/** Where everything lies under GV_ROOT. No other file of gv's TypeScript spells a name in it; shims/resolve.sh spells the few it reads. */
export interface Layout {
  readonly root: string;
  readonly launcher: string;
  readonly shims: string;
  readonly versions: string;
  readonly aliases: string;
  /** The global base, one line of text: the source of truth. */
  readonly globalVersion: string;
  /** What a person keeps for themselves where the root belongs to another account; undefined in a root of their own. */
  readonly user: UserPlaces | undefined;
  /** A symlink to the global toolchain, for programs that want one stable GOROOT. */
  readonly current: string;
  readonly receipts: string;
  readonly trust: string;
  readonly keys: string;
  /** `sha256sum` lines of archives that were proven once. */
  readonly seenDigests: string;
  readonly cache: string;
  /** Tiles of checksum databases, proven again at every use. */
  readonly tiles: string;
  /** Hosts that could not be reached, and when. */
  readonly unreachable: string;
  /** What module proxies listed, and when. */
  readonly moduleList: string;
  /** What the screen listed last. */
  readonly heard: string;
  readonly index: string;
  readonly indexValidators: string;
  /** What can be installed, one release a line, newest first: what a shell must read is a plain file. */
  readonly remoteVersions: string;
  /** How checking an installed toolchain ended last. */
  check(name: string): string;
  /** What the receipts say, in short, for `gv list`. */
  readonly provenances: string;
  readonly staging: string;
  readonly mutexes: string;
  /** Mutexes of what a person keeps for themselves. */
  readonly ownMutexes: string;
  /** Directory and file of the config. */
  readonly config: string;
  /** Present when the user switched auto-install on: what a shell must read is a plain file. */
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
  /** All that gv writes under the root, itself left out; not `gobin`, where the go command does. */
  readonly written: readonly string[];
  /** All that gv writes outside the root, for a person whose root belongs to another account. */
  readonly writtenOutside: readonly string[];
  toolchain(name: string): string;
  receipt(name: string): string;
  /** Digests of every file of a toolchain, in `sha256sum -c` format. */
  manifest(name: string): string;
  goLink(name: string): string;
  /** Where `go install` of this toolchain leaves programs, when each has a GOBIN of its own. */
  gobin(name: string): string;
  /**
   * The newest proven head of the checksum database with this key (its hash, eight hex digits); beside it, the heads of a
   * fork once one was seen. A person's own comes first; that of a root which belongs to another account follows, and is only read.
   */
  logHeads(keyHash: string): OwnFirst;
  /** What proves the record of a module version in the log with this key; likewise. */
  logRecords(keyHash: string, moduleVersion: string): OwnFirst;
}

/** Paths to read; only the first is written. */
export type OwnFirst = readonly [own: string, ...others: readonly string[]];

/** Absolute paths outside the root. */
export interface UserPlaces {
  /** This person's global version; it comes before the root's. */
  readonly version: string;
  readonly cache: string;
  /** What no other file tells again: proven heads of the checksum database, known projects. */
  readonly state: string;
}

/** Names under a root, of directories with all that is in them and of files. */
const WRITTEN =
  'bin shims program versions aliases receipts trust cache staging locks env env.fish version config.json auto-install toolchain-policy gobin-per-version projects current lib runtime share'.split(
    ' ',
  );

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
    seenDigests: at('trust', 'archives.sha256'),
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
    mutexes: at('locks'),
    ownMutexes: own('locks'),
    config: at('config.json'),
    autoInstall: at('auto-install'),
    projects: own('projects'),
    toolchainPolicy: at('toolchain-policy'),
    gobinPerVersion: at('gobin-per-version'),
    lib: at('lib'),
    programs: at('program'),
    currentProgram: at('program', 'current'),
    previousProgram: at('program', 'previous'),
    node: at('runtime', 'node'),
    scripts: at('lib', 'shims'),
    resolver: at('lib', 'shims', 'resolve.sh'),
    written: WRITTEN.map((name) => base + name),
    writtenOutside: user === undefined ? [] : [dirname(user.version), user.cache, user.state],
    // Asked for every installed toolchain: `join` would be a tenth of `gv list` with many of them.
    toolchain: (name) => `${versions}${sep}${name}`,
    receipt: (name) => `${receipts}${sep}${name}.json`,
    manifest: (name) => `${receipts}${sep}${name}.sha256`,
    logHeads: (keyHash) => ownFirst('trust', 'log', `head-${keyHash}`),
    logRecords: (keyHash, moduleVersion) =>
      ownFirst('trust', 'log-records', keyHash, `${moduleVersion}.json`),
    goLink: (name) => at('shims', `go${name}`),
    gobin: (name) => at('gobin', name),
  };
}

/** Whether a path, already without links, lies under a directory. */
export function isInside(directory: string, path: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
