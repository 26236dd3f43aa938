/** The places to which go's requests are counted. */
export interface Places {
  /** The module proxies of GOPROXY. */
  readonly entries: readonly URL[];
  /** The own host of the checksum database. */
  readonly sumdb: URL | undefined;
}

/** The place that a URL of go's belongs to. */
export interface AskedPlace {
  /** Undefined for a repository's host, and the checksum database's own. */
  readonly entry: URL | undefined;
  readonly isSumdb: boolean;
  /** The path below the entry, as the module cache has it below `cache/download`: `/golang.org/x/text/@v/v0.14.0.zip`. */
  readonly path: string;
}

/** Undefined for a text that is no URL. Go shows no password, so that user names and passwords do not count. */
export function askedPlace(text: string, { entries, sumdb }: Places): AskedPlace | undefined {
  const url = URL.parse(text);
  if (url === null) return undefined;
  const [entry] = entries
    .filter((each) => isBelow(url, each))
    .toSorted((a, b) => b.pathname.length - a.pathname.length);
  if (entry === undefined) {
    const isSumdb = sumdb !== undefined && isBelow(url, sumdb);
    return { entry: undefined, isSumdb, path: decoded(url.pathname) };
  }
  const path = decoded(url.pathname.slice(base(entry).length));
  return { entry, isSumdb: path.startsWith('/sumdb/'), path };
}

function isBelow(url: URL, place: URL): boolean {
  return url.origin === place.origin && `${url.pathname}/`.startsWith(`${base(place)}/`);
}

function base({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
