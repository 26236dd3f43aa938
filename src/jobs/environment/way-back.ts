import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { settingValue, type SettingOrigin } from '../../core/settings/differing.ts';
import { isClosed, shownValue } from '../../core/settings/shown.ts';
import { exportOf } from '../../core/settings/start-up-exports.ts';
import { shellWord } from '../../core/shells/quote.ts';
import type { StartUpLine } from '../../io/host/start-up-files.ts';
import { placeOf, type Subject } from './subject.ts';

export interface WayBackOptions {
  /** Words before `go env -u`, without which go refuses to run. */
  readonly before?: string;
  /** True where `go env -w` refuses to write the value again. */
  readonly refusesWrite?: boolean;
}

/** The cure of a setting, its undo, its place and the evidence: how it is taken away, and how it comes back. */
export function wayBack(
  subject: Subject,
  name: string,
  options: WayBackOptions = {},
): Pick<Finding, 'cure' | 'undo' | 'at' | 'evidence'> {
  const { value, origin } = settingValue(subject.facts, name);
  const line = origin.kind === 'environment' ? exportOf(subject.lines, name) : undefined;
  const evidence: Evidence = {
    what: name,
    value: shownValue(name, value),
    how: 'read',
    from: line === undefined ? placeOf(origin) : `${line.file}:${line.line}`,
  };
  const at = line ?? (origin.kind === 'user-file' || origin.kind === 'go.env' ? origin : undefined);
  const place = at === undefined ? {} : { at: { file: at.file, line: at.line } };
  if (line !== undefined) {
    const cure = `take line ${line.line} out of ${line.file}, then: unset ${name}`;
    return { cure, undo: lineAgain(name, value, line), ...place, evidence: [evidence] };
  }
  return { ...ofOrigin(name, { value, origin, options }), ...place, evidence: [evidence] };
}

/** A line that does more than set this variable may hold what is not for others' eyes, and is not repeated. */
function lineAgain(name: string, value: string, { file, line, text }: StartUpLine): string {
  const alone = new RegExp(`^\\s*(?:(?:export|typeset|declare|set)\\s+(?:-\\w+\\s+)*)?${name}[= ](.*)$`);
  const written = alone.exec(text)?.[1] ?? ';';
  const isOpen = /^(?:'[^']*'|"[^"`]*"|[^\s;&|`'"]*)\s*$/.test(written) && !isClosed(name, written);
  return isOpen && !isClosed(name, value)
    ? `the line again in ${file}: ${text.trim()}`
    : copyFirst(`line ${line} of ${file}`);
}

interface PlacedValue {
  readonly value: string;
  readonly origin: SettingOrigin;
  readonly options: WayBackOptions;
}

function ofOrigin(name: string, { value, origin, options }: PlacedValue): Pick<Finding, 'cure' | 'undo'> {
  const closed = isClosed(name, value);
  const assignment = `${name}=${value}`;
  switch (origin.kind) {
    case 'default':
      return { cure: `unset ${name}` };
    case 'environment': {
      const undo = closed ? copyFirst(`the value of ${name}`) : `export ${shellWord(assignment)}`;
      return { cure: `unset ${name}`, undo };
    }
    case 'go.env':
      return { cure: `go env -w ${name}=`, undo: `go env -u ${name}` };
    case 'user-file': {
      const cure = `${options.before === undefined ? '' : `${options.before} `}go env -u ${name}`;
      if (closed) return { cure, undo: copyFirst(`line ${origin.line} of ${origin.file}`) };
      const undo =
        options.refusesWrite === true
          ? `echo ${shellWord(assignment)} >>${shellWord(origin.file)}`
          : `go env -w ${shellWord(assignment)}`;
      return { cure, undo };
    }
  }
}

/** A value that may hold a credential is not repeated. */
function copyFirst(place: string): string {
  return `keep a copy of ${place} before: gv repeats no value that may be secret`;
}

/** A setting with its place, for the start of a sentence: `GOFLAGS=-mod=vendor (/home/x/.config/go/env:2)`. */
export function named(subject: Subject, name: string): string {
  const { value, origin } = settingValue(subject.facts, name);
  const line = origin.kind === 'environment' ? exportOf(subject.lines, name) : undefined;
  const place = line === undefined ? placeOf(origin) : `${line.file}:${line.line}`;
  return `${name}=${shownValue(name, value)} (${place})`;
}
