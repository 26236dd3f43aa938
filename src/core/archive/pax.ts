import { isUtf8 } from 'node:buffer';
import { tarEntryRefusal } from './tar-refusal.ts';

/** The content of an extended header: facts of the entry after it. */
export interface PaxRecords {
  readonly path?: string;
  /** Whole seconds since the epoch. */
  readonly mtime?: number;
}

const [SPACE, EQUALS, LINE_FEED] = [0x20, 0x3d, 0x0a];
/** The length of a record, itself included: four digits are more than a whole extended header may have. */
const LENGTH = /^[1-9][0-9]{0,3}$/;
/** Seconds, as Go's archive/tar writes them; behind the point up to nanoseconds. */
const TIME = /^(0|[1-9][0-9]{0,10})(?:\.[0-9]{1,9})?$/;
const TIMES: ReadonlySet<string> = new Set(['mtime', 'atime', 'ctime']);

/**
 * Reads the records of an extended header (POSIX pax, "pax Extended Header"): `LENGTH KEY=VALUE` and a line feed, each.
 * Go's archive/tar writes `path` for a name that is long or not ASCII, and times finer than a second where it is told to.
 * Fails with `archive-hostile` for other keys, `size` and `linkpath` among them, for a key that comes twice, and for a record
 * that is shorter or longer than it says. `number` is that of the entry.
 */
export function parsePax(bytes: Buffer, number: number): PaxRecords {
  const refuse = (what: string): Error => tarEntryRefusal(number, `has ${what} in its extended header`);
  const values = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(SPACE, at);
    const digits = bytes.toString('latin1', at, space === -1 ? at : space);
    const end = at + Number(digits);
    const equals = bytes.indexOf(EQUALS, space);
    const fits =
      LENGTH.test(digits) && end <= bytes.length && bytes[end - 1] === LINE_FEED && equals > space + 1;
    if (!fits || equals >= end) throw refuse('a record of the wrong length');
    const key = bytes.toString('latin1', space + 1, equals);
    if (key !== 'path' && !TIMES.has(key))
      throw refuse(`the record ${JSON.stringify(key)}, which no official archive has`);
    if (values.has(key)) throw refuse(`two records ${key}`);
    if (!isUtf8(bytes.subarray(equals + 1, end - 1))) throw refuse(`a ${key} that is no UTF-8 text`);
    const value = bytes.toString('utf8', equals + 1, end - 1);
    const wrong = key === 'path' ? value === '' : !TIME.test(value);
    if (wrong) throw refuse(`a malformed ${key}`);
    values.set(key, value);
    at = end;
  }
  const path = values.get('path');
  const seconds = TIME.exec(values.get('mtime') ?? '')?.[1];
  return {
    ...(path === undefined ? {} : { path }),
    ...(seconds === undefined ? {} : { mtime: Number(seconds) }),
  };
}
