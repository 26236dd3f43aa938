import { keyHash, mintLogKey, signatureLine } from './log-key.ts';
import { headText, type Lie, type TestLog } from './log.ts';

/** Changes the answers to one path. */
export function at(path: string, change: (bytes: Buffer) => Buffer | undefined): Lie {
  return (asked, bytes) => (asked === path && bytes !== undefined ? change(bytes) : bytes);
}

/** Changes the answers to all lookups, as text. */
export function inLookup(change: (text: string) => string): Lie {
  return (path, bytes) =>
    path.startsWith('lookup/') && bytes !== undefined ? Buffer.from(change(bytes.toString())) : bytes;
}

/** Changes the answers for all tiles. */
export function inTiles(change: (bytes: Buffer) => Buffer | undefined): Lie {
  return (path, bytes) => (path.startsWith('tile/') && bytes !== undefined ? change(bytes) : bytes);
}

/** One bit of one byte. */
export function flipped(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
  return copy;
}

/** Another record under the same number, with the log's own head. */
export function withRecord(log: TestLog, record: string, id = log.id): Lie {
  return inLookup(() => `${id}\n${record}\n${log.head()}`);
}

/** Another head beside the log's own record; `lookup` only. */
export function withHead(log: TestLog, head: string): Lie {
  return inLookup(() => `${log.id}\n${log.tree.recordAt(log.id)}\n${head}`);
}

/** Signs the log's true head by a key the client does not know. */
export function foreignHead(log: TestLog): string {
  return mintLogKey(log.key.name).note(headText(log.tree.size, log.tree.root(log.tree.size)));
}

/** Signs by an algorithm that nobody knows, in the name of the log. */
export function strangeHead(log: TestLog): string {
  const text = headText(log.tree.size, log.tree.root(log.tree.size));
  const encoded = Buffer.concat([Buffer.of(0x2a), Buffer.alloc(32, 7)]);
  return `${text}\n${signatureLine(log.key.name, keyHash(log.key.name, encoded), Buffer.alloc(64, 7))}`;
}

/** The log's head with further lines in its text, properly signed: only a dishonest log can make it. */
export function chattyHead(log: TestLog, lines: string): string {
  return log.key.note(`${headText(log.tree.size, log.tree.root(log.tree.size))}${lines}`);
}
