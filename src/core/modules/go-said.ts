/** A refusal of the go command, by its own words (cmd/go/internal/modload, modfetch). */
export type GoRefusal =
  /** go.sum has no line for the go.mod of a module. */
  | { readonly kind: 'no-mod-sum'; readonly path: string; readonly version: string }
  /** go.sum has no line for the module that has a package. */
  | { readonly kind: 'no-zip-sum'; readonly importPath: string }
  /** A line of go.sum names another hash than the downloaded bytes have. */
  | {
      readonly kind: 'other-sum';
      readonly path: string;
      readonly version: string;
      readonly of: 'zip' | 'go.mod';
    }
  /** A file that go cannot parse; `line` is 0 where go names none. */
  | { readonly kind: 'malformed'; readonly file: string; readonly line: number; readonly why: string }
  /** go.mod lacks a module that a package comes from, or asks for other versions than its requirements do. */
  | { readonly kind: 'untidy'; readonly why: string }
  /** vendor/modules.txt differs from go.mod. */
  | { readonly kind: 'vendor'; readonly why: string }
  /** A file asks for a newer Go than the one that reads. */
  | { readonly kind: 'newer-go'; readonly why: string }
  /** Without a server go cannot tell: the module is not in the cache. */
  | { readonly kind: 'not-in-cache'; readonly why: string };

interface Form {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => GoRefusal;
}

const NAME = String.raw`([^\s@]+)@([^\s:]+)`;

const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(
      `${NAME}(?: \\(replaced by [^)]*\\))?: missing go\\.sum entry(?: for go\\.mod file)?`,
    ),
    read: ([path = '', version = '']) => ({ kind: 'no-mod-sum', path, version }),
  },
  {
    pattern: /missing go\.sum entry (?:for module providing|needed to verify) package (\S+)/,
    read: ([importPath = '']) => ({ kind: 'no-zip-sum', importPath: importPath.replace(/;$/, '') }),
  },
  {
    pattern: new RegExp(`verifying ${NAME}: checksum mismatch`),
    read: ([path = '', version = '']) => ({
      kind: 'other-sum',
      path,
      version: version.replace(/\/go\.mod$/, ''),
      of: version.endsWith('/go.mod') ? 'go.mod' : 'zip',
    }),
  },
  {
    pattern: /(?:^|\n)malformed go\.sum:\n(.+):(\d+): (.*)/,
    read: ([file = '', line = '0', why = '']) => ({ kind: 'malformed', file, line: Number(line), why }),
  },
  {
    pattern: /errors parsing [^\n]*:\n(.+?):(\d+): (.*)/,
    read: ([file = '', line = '0', why = '']) => ({ kind: 'malformed', file, line: Number(line), why }),
  },
  {
    pattern: /inconsistent vendoring in [^\n]*:\n\s*([^\n]*)/,
    read: ([why = '']) => ({ kind: 'vendor', why }),
  },
  {
    pattern: /([^\n]* requires go >= [^\n;]*)/,
    read: ([why = '']) => ({ kind: 'newer-go', why: why.replace(/^go: /, '') }),
  },
  {
    pattern:
      /(updates to go\.mod needed|no required module provides package \S+|cannot find module providing package \S+ import lookup disabled)/,
    read: ([why = '']) => ({
      kind: 'untidy',
      why: why.replace(/[;:]$/, '').replace(/: import lookup disabled$/, ''),
    }),
  },
  {
    pattern: /((?:[^\s@]+@[^\s:]+: )?(?:module|import) lookup disabled by GOPROXY=off)/,
    read: ([why = '']) => ({ kind: 'not-in-cache', why: why.replace(/: .*/, '') }),
  },
];

/** The refusal in a text of the go command: its standard error, or the error of a package; undefined for other words. */
export function refusalIn(text: string): GoRefusal | undefined {
  const found = FORMS.map(({ pattern, read }) => {
    const match = pattern.exec(text);
    return match === null ? undefined : read(match.slice(1));
  });
  return found.find((refusal) => refusal !== undefined);
}

/** All refusals of one kind of parsing error that a text has: go lists each line of a file that it cannot read. */
export function malformedIn(text: string): readonly Extract<GoRefusal, { readonly kind: 'malformed' }>[] {
  const block = /(?:errors parsing [^\n]*|malformed go\.sum):\n([\s\S]*)/.exec(text)?.[1] ?? '';
  return block.split('\n').flatMap((row) => {
    const [, file, line, why] = /^(.+?):(\d+): (.*)$/.exec(row) ?? [];
    return file === undefined || line === undefined || why === undefined
      ? []
      : [{ kind: 'malformed' as const, file, line: Number(line), why }];
  });
}

/** The path without its major version and the version that stand in a go.mod which lacks the `/vN` (golang.org/x/mod/module, CheckPathMajor). */
export function missingMajor(why: string): { readonly path: string; readonly version: string } | undefined {
  const [, path, version] =
    /^(?:require|exclude|replace) (\S+): version "(v\d+\.[^"]*)" invalid: should be v0 or v1, not v\d+$/.exec(
      why,
    ) ?? [];
  return path === undefined || version === undefined ? undefined : { path, version };
}
