import type { Evidence, Finding } from '../../core/choice/finding.ts';
import type { RoadFailure } from '../../core/net/road-report.ts';
import { type Origin, originText, type Road } from '../../core/roads/road.ts';

/** A road as it was read, and as far as it was tried. */
export interface TriedRoad {
  readonly road: Road;
  /** The version of the go that would fetch; undefined where it is not known. */
  readonly goVersion: string | undefined;
  readonly isPrivate: boolean;
  /** The outcome of `git ls-remote`; undefined where git was not run. */
  readonly git: { readonly failed: RoadFailure | undefined } | undefined;
  /** The outcome of go's own question to the module's host; undefined where none was asked. */
  readonly page:
    | { readonly status: number | undefined; readonly failed: RoadFailure | undefined }
    | undefined;
}

/** The place of a setting in brackets, for the middle of a sentence; empty without one. */
export function because(origin: Origin | undefined): string {
  return origin === undefined ? '' : ` (${originText(origin)})`;
}

/** A setting that was read, as evidence. */
export function read(what: string, value: string, origin: Origin | undefined): Evidence {
  return { what, value, how: 'read', ...(origin === undefined ? {} : { from: originText(origin) }) };
}

/** The place of a finding. */
export function placeOf({ from, line }: Origin): NonNullable<Finding['at']> {
  return line === undefined ? { file: from } : { file: from, line };
}

/** The place of a finding in a file; nothing for the environment. */
export function atOf(origin: Origin | undefined): Pick<Finding, 'at'> {
  return origin === undefined || origin.from === 'the environment' ? {} : { at: placeOf(origin) };
}
