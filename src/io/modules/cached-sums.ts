import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { lineName, type SumLine } from '../../core/modules/sums.ts';
import { isPlaceable } from '../../core/modules/versions.ts';
import { escapedElement } from '../../core/net/subject.ts';
import { isDiskFailure } from '../../errors.ts';
import { h1Of } from '../../trust/log/h1.ts';
import { entryKind, namesOrNothing, readSmallBytes, readSmallOrNothing } from '../disk/read.ts';
import { makeDirectorySync } from '../disk/write.ts';

const HASH = /^h1:[0-9A-Za-z+/]{43}=$/;

/**
 * The hash that the module cache has for a line of go.sum: of a zip the `.ziphash` beside it, which go wrote when it unpacked the
 * zip; of a go.mod that of its bytes (golang.org/x/mod/sumdb/dirhash, Hash1). Undefined where the cache lacks the module, and where
 * its file cannot be read.
 */
export function cachedHash(cache: string, line: SumLine): string | undefined {
  const base = recordOf(cache, line);
  if (base === undefined) return undefined;
  if (line.kind === 'go.mod') return hashOfMod(`${base}.mod`);
  const hash = (readSmallOrNothing(`${base}.ziphash`) ?? '').trim();
  return HASH.test(hash) ? hash : undefined;
}

/** The path without its ending under which the module cache keeps a version; undefined for a name that would lead elsewhere. */
export function recordOf(
  cache: string,
  { path, version }: Pick<SumLine, 'path' | 'version'>,
): string | undefined {
  if (!isPlaceable(path) || !isPlaceable(version) || version.includes('/')) return undefined;
  return join(cache, 'cache', 'download', escapedElement(path), '@v', escapedElement(version));
}

function hashOfMod(file: string): string | undefined {
  const bytes = smallBytes(file);
  if (bytes === undefined) return undefined;
  return h1Of([{ name: 'go.mod', sha256: createHash('sha256').update(bytes).digest() }]);
}

/** A line of the checksum database that go fetched earlier. */
export interface DatabaseLine {
  readonly hash: string;
  readonly file: string;
}

/** The hash that the checksum database gave for a line, as far as the module cache remembers; undefined without. */
export function databaseHash(cache: string, line: SumLine): DatabaseLine | undefined {
  if (!isPlaceable(line.path) || !isPlaceable(line.version)) return undefined;
  const databases = join(cache, 'cache', 'download', 'sumdb');
  for (const name of namesOrNothing(databases)) {
    const file = join(
      databases,
      name,
      'lookup',
      `${escapedElement(line.path)}@${escapedElement(line.version)}`,
    );
    const start = `${lineName(line)} `;
    const found = (readSmallOrNothing(file) ?? '').split('\n').find((each) => each.startsWith(start));
    const hash = found?.slice(start.length);
    if (hash !== undefined && HASH.test(hash)) return { hash, file };
  }
  return undefined;
}

/** True where the checksum database is known to have a version: it is public then. */
export function hasDatabaseLine(
  cache: string,
  { path, version }: Pick<SumLine, 'path' | 'version'>,
): boolean {
  return databaseHash(cache, { path, version, kind: 'go.mod', line: 0, hash: '' }) !== undefined;
}

/** True where the module cache has the go.mod of a version. */
export function hasRecord(cache: string, module: Pick<SumLine, 'path' | 'version'>): boolean {
  const base = recordOf(cache, module);
  return base !== undefined && entryKind(`${base}.mod`) !== 'absent';
}

/**
 * Copies the go.mod files and times of versions into an empty module cache, so that go asks for none of them again. A file that is
 * missing, or cannot be copied, is fetched by go.
 */
export function lendRecords(from: string, to: string, lines: readonly SumLine[]): void {
  const once = new Map(lines.map((line) => [lineName(line), line]));
  for (const line of once.values()) {
    const [source, target] = [recordOf(from, line), recordOf(to, line)];
    if (line.kind !== 'go.mod' || source === undefined || target === undefined) continue;
    for (const ending of ['.mod', '.info']) {
      const bytes = smallBytes(`${source}${ending}`);
      if (bytes === undefined) continue;
      makeDirectorySync(dirname(target), 0o700);
      writeNew(`${target}${ending}`, bytes);
    }
  }
}

function writeNew(path: string, bytes: Uint8Array): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const fd = openSync(path, flags, 0o600);
  try {
    writeSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

function smallBytes(file: string): Uint8Array | undefined {
  try {
    return readSmallBytes(file, LIMITS.moduleFileBytes);
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}
