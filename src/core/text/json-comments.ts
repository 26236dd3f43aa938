import { parseJson } from '../json.ts';

/**
 * Parses JSON with comments and trailing commas, as editors have it in their settings; undefined for any other text. Each
 * character is looked at once or twice: a project may bring such a file, and an expression over it could be made to run for hours.
 */
export function parseCommentedJson(text: string): unknown {
  const bare = withoutComments(text.replace(/^\ufeff/, ''));
  return bare === undefined ? undefined : parseJson(bare);
}

/** The text without comments, and without commas before a closing bracket; undefined where a comment or a string has no end. */
function withoutComments(text: string): string | undefined {
  const parts: string[] = [];
  /** The place in `parts` of a comma after which only blanks and comments came. */
  let comma: number | undefined;
  for (let at = 0; at < text.length;) {
    const end = partEnd(text, at);
    if (end === undefined) return undefined;
    const part = text.slice(at, end);
    at = end;
    if (/^\/[/*]/.test(part) || part.trim() === '') {
      parts.push(' ');
      continue;
    }
    if (comma !== undefined && /^[}\]]/.test(part)) parts[comma] = ' ';
    comma = part === ',' ? parts.length : undefined;
    parts.push(part);
  }
  return parts.join('');
}

/** The end of the part that begins here: a comment, a string, one sign, blanks, or a word. Undefined without an end. */
function partEnd(text: string, at: number): number | undefined {
  const first = text[at] ?? '';
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? undefined : end + 2;
  }
  if (first === '"') return stringEnd(text, at);
  if ('{}[],:/'.includes(first)) return at + 1;
  const isBlank = first.trim() === '';
  let end = at + 1;
  while (
    end < text.length &&
    !'{}[],:/"'.includes(text[end] ?? '') &&
    isBlank === ((text[end] ?? '').trim() === '')
  )
    end += 1;
  return end;
}

function stringEnd(text: string, at: number): number | undefined {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end + 1;
  }
  return undefined;
}
