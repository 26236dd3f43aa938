/** The sources that `gv import --from` knows: all but gv's own trees, and those behind PATH, which the others cover. */
export const IMPORT_SOURCES = [
  'goenv',
  'gvm',
  'asdf',
  'mise',
  'gobrew',
  'g',
  'sdk',
  'modcache',
  'runner',
  'system',
] as const;

/** The managers and other sources of Go trees on a machine; `path` stands for a go on PATH that no other row knows. */
export const TREE_OWNERS = ['gv', ...IMPORT_SOURCES, 'path'] as const;
export type TreeOwner = (typeof TREE_OWNERS)[number];

interface Row {
  readonly by: TreeOwner;
  /** Directories of the owner: `~` is a home, `$NAME` a variable, without which the place is passed over. All of them count. */
  readonly bases: readonly string[];
  /** The trees below, where a `*` stands for any part of one name. */
  readonly trees: readonly string[];
  /** True where a distribution builds Go itself, so that its files are not those of the release. */
  readonly isRebuilt?: true;
}

const ROWS: readonly Row[] = [
  { by: 'gv', bases: ['$GV_ROOT', '~/.gv'], trees: ['versions/*'] },
  { by: 'goenv', bases: ['$GOENV_ROOT', '~/.goenv'], trees: ['versions/*'] },
  { by: 'gvm', bases: ['$GVM_ROOT', '~/.gvm'], trees: ['gos/*'] },
  { by: 'asdf', bases: ['$ASDF_DATA_DIR', '~/.asdf'], trees: ['installs/golang/*/go'] },
  {
    by: 'mise',
    bases: ['$MISE_DATA_DIR', '$XDG_DATA_HOME/mise', '~/.local/share/mise'],
    trees: ['installs/go/*'],
  },
  // https://mise.jdx.dev/configuration/environment-variables.html
  { by: 'mise', bases: ['$MISE_INSTALLS_DIR'], trees: ['go/*'] },
  { by: 'gobrew', bases: ['$GOBREW_ROOT/.gobrew', '~/.gobrew'], trees: ['versions/*/go'] },
  // voidint/g
  { by: 'g', bases: ['$G_HOME', '~/.g'], trees: ['versions/*'] },
  // golang.org/dl, and Go's own page on several versions
  { by: 'sdk', bases: ['~/sdk'], trees: ['go*'] },
  {
    by: 'modcache',
    bases: ['$GOMODCACHE', '$GOPATH/pkg/mod', '~/go/pkg/mod'],
    trees: ['golang.org/toolchain@*'],
  },
  { by: 'runner', bases: ['$RUNNER_TOOL_CACHE', '/opt/hostedtoolcache'], trees: ['go/*/*'] },
  { by: 'system', bases: ['/usr/local', '/opt'], trees: ['go', 'go1*', 'go-1*'] },
  { by: 'system', bases: ['/usr/lib'], trees: ['go', 'go-1*', 'golang'], isRebuilt: true },
  { by: 'system', bases: ['/snap/go'], trees: ['*'], isRebuilt: true },
  {
    by: 'system',
    bases: ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'],
    trees: ['Cellar/go/*/libexec', 'Cellar/go@*/*/libexec'],
    isRebuilt: true,
  },
];

/** A place where trees of one owner lie. */
export interface ForeignPlace {
  readonly by: TreeOwner;
  /** An absolute path, where a `*` stands for any part of one name. */
  readonly pattern: string;
  readonly isRebuilt: boolean;
}

export interface PlaceFacts {
  /** Homes, as patterns: `/root`, `/home/*`. */
  readonly homes: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Every place where the managers of Go and others keep their trees; a variable that holds no absolute path names none. */
export function foreignPlaces({ homes, variables }: PlaceFacts): readonly ForeignPlace[] {
  const places = ROWS.flatMap(({ by, bases, trees, isRebuilt = false }) =>
    bases
      .flatMap((base) => placesOf(base, { homes, variables }))
      .flatMap((base) => trees.map((tree) => ({ by, pattern: `${base}/${tree}`, isRebuilt }))),
  );
  return [...new Map(places.map((place) => [place.pattern, place])).values()];
}

/** The absolute paths that a place means: `~/…` in each home, `$NAME/…` where the variable holds an absolute path. */
export function placesOf(base: string, { homes, variables }: PlaceFacts): readonly string[] {
  if (base.startsWith('~')) return homes.map((home) => cleaned(home + base.slice(1)));
  const [, name, rest = ''] = /^\$([A-Z_]+)(.*)$/.exec(base) ?? [];
  if (name === undefined) return [base];
  // GOPATH may name several directories: the first has the module cache. A star of the user's own is no pattern.
  const value = (variables[name] ?? '').split(':')[0] ?? '';
  return value.startsWith('/') && !value.includes('*') ? [cleaned(value + rest)] : [];
}

function cleaned(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** The names of one directory that a part of a pattern means: a `*` matches any text, of a name that is not hidden. */
export function namesLike(part: string, names: readonly string[]): readonly string[] {
  const [before = '', after = ''] = part.split('*');
  return names.filter(
    (name) =>
      !name.startsWith('.') &&
      name.length >= before.length + after.length &&
      name.startsWith(before) &&
      name.endsWith(after),
  );
}
