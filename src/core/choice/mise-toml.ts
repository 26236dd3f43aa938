/**
 * mise's configuration as text, read as TOML 1.0 far enough to find Go's version. Nothing in it is evaluated: a template
 * `{{ … }}` stays the text that it is.
 */

/** The first version that the file gives Go, with its line counted from 1; undefined where it gives none. */
export function miseGo(text: string): { readonly asked: string; readonly line: number } | undefined {
  const cursor: Cursor = { text: text.replace(/^\uFEFF/, ''), at: 0 };
  let table: readonly string[] = [];
  for (take(cursor, WIDE); cursor.at < cursor.text.length; take(cursor, WIDE)) {
    const line = cursor.text.slice(0, cursor.at).split('\n').length;
    if (take(cursor, /\[\[?/y) !== undefined) {
      const path = keyPath(cursor);
      if (path === undefined || take(cursor, /\]\]?/y) === undefined) return undefined;
      table = path;
      continue;
    }
    const entry = keyValue(cursor, 0);
    if (entry === undefined) return undefined;
    const asked = versionIn(nested([...table, ...entry.path], entry.value));
    if (asked !== undefined) return { asked, line };
  }
  return undefined;
}

/** The names of Go's plugin: mise's own, its old one, and the one with a backend. */
const GO_NAMES = ['go', 'golang', 'core:go'];

type Value = string | readonly Value[] | ReadonlyMap<string, Value>;

interface Cursor {
  readonly text: string;
  at: number;
}

interface Entry {
  readonly path: readonly string[];
  readonly value: Value;
}

const SPACE = /[ \t]*/y;
/** Blanks, ends of lines and comments. */
const WIDE = /(?:[ \t\r\n]|#[^\n]*)*/y;
const STRINGS = [
  /"""((?:[^\\]|\\[\s\S])*?)"""/y,
  /'''([\s\S]*?)'''/y,
  /"((?:[^"\\\n]|\\.)*)"/y,
  /'([^'\n]*)'/y,
];
const BARE_KEY = /([A-Za-z0-9_-]+)/y;
/** Numbers, dates, true and false. */
const SCALAR = /([^,\]}#\s'"]+)/y;
/** Arrays and tables within each other; a real file has three. */
const DEEPEST = 16;

/** Takes what a sticky pattern matches: its first group, else all of it. */
function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return undefined;
  cursor.at = pattern.lastIndex;
  return match[1] ?? match[0];
}

function takeOneOf(cursor: Cursor, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const taken = take(cursor, pattern);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

/** `tools.go`, `"core:go"`, with blanks around. */
function keyPath(cursor: Cursor): readonly string[] | undefined {
  const path: string[] = [];
  do {
    take(cursor, SPACE);
    const key = takeOneOf(cursor, [BARE_KEY, ...STRINGS.slice(2)]);
    if (key === undefined) return undefined;
    path.push(key);
    take(cursor, SPACE);
  } while (take(cursor, /\./y) !== undefined);
  return path;
}

function keyValue(cursor: Cursor, depth: number): Entry | undefined {
  const path = keyPath(cursor);
  if (path === undefined || take(cursor, /=[ \t]*/y) === undefined) return undefined;
  const value = valueAt(cursor, depth);
  return value === undefined ? undefined : { path, value };
}

function valueAt(cursor: Cursor, depth: number): Value | undefined {
  if (depth > DEEPEST) return undefined;
  if (take(cursor, /\[/y) !== undefined) return listUntil(cursor, /\]/y, () => valueAt(cursor, depth + 1));
  if (take(cursor, /\{/y) === undefined) return takeOneOf(cursor, [...STRINGS, SCALAR]);
  const entries = listUntil(cursor, /\}/y, () => keyValue(cursor, depth + 1));
  return (
    entries && new Map(entries.map(({ path: [key = '', ...rest], value }) => [key, nested(rest, value)]))
  );
}

/** Items with commas between them, up to the end that a pattern matches. */
function listUntil<T>(cursor: Cursor, end: RegExp, next: () => T | undefined): readonly T[] | undefined {
  const items: T[] = [];
  for (take(cursor, WIDE); take(cursor, end) === undefined; take(cursor, WIDE)) {
    const item = next();
    if (item === undefined) return undefined;
    items.push(item);
    take(cursor, WIDE);
    take(cursor, /,/y);
  }
  return items;
}

/** `a.b = v` as the table that it stands for. */
function nested(path: readonly string[], value: Value): Value {
  return path.reduceRight<Value>((inner, key) => new Map([[key, inner]]), value);
}

/** Go's version in one entry of the file; `tools` may be spelled as a table, a dotted key or an inline table. */
function versionIn(entry: Value): string | undefined {
  const tools = isTable(entry) ? entry.get('tools') : undefined;
  if (tools === undefined || !isTable(tools)) return undefined;
  const asked = GO_NAMES.map((name) => tools.get(name)).find((value) => value !== undefined);
  return asked === undefined ? undefined : firstVersion(asked);
}

function firstVersion(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  const first = isTable(value) ? value.get('version') : value[0];
  return first === undefined ? undefined : firstVersion(first);
}

function isTable(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}
