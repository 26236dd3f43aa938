import { GvError } from '../../errors.ts';
import { parseVersion, type Version } from '../version.ts';
import { parseRange, type Range } from './range.ts';

/** A request for a Go, as a person types it. */
export type Query =
  | { readonly kind: 'exact'; readonly version: Version }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'major'; readonly major: string }
  | { readonly kind: 'channel'; readonly channel: 'stable' | 'oldstable' }
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'mod' }
  | { readonly kind: 'system' };

const MAX_LENGTH = 128;
/** Longer texts are not repeated in a message. */
const LONGEST_NAMED = 64;
const LINE = /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$/;
const MAJOR = /^[1-9][0-9]*$/;

/**
 * Reads a query: `1.22.5`, `1.27rc2`, `1.22` (a line), `1` (a major), `latest`, `stable`, `oldstable`, `mod`,
 * `system`, or a range (`^1.21`, `~1.22.3`, `>=1.21 <1.23`, `1.20.x`, `1.16 - 1.20.7`). Spellings of other tools are
 * taken too: a leading `go`, `v`, `go@` or `golang@` and a trailing `@latest` are dropped. `1.20` is the line; the release is `1.20.0`.
 * Fails with `bad-query`.
 */
export function parseQuery(text: string): Query {
  const asked = text.trim();
  const query = asked.length <= MAX_LENGTH ? read(bare(asked)) : undefined;
  if (query !== undefined) return query;
  const line = /^(?:latest|prefix):(.+)$/.exec(asked)?.[1] ?? '';
  throw new GvError('bad-query', `${named(asked)} is not a Go version`, {
    hint: LINE.test(line)
      ? `${line} means the newest release of that line.`
      : "Try 1.22.5, 1.22, latest, '^1.21' or mod; gv list --remote shows the releases.",
  });
}

/** A text for a message, as the shims name it (`__gv_say_bad` in message.sh). */
function named(asked: string): string {
  if (asked === '') return 'an empty text';
  return asked.length > LONGEST_NAMED ? `a text of ${asked.length} characters` : `"${asked}"`;
}

function bare(asked: string): string {
  return asked.replace(/^(?:(?:go|golang)@|(?:go|v)(?=[0-9]))/, '').replace(/(?<=[0-9xX*])@latest$/, '');
}

function read(text: string): Query | undefined {
  if (text === 'latest' || text === 'stable') return { kind: 'channel', channel: 'stable' };
  if (text === 'oldstable') return { kind: 'channel', channel: 'oldstable' };
  if (text === 'mod' || text === 'system') return { kind: text };
  if (LINE.test(text)) return { kind: 'line', line: text };
  if (MAJOR.test(text)) return { kind: 'major', major: text };
  const version = parseVersion(text);
  if (version !== undefined) return { kind: 'exact', version };
  const range = parseRange(text);
  return range === undefined ? undefined : { kind: 'range', range };
}

/** A query as a person would read it back. */
export function queryText(query: Query): string {
  switch (query.kind) {
    case 'exact':
      return query.version.label;
    case 'line':
      return query.line;
    case 'major':
      return query.major;
    case 'channel':
      return query.channel === 'stable' ? 'latest' : query.channel;
    case 'range':
      return query.range.text;
    case 'mod':
    case 'system':
      return query.kind;
  }
}
