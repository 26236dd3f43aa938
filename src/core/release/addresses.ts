import { displayUrl, joinUrl, webUrl } from '../text/urls.ts';
import type { Version } from '../version.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Both are run by Google and serve the same site; the second can be reached from China. */
const OFFICIAL: readonly string[] = ['https://go.dev/dl', 'https://golang.google.cn/dl'];

/** Where the release index is asked for, in order: GV_DL_URL alone when set, else the official hosts. Fails with `bad-config`. */
export function indexBases(env: Env): readonly URL[] {
  const own = (env['GV_DL_URL'] ?? '').trim();
  return own === '' ? OFFICIAL.map((base) => new URL(base)) : [webUrl(own, 'GV_DL_URL')];
}

/** True for an index of the official hosts over TLS, also where GV_DL_URL names it. */
export function isOfficialBase({ protocol, host, pathname }: URL): boolean {
  return OFFICIAL.includes(`${protocol}//${host}${pathname.replace(/\/+$/, '')}`);
}

/** The host whose word an index is where that is not an official one; a proof by such an index names it. */
export function foreignHost(base: URL): string | undefined {
  return isOfficialBase(base) ? undefined : base.host;
}

/** The index under a base, with all releases. A query of the base (a token) stays. */
export function indexUrl(base: URL): URL {
  const url = joinUrl(base, '');
  url.searchParams.set('mode', 'json');
  url.searchParams.set('include', 'all');
  return url;
}

/** The base of this run whose index has the address `shown`, as `displayUrl` shows it; undefined for an index of another server. */
export function askedBase(env: Env, shown: string): URL | undefined {
  return indexBases(env).find((base) => displayUrl(indexUrl(base)) === shown);
}

/** A file that a server of releases has. */
export interface ServedFile {
  readonly fileName: string;
  readonly version: Version;
  /** The base whose index was read: the one that can be reached. */
  readonly base?: URL | undefined;
}

/**
 * The addresses of a release's file, in order: the mirrors of GV_MIRROR (separated by commas or blanks; `{version}`
 * and `{file}` are filled in, else the file's name is appended), then the bases of the index. Fails with `bad-config`.
 */
export function archiveUrls(env: Env, file: ServedFile): readonly URL[] {
  const mirrors = (env['GV_MIRROR'] ?? '').split(/[,\s]+/).filter((mirror) => mirror !== '');
  const bases = indexBases(env);
  const first = file.base === undefined ? [] : [file.base];
  const rest = bases.filter((base) => base.href !== file.base?.href);
  return [
    ...mirrors.map((mirror) => mirrorUrl(mirror, file)),
    ...[...first, ...rest].map((base) => joinUrl(base, file.fileName)),
  ];
}

/** Where the detached signature of an archive may be had; it proves itself, so a mirror's copy is as good as any. */
export function signatureUrls(env: Env, archive: ServedFile): readonly URL[] {
  return archiveUrls(env, { ...archive, fileName: `${archive.fileName}.asc` });
}

function mirrorUrl(mirror: string, { fileName, version }: ServedFile): URL {
  const filled = mirror.replaceAll('{version}', version.name).replaceAll('{file}', fileName);
  const url = webUrl(filled, 'GV_MIRROR');
  return mirror.includes('{file}') ? url : joinUrl(url, fileName);
}
