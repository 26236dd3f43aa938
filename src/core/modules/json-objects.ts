import { isRecord, parseJson } from '../json.ts';

/** Characters of one object; a module of `go list -m -json` has about 500. */
const LONGEST = 1024 * 1024;

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Takes a text in parts and gives the objects that are complete. */
export interface ObjectSplitter {
  add(part: string): readonly JsonRecord[];
}

/**
 * Splits the output of `go list -json`: objects one behind another, each closed by a `}` at the start of a line (encoding/json,
 * Indent). Text that is no such object is dropped, and of an endless one only the first MiB is kept.
 */
export function objectSplitter(): ObjectSplitter {
  let waiting = '';
  return {
    add(part) {
      const texts = `${waiting}${part}`.split(/(?<=^\})\r?\n/m);
      const last = texts.pop() ?? '';
      waiting = last.slice(0, LONGEST);
      return texts.map((text) => parseJson(text)).filter((value) => isRecord(value));
    },
  };
}

/** A text field; empty where it is missing or no text. */
export function textIn(record: JsonRecord, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}

/** The objects of a list; none where it is missing or null. */
export function recordsIn(record: JsonRecord, name: string): readonly JsonRecord[] {
  const value = record[name];
  return Array.isArray(value) ? value.filter((each): each is JsonRecord => isRecord(each)) : [];
}

/** An object inside an object; an empty one where it is missing. */
export function recordIn(record: JsonRecord, name: string): JsonRecord {
  const value = record[name];
  return isRecord(value) ? value : {};
}

/** The texts of a list. */
export function textsIn(record: JsonRecord, name: string): readonly string[] {
  const value = record[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
