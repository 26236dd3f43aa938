/**
 * True when one of the comma-separated patterns matches a module path or its first elements, as GONOPROXY, GOPRIVATE
 * and GONOSUMDB mean it (golang.org/x/mod/module.MatchPrefixPatterns over path.Match). A malformed pattern matches nothing.
 */
export function matchesPrefixPatterns(patterns: string, module: string): boolean {
  const elements = module.split('/');
  return patterns.split(',').some((written) => {
    const pattern = written.replace(/\/$/, '');
    const count = pattern.split('/').length;
    if (pattern === '' || count > elements.length) return false;
    return globExpression(pattern)?.test(elements.slice(0, count).join('/')) ?? false;
  });
}

/** The patterns of such a list, blanks around them left out. */
export function patternsIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

const TOKEN = /\*+|\?|\\(.)|\[(\^?)((?:\\.|[^\\\]])+)\]|([^\\[])/gsu;
const CLASS_RANGE = /(?:\\(.)|([^\\\-\]]))(?:-(?:\\(.)|([^\\\-\]])))?/gsu;

function globExpression(pattern: string): RegExp | undefined {
  let [source, end] = ['', 0];
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index !== end) return undefined;
    end += match[0].length;
    const [token, escaped, negation = '', ranges, plain] = match;
    if (token.startsWith('*')) source += '[^/]*';
    else if (token === '?') source += '[^/]';
    else if (ranges === undefined) source += literal(escaped ?? plain ?? '');
    else {
      const set = classSource(ranges);
      if (set === undefined) return undefined;
      source += `[${negation}${set}]`;
    }
  }
  return end === pattern.length ? new RegExp(`^${source}$`, 'su') : undefined;
}

/** The inside of a class; undefined where path.Match reports a bad pattern: a bare or open `-`. A range upside down is empty. */
function classSource(ranges: string): string | undefined {
  let [source, end] = ['', 0];
  for (const { 0: whole, 1: a, 2: b, 3: c, 4: d, index } of ranges.matchAll(CLASS_RANGE)) {
    if (index !== end) return undefined;
    end += whole.length;
    const low = a ?? b ?? '';
    const high = c ?? d ?? low;
    if ((low.codePointAt(0) ?? 0) <= (high.codePointAt(0) ?? 0)) source += `${literal(low)}-${literal(high)}`;
  }
  return end === ranges.length ? source : undefined;
}

/** Writes each character as its code point, so that none has a meaning in the expression. */
function literal(text: string): string {
  return text.replace(/./gsu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
