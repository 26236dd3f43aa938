import { GvError } from '../../src/errors.ts';
import type { LogReader } from '../../src/trust/log/reader.ts';
import { mintLogKey, type LogKey } from './log-key.ts';
import { logTree, type LogTree } from './log-tree.ts';

export interface TestLogOptions {
  /** Records in the log. */
  readonly size: number;
  /** The one record that is about something, and its number. */
  readonly id: number;
  readonly key?: LogKey;
  /** The record, when not `RECORD`. */
  readonly record?: string;
  /** What the record is about, when not `VERSION`. */
  readonly version?: string;
  /** Further records. */
  readonly others?: ReadonlyMap<number, string>;
}

/** A log in memory that answers as a server of the protocol does. */
export interface TestLog {
  readonly key: LogKey;
  readonly tree: LogTree;
  readonly id: number;
  /** A signed head; of the whole log unless a smaller size is named. */
  head(size?: number): string;
  /** The body for a path such as `lookup/…`, `latest`, `tile/8/0/000.p/5`, `supported`; undefined where there is none. */
  answer(path: string): Buffer | undefined;
}

/** What the test's one record is about. */
export const MODULE = 'golang.org/toolchain';
export const VERSION = 'v0.0.1-go1.22.5.linux-amd64';
export const H1 = 'h1:LQChnsjY/4sr12W+7pci1Qg1+X/n7vmLOOaq2aTBG0w=';
export const RECORD = recordOf(VERSION, H1);

/** The two go.sum lines that a toolchain's record consists of. */
export function recordOf(version: string, h1: string): string {
  return `${MODULE} ${version} ${h1}\n${MODULE} ${version}/go.mod h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=\n`;
}

export function headText(size: number, root: Uint8Array): string {
  return `go.sum database tree\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

export function testLog({
  size,
  id,
  key = mintLogKey(),
  version = VERSION,
  record = version === VERSION ? RECORD : recordOf(version, H1),
  others = new Map(),
}: TestLogOptions): TestLog {
  const tree = logTree(size, new Map([...others, [id, record]]));
  const head = (at = size): string => key.note(headText(at, tree.root(at)));
  const answer = (path: string): Buffer | undefined => {
    if (path === 'supported') return Buffer.alloc(0);
    if (path === 'latest') return Buffer.from(head());
    if (path === `lookup/${MODULE}@${version}`) return Buffer.from(`${id}\n${tree.recordAt(id)}\n${head()}`);
    return tileBytes(tree, path);
  };
  return { key, tree, id, head, answer };
}

function tileBytes(tree: LogTree, path: string): Buffer | undefined {
  const [, level, groups, width = '256'] =
    /^tile\/8\/(\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const from = Number(groups.replaceAll(/[x/]/g, '')) * 256;
  const hashes = Math.floor(tree.size / 256 ** Number(level));
  if (from + Number(width) > hashes) return undefined;
  return Buffer.concat(Array.from({ length: Number(width) }, (_, at) => tree.hash(Number(level), from + at)));
}

/** Reads a log without a server. What was asked for is in `asked`; a `lie` may change an answer, or withhold it. */
export function readerOf(log: TestLog, lie: Lie = (_, bytes) => bytes): LogReader & { asked: string[] } {
  const asked: string[] = [];
  const read = (path: string): Promise<Uint8Array> => {
    asked.push(path);
    const bytes = lie(path, log.answer(path));
    if (bytes !== undefined) return Promise.resolve(bytes);
    return Promise.reject(new GvError('http-status', `HTTP 404 for ${path}`));
  };
  return { asked, lookup: (what) => read(`lookup/${what}`), tile: read };
}

/** Changes what the log answers for a path; undefined stands for 404. */
export type Lie = (path: string, bytes: Buffer | undefined) => Buffer | undefined;
