const SIGNS: Readonly<Record<string, string>> = {
  '%2C': ',',
  '%3A': ':',
  '%0A': '\n',
  '%0D': '\r',
  '%25': '%',
};
const PROPERTIES: ReadonlySet<string> = new Set(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);

/** An annotation as GitHub's runner reads it from a line of a step. */
export interface Annotation {
  readonly name: string;
  readonly file?: string;
  readonly line?: string;
  readonly title?: string;
  readonly data: string;
}

/**
 * Reads one line by the grammar `::name key=value,key=value::data` (actions/runner, ActionCommand). Throws for an unknown name or
 * property, one that comes twice, a sign that should be escaped, an escape that is not one, and an empty text.
 */
export function parsedAnnotation(text: string): Annotation {
  const [, name, properties, data = ''] =
    /^::(error|warning|notice)(?: ([^:]+))?::([^\r\n]+)$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`no annotation: ${text}`);
  const pairs = (properties?.split(',') ?? []).map((pair) => {
    const [, key = '', value = ''] = /^(\w+)=([^=]+)$/.exec(pair) ?? [];
    if (!PROPERTIES.has(key)) throw new Error(`no property: ${pair}`);
    if (/^(?:line|endLine|col|endColumn)$/.test(key) && !/^[1-9]\d*$/.test(value)) throw new Error(pair);
    return [key, unescaped(value, /%(?:2C|3A|0A|0D|25)/g)] as const;
  });
  const found = Object.fromEntries(pairs);
  if (Object.keys(found).length < pairs.length) throw new Error(`a property twice: ${text}`);
  return { name, ...found, data: unescaped(data, /%(?:0A|0D|25)/g) };
}

function unescaped(text: string, escapes: RegExp): string {
  if (text.replace(escapes, '').includes('%')) throw new Error(`no escape: ${text}`);
  return text.replace(escapes, (sign) => SIGNS[sign] ?? '');
}
