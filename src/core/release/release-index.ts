import { GvError } from '../../errors.ts';
import { isRecord } from '../json.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';

/** One file of a release as the index names it. */
export interface ReleaseFile {
  readonly name: string;
  /** Lower-case hex; undefined where the index never had one (releases up to 1.5.2 and some prereleases). */
  readonly sha256: string | undefined;
  /** In bytes; undefined where the index says 0. */
  readonly size: number | undefined;
}

/** A published Go version with its archives; installers are left out. */
export interface Release {
  readonly version: Version;
  readonly archives: readonly ReleaseFile[];
  readonly source: ReleaseFile | undefined;
}

const FILE_NAME = /^go[0-9a-z.]+\.[0-9a-z.-]+$/;
const SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Reads the release index (`?mode=json&include=all` of go.dev/dl), newest release first.
 * Its `os` and `arch` fields are wrong for some ports, so only file names count. Entries that name no
 * release (`go1`, which holds bootstrap sources) or no sane file name are left out.
 * Fails with `bad-index` when the text is not such a list.
 */
export function parseIndex(text: string): readonly Release[] {
  const releases = listIn(text).flatMap((entry) => releaseOf(entry));
  if (releases.length === 0) throw new GvError('bad-index', 'the release index names no release');
  return releases.sort((a, b) => compareVersions(b.version, a.version));
}

function listIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new GvError('bad-index', 'the release index is not JSON', { cause });
  }
  throw new GvError('bad-index', 'the release index is not a list');
}

function releaseOf(entry: unknown): readonly Release[] {
  if (!isRecord(entry) || typeof entry['version'] !== 'string' || !Array.isArray(entry['files'])) return [];
  const version = entry['version'].startsWith('go') ? parseVersion(entry['version'].slice(2)) : undefined;
  if (version === undefined) return [];
  const files: readonly unknown[] = entry['files'];
  const [source] = files.flatMap((file) => fileOf(file, 'source'));
  return [{ version, archives: files.flatMap((file) => fileOf(file, 'archive')), source }];
}

function fileOf(entry: unknown, kind: 'archive' | 'source'): readonly ReleaseFile[] {
  if (!isRecord(entry) || entry['kind'] !== kind) return [];
  const { filename: name, sha256, size } = entry;
  if (typeof name !== 'string' || !FILE_NAME.test(name) || name.includes('..')) return [];
  return [
    {
      name,
      sha256: typeof sha256 === 'string' && SHA256.test(sha256) ? sha256.toLowerCase() : undefined,
      size: typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? size : undefined,
    },
  ];
}
