import { isRecord, parseJson } from '../../core/json.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { readSmall } from '../disk/read.ts';
import { removeFile, writeFileAtomic } from '../disk/write.ts';
import type { HttpResponse } from '../http/http.ts';

/** The source of an unfinished download, kept beside it so that a later run may go on. */
export interface PartSource {
  /** Without credentials. */
  readonly url: string;
  /** A strong entity tag or a date, for If-Range. */
  readonly validator: string;
  readonly total: number | undefined;
}

const STRONG_TAG = /^"[\x21\x23-\x7e]{0,200}"$/;
const DATE = /^[A-Z][a-z]{2}, [0-9A-Za-z: ]{20,30}$/;

function sourcePath(part: string): string {
  return `${part}.json`;
}

/** Reads the source of a part; undefined when none is kept or the file is malformed: the download then starts again. */
export function readSource(part: string): PartSource | undefined {
  const text = readSmall(sourcePath(part));
  return text === undefined ? undefined : parseSource(parseJson(text));
}

function parseSource(value: unknown): PartSource | undefined {
  if (!isRecord(value)) return undefined;
  const { url, validator, total } = value;
  if (typeof url !== 'string' || typeof validator !== 'string' || !isValidator(validator)) return undefined;
  return { url, validator, total: typeof total === 'number' ? total : undefined };
}

function isValidator(text: string): boolean {
  return STRONG_TAG.test(text) || DATE.test(text);
}

/** Keeps the source of a part that begins with this answer, or forgets the old one when the answer cannot be resumed. */
export async function keepSource(part: string, url: URL, answer: HttpResponse): Promise<void> {
  const validator = validatorOf(answer.headers);
  if (validator === undefined) return await dropSource(part);
  const source: PartSource = { url: displayUrl(url), validator, total: totalOf(answer) };
  await writeFileAtomic(sourcePath(part), `${JSON.stringify(source)}\n`);
}

export async function dropSource(part: string): Promise<void> {
  await removeFile(sourcePath(part));
}

/** Only a strong validator may join two answers (RFC 9110, 13.1.5); a date is strong when the answer is at least a second younger (8.8.2.2). */
export function validatorOf(headers: HttpResponse['headers']): string | undefined {
  const tag = headers['etag'] ?? '';
  if (STRONG_TAG.test(tag)) return tag;
  const modified = headers['last-modified'] ?? '';
  const age = Date.parse(headers['date'] ?? '') - Date.parse(modified);
  return tag === '' && DATE.test(modified) && age >= 1000 ? modified : undefined;
}

/** Length of the whole file by the headers of an answer: Content-Length, or the end of Content-Range in a 206. */
export function totalOf(answer: HttpResponse): number | undefined {
  const range = rangeOf(answer);
  if (answer.status === 206) return range?.total;
  const length = answer.headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

export interface ByteRange {
  readonly start: number;
  /** The last byte, as the header counts. */
  readonly end: number;
  readonly total: number | undefined;
}

/** Reads Content-Range (RFC 9110, 14.4); undefined when it is not a single byte range. */
export function rangeOf(answer: HttpResponse): ByteRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(answer.headers['content-range'] ?? '');
  if (match === null) return undefined;
  const [, start = '', end = '', total = ''] = match;
  return { start: Number(start), end: Number(end), total: total === '*' ? undefined : Number(total) };
}
