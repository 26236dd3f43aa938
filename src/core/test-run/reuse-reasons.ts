/** Why go did not take a result from the build cache, as GODEBUG=gocachetest=1 tells (go: cmd/go/internal/test, tryCacheWithID). */
export type ReuseReason =
  /** A flag that go does not keep results for, such as `-test.count=1`, or no package named. */
  | { readonly kind: 'disabled'; readonly by: string }
  /** Nothing is kept: neither for this program nor for these flags. */
  | { readonly kind: 'first' }
  /** Files or variables that the test read the last time are different now. */
  | { readonly kind: 'inputs' }
  /** Go keeps no result that rests on a file written less than two seconds before. */
  | { readonly kind: 'too-new'; readonly file: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'other'; readonly words: string };

/** The beginning of a reason that stands for every result, whatever the tests read. */
export const KEEPS_NONE = 'go keeps no results';

export interface ReuseReasons {
  /** By import path. */
  readonly packages: ReadonlyMap<string, ReuseReason>;
  /** Set where results of no package are kept. */
  readonly all: ReuseReason | undefined;
}

/** Takes the lines of the standard error of go. */
export interface ReasonReader {
  readonly line: (text: string) => void;
  end(): ReuseReasons;
}

const MOST_PACKAGES = 50_000;
/** Characters of a reason. */
const LONGEST_WORDS = 200;

/** Reads the reasons; the last one of a package counts, but a file that is too new explains what follows. */
export function reasonReader(): ReasonReader {
  const packages = new Map<string, ReuseReason>();
  let all: ReuseReason | undefined;
  return {
    line(text) {
      if (!text.startsWith('testcache: ')) return;
      const rest = text.slice('testcache: '.length);
      const disabled = disabledBy(rest);
      if (disabled !== undefined) {
        all ??= disabled;
        return;
      }
      const [, name = '', words = ''] = /^(\S{1,1000}): (.+)$/s.exec(rest) ?? [];
      const reason = reasonOf(words);
      if (reason === undefined || (!packages.has(name) && packages.size >= MOST_PACKAGES)) return;
      if (packages.get(name)?.kind !== 'too-new') packages.set(name, reason);
    },
    end: () => ({ packages, all }),
  };
}

function disabledBy(text: string): ReuseReason | undefined {
  const flag = /^caching disabled for test argument: (.{1,200})$/s.exec(text)?.[1];
  if (flag !== undefined) return { kind: 'disabled', by: flag };
  return text.startsWith('caching disabled ')
    ? { kind: 'disabled', by: text.slice('caching disabled '.length, LONGEST_WORDS) }
    : undefined;
}

function reasonOf(words: string): ReuseReason | undefined {
  if (words === '' || /^(?:save )?test ID /.test(words)) return undefined;
  const file = /^input file (.+): file used as input is too new$/s.exec(words)?.[1];
  if (file !== undefined) return { kind: 'too-new', file };
  if (words.startsWith('input list not found')) return { kind: 'first' };
  if (words.startsWith('test output not found')) return { kind: 'inputs' };
  if (words.startsWith('test output expired')) return { kind: 'expired' };
  if (words.startsWith('reading testlog: open '))
    return { kind: 'disabled', by: 'the test program wrote no list of what it reads, as under -exec' };
  return { kind: 'other', words: words.slice(0, LONGEST_WORDS) };
}
