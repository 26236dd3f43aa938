/** A line of a go.sum with the hash of a module zip, or of its go.mod. */
export interface SumLine {
  /** Counted from 1. */
  readonly line: number;
  readonly path: string;
  /** Without `/go.mod`. */
  readonly version: string;
  readonly kind: 'zip' | 'go.mod';
  /** `h1:` and 44 characters; other forms are kept, and go passes over them. */
  readonly hash: string;
}

export interface SumFile {
  readonly lines: readonly SumLine[];
  /** Lines that are neither empty nor three words, for which go refuses every command but `go mod tidy`. */
  readonly malformed: readonly { readonly line: number; readonly text: string }[];
}

/** The blanks of Go's strings.Fields (unicode.IsSpace); JavaScript counts a byte order mark among them, and no U+0085. */
const BLANKS = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** The hash of an empty go.mod, which an old fault of Go wrote, and which Go drops (cmd/go/internal/modfetch, emptyGoModHash). */
const OF_NOTHING = 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=';

/** Reads a go.sum as the go command does (cmd/go/internal/modfetch, readGoSum). */
export function parseSums(text: string): SumFile {
  const rows = text.split('\n').map((raw, index) => ({
    line: index + 1,
    text: raw,
    words: raw.split(BLANKS).filter((word) => word !== ''),
  }));
  const lines = rows.flatMap(({ line, words }): readonly SumLine[] => {
    const [path, named, hash] = words;
    if (path === undefined || named === undefined || hash === undefined || words.length !== 3) return [];
    if (hash === OF_NOTHING) return [];
    const version = named.replace(/\/go\.mod$/, '');
    return [{ line, path, version, kind: version === named ? 'zip' : 'go.mod', hash }];
  });
  return {
    lines,
    malformed: rows
      .filter(({ words }) => words.length !== 0 && words.length !== 3)
      .map(({ line, text: whole }) => ({ line, text: whole })),
  };
}

/** A line of go.sum that names another hash than the module cache. */
export interface SumDifference extends SumLine {
  /** The hash in the cache. */
  readonly cached: string;
}

/** A comparison of go.sum with the cache. */
export interface SumVerdict {
  readonly differs: readonly SumDifference[];
  /** Lines whose module, or whose go.mod, is not in the cache. */
  readonly notInCache: number;
}

/**
 * Compares lines with the hashes of the cache. Of several lines of one module the go command takes them in order: one that agrees
 * ends the search, one before it that does not is refused (cmd/go/internal/modfetch, haveModSumLocked).
 */
export function compareSums(
  lines: readonly SumLine[],
  hashOf: (line: SumLine) => string | undefined,
): SumVerdict {
  const differs: SumDifference[] = [];
  const settled = new Set<string>();
  let notInCache = 0;
  for (const line of lines) {
    const key = `${line.path}@${line.version} ${line.kind}`;
    if (settled.has(key) || !line.hash.startsWith('h1:')) continue;
    settled.add(key);
    const cached = hashOf(line);
    if (cached === undefined) notInCache += 1;
    else if (cached !== line.hash) differs.push({ ...line, cached });
  }
  return { differs, notInCache };
}

/** `rsc.io/quote v1.5.2/go.mod`: the start of a line, as it stands in go.sum. */
export function lineName({ path, version, kind }: Pick<SumLine, 'path' | 'version' | 'kind'>): string {
  return `${path} ${version}${kind === 'go.mod' ? '/go.mod' : ''}`;
}
