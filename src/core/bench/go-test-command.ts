/** A `go test -bench` command in its parts, so that the test program can be built once and run often. */
export interface GoTestCommand {
  /** Flags of `go test -c`. */
  readonly build: readonly string[];
  /** Flags of the test program, `-test.` in front. */
  readonly run: readonly string[];
  /** Patterns; empty for the package here. */
  readonly packages: readonly string[];
}

/** The flags of `go help build` and `go help testflag` that take a value, and those that take none. */
const BUILD_VALUES =
  'p covermode coverpkg asmflags buildmode buildvcs compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec';
const BUILD_SWITCHES = 'a race msan asan cover modcacherw trimpath linkshared';
const RUN_VALUES = 'bench benchtime count cpu list parallel run shuffle skip timeout';
const RUN_SWITCHES = 'benchmem failfast fullpath short v';

interface FlagKind {
  readonly to: 'build' | 'run';
  readonly isSwitch: boolean;
}

const KINDS: ReadonlyMap<string, FlagKind> = new Map<string, FlagKind>([
  ...BUILD_VALUES.split(' ').map((name) => [name, { to: 'build', isSwitch: false }] as const),
  ...BUILD_SWITCHES.split(' ').map((name) => [name, { to: 'build', isSwitch: true }] as const),
  ...RUN_VALUES.split(' ').map((name) => [name, { to: 'run', isSwitch: false }] as const),
  ...RUN_SWITCHES.split(' ').map((name) => [name, { to: 'run', isSwitch: true }] as const),
]);

/**
 * Takes a command apart; undefined where it is no `go test` with `-bench`, or has a flag that a test program cannot be given (`-exec`,
 * `-json`, a profile, `-args`), or names files in place of packages: then the command is run as it is.
 */
export function parseGoTest([program, verb, ...words]: readonly string[]): GoTestCommand | undefined {
  if (program !== 'go' || verb !== 'test') return undefined;
  const parts = { build: [] as string[], run: [] as string[] };
  const packages: string[] = [];
  let hasBench = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      if (word.endsWith('.go')) return undefined;
      packages.push(word);
      continue;
    }
    const [, name = '', given] = /^--?(?:test\.)?([a-z]+)(?:=([^]*))?$/.exec(word) ?? [];
    const kind = KINDS.get(name);
    if (kind === undefined) return undefined;
    hasBench ||= name === 'bench';
    const isApart = given === undefined && !kind.isSwitch;
    if (isApart) at += 1;
    const value = isApart ? words[at] : given;
    if (isApart && value === undefined) return undefined;
    const flag = kind.to === 'run' ? `-test.${name}` : `-${name}`;
    parts[kind.to].push(value === undefined ? flag : `${flag}=${value}`);
  }
  return hasBench ? { ...parts, packages } : undefined;
}
