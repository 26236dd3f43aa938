import { isRecord, parseJson } from '../../core/json.ts';
import type { Layout } from '../../core/layout.ts';
import { readSmall } from '../disk/read.ts';

/** The file beside the index. It names the digest of the index, so that a crash between the two writes leaves a pair that is seen not to match. */
export interface Validators {
  /** The address that was asked, without credentials: an index of another server is another index. */
  readonly url: string;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly fetchedAt: Date;
  readonly sha256: string;
  /** The newest release of each line, so that `gv outdated` need not read 2 MB; undefined in a file of an older gv. */
  readonly newest: readonly string[] | undefined;
}

/** Reads the facts about the cached index; undefined when the file is missing or malformed. */
export function readValidators(layout: Layout): Validators | undefined {
  const text = readSmall(layout.indexValidators);
  return text === undefined ? undefined : validatorsIn(parseJson(text));
}

function validatorsIn(value: unknown): Validators | undefined {
  if (!isRecord(value)) return undefined;
  const { url, etag, lastModified, fetchedAt, sha256, newest } = value;
  if (typeof url !== 'string' || typeof sha256 !== 'string' || typeof fetchedAt !== 'string')
    return undefined;
  const at = new Date(fetchedAt);
  if (Number.isNaN(at.getTime())) return undefined;
  return {
    url,
    etag: headerText(etag),
    lastModified: headerText(lastModified),
    fetchedAt: at,
    sha256,
    newest: Array.isArray(newest) && newest.every((name) => typeof name === 'string') ? newest : undefined,
  };
}

/** A value that may be sent as a header: the text of a file must not smuggle in a second header. */
function headerText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e ]{1,200}$/.test(value) ? value : undefined;
}
