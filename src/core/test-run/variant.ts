/** A variant of a run of `go test`: flags that go in front of the packages, or another toolchain. */
export type Variant =
  | { readonly kind: 'flags'; readonly label: string; readonly flags: readonly string[] }
  | { readonly kind: 'version'; readonly label: string; readonly query: string };

/** Switches of `go test` that cost time or save it (go help build, go help testflag). */
const SWITCHES: ReadonlySet<string> = new Set([
  'race',
  'cover',
  'msan',
  'asan',
  'short',
  'failfast',
  'trimpath',
]);
const VALUES: ReadonlySet<string> = new Set([
  'vet',
  'p',
  'parallel',
  'cpu',
  'covermode',
  'coverpkg',
  'tags',
  'ldflags',
  'gcflags',
  'shuffle',
  'run',
  'skip',
]);

/**
 * The variant that a word of `--compare` means: `race`, `vet=off`, `p=1`, or a version; undefined for any other word. A word without
 * a value that is no switch of `go test` is the query of a version.
 */
export function variantOf(word: string): Variant | undefined {
  const [, name = '', value] = /^-{0,2}([a-z]+)(?:=(.+))?$/s.exec(word) ?? [];
  if (value === undefined && SWITCHES.has(name)) return { kind: 'flags', label: name, flags: [`-${name}`] };
  if (value !== undefined && VALUES.has(name))
    return { kind: 'flags', label: `${name}=${value}`, flags: [`-${name}=${value}`] };
  if (value !== undefined || word.startsWith('-') || word === '') return undefined;
  return /^[A-Za-z0-9][\w.-]{0,60}$/.test(word) ? { kind: 'version', label: word, query: word } : undefined;
}

/** Flags with which `go test` runs nothing, or does not tell of the run in the form that is read here. */
const REFUSED = ['json', 'debug-actiongraph', 'c', 'n', 'C', 'h', 'help'] as const;

/** The first flag behind `--` that cannot be combined with the measurement; undefined where all can. Words behind `-args` are the test program's. */
export function refusedFlag(flags: readonly string[]): string | undefined {
  const args = flags.findIndex((word) => /^--?args$/.test(word));
  const own = args < 0 ? flags : flags.slice(0, args);
  return own.find((word) => REFUSED.some((name) => new RegExp(`^--?${name}(?:=|$)`).test(word)));
}
