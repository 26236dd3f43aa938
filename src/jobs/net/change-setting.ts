import type { Finding } from '../../core/choice/finding.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { isClosed } from '../../core/settings/shown.ts';
import { exportOf } from '../../core/settings/start-up-exports.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { placeOf, type Subject } from '../environment/subject.ts';

/** The cure that gives a setting another value, and its undo. Neither repeats a value that may hold a credential: `inWords` then says what to change. */
export function changeSetting(
  go: Subject,
  name: string,
  { value, inWords }: { readonly value: string; readonly inWords: string },
): Pick<Finding, 'cure' | 'undo' | 'at'> {
  const { value: before, origin } = settingValue(go.facts, name);
  const line = origin.kind === 'environment' ? exportOf(go.lines, name) : undefined;
  const place = line ?? (origin.kind === 'user-file' || origin.kind === 'go.env' ? origin : undefined);
  const at = place === undefined ? {} : { at: { file: place.file, line: place.line } };
  const where = place === undefined ? placeOf(origin) : `${place.file}:${place.line}`;
  if (isClosed(name, value) || isClosed(name, before)) return { cure: `${inWords} (${where})`, ...at };
  const [after, old] = [shellWord(`${name}=${value}`), shellWord(`${name}=${before}`)];
  if (origin.kind === 'environment') {
    const too = line === undefined ? '' : `; the same in ${where}`;
    return { cure: `export ${after}${too}`, undo: `export ${old}${too}`, ...at };
  }
  const undo = origin.kind === 'user-file' ? `go env -w ${old}` : `go env -u ${name}`;
  return { cure: `go env -w ${after}`, undo, ...at };
}
