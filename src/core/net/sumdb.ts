import { GO_LOG_NAME } from '../go/gosumdb.ts';

/** The checksum database that GOSUMDB names, for a measurement: no key is looked at. */
export interface NamedSumdb {
  readonly name: string;
  /** Set where GOSUMDB has an address: then no module proxy is asked (cmd/go/internal/modfetch, dbDial). */
  readonly address: URL | undefined;
}

const CHINA = 'sum.golang.google.cn';

/** Reads GOSUMDB: a name or a verifier key, and perhaps an address. Undefined for `off` and for a value that go refuses. */
export function namedSumdb(value: string): NamedSumdb | undefined {
  const [key = GO_LOG_NAME, address] = value.split(/\s+/).filter((word) => word !== '');
  if (key === 'off') return undefined;
  if (key === CHINA) return { name: GO_LOG_NAME, address: new URL(`https://${CHINA}`) };
  const [name = ''] = key.split('+');
  const url = address === undefined ? undefined : URL.parse(address);
  if (
    url === null ||
    URL.parse(`https://${name}`) === null ||
    !/^\w[\w.-]*(?::\d+)?(?:\/[\w./-]*)?$/.test(name)
  )
    return undefined;
  return { name, address: url };
}

/** The number of a record and the size of the tree, from the answer to a lookup (go.dev/ref/mod, checksum database). */
export function lookedUp(text: string): { readonly record: number; readonly size: number } | undefined {
  const [, record] = /^(\d{1,12})\n/.exec(text) ?? [];
  const [, size] = /^go\.sum database tree\n(\d{1,12})\n/m.exec(text) ?? [];
  return record === undefined || size === undefined || Number(record) >= Number(size)
    ? undefined
    : { record: Number(record), size: Number(size) };
}
