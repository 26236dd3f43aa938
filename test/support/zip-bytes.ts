import { crc32, deflateRawSync } from 'node:zlib';

/** The fields that stand both in an entry's own header and in the directory. */
export interface ZipHeader {
  readonly name: string | Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly extra: Uint8Array;
}

/** One entry of a hand-made zip; every field can lie. */
export interface ZipEntry {
  readonly name: string;
  readonly body?: string | Uint8Array;
  /** Packed by method 0. */
  readonly stored?: boolean;
  /** The bytes that stand in the file in place of the packed body. */
  readonly packed?: Uint8Array;
  /** Sizes and CRC behind the data: with its signature, as Go's writer has it, or without. */
  readonly descriptor?: 'signed' | 'bare';
  /** Fields of both headers, of the own one, of the directory's. */
  readonly both?: Partial<ZipHeader>;
  readonly local?: Partial<ZipHeader>;
  readonly central?: Partial<ZipHeader>;
  /** Unix mode with type bits; none is recorded without it. */
  readonly mode?: number;
  /** External attributes and the system they are of, when not those of `mode`. */
  readonly attributes?: number;
  readonly host?: number;
  /** Where the directory says the entry begins. */
  readonly offset?: number;
  /** The data descriptor, when not the true one. */
  readonly tail?: Uint8Array;
  /** Bytes after the entry that belong to nothing. */
  readonly padding?: Uint8Array;
}

/** What the end record says, when it lies. */
export interface ZipEndFields {
  readonly disk?: number;
  readonly count?: number;
  readonly total?: number;
  readonly length?: number;
  readonly from?: number;
  readonly comment?: Uint8Array;
  /** Bytes between the directory and the end record. */
  readonly before?: Uint8Array;
}

const NOTHING = new Uint8Array();

/** A zip made byte by byte (PKWARE APPNOTE), so that it can hold what no zip program writes. */
export function zipBytes(entries: readonly ZipEntry[], end: ZipEndFields = {}): Buffer {
  const bodies: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const header = headerOf(entry);
    const body = localBytes(entry, header);
    records.push(centralBytes(entry, header, entry.offset ?? at));
    bodies.push(body);
    at += body.length;
  }
  const directory = Buffer.concat(records);
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(end.disk ?? 0, 4);
  tail.writeUInt16LE(end.count ?? entries.length, 8);
  tail.writeUInt16LE(end.total ?? end.count ?? entries.length, 10);
  tail.writeUInt32LE(end.length ?? directory.length, 12);
  tail.writeUInt32LE(end.from ?? at, 16);
  tail.writeUInt16LE(end.comment?.length ?? 0, 20);
  return Buffer.concat([...bodies, directory, end.before ?? NOTHING, tail, end.comment ?? NOTHING]);
}

export const PREFIX = 'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/';

/** A file of a module zip, by its path in the toolchain; `more` may lie. */
export function moduleFile(path: string, more: Partial<ZipEntry> = {}): ZipEntry {
  return { name: PREFIX + path, body: 'x', ...more };
}

/** The smallest tree that passes for a toolchain, as upstream packs one: no directories, `_go.mod`, descriptors. */
export function moduleEntries(modes: 'recorded' | 'none', name = '1.22.5'): readonly ZipEntry[] {
  const script = `#!/bin/sh\necho "go version go${name} linux/amd64 (test)"\n`;
  const file = (path: string, body: string, mode = 0o644): ZipEntry => ({
    name: PREFIX + path,
    body,
    descriptor: 'signed',
    ...(modes === 'recorded' ? { mode: 0o100000 | mode } : {}),
  });
  return [
    file('VERSION', `go${name}\ntime 2024-07-02T14:05:06Z\n`),
    file('bin/go', script, 0o755),
    file('bin/gofmt', script, 0o755),
    file('lib/wasm/go_js_wasm_exec', '#!/bin/sh\n', 0o755),
    file('pkg/tool/linux_amd64/compile', '#!/bin/sh\n', 0o755),
    file('src/_go.mod', 'module std\n'),
    file('src/all.bash', '#!/bin/bash\n', 0o755),
    file('src/empty.go', ''),
    file('src/fmt/print.go', 'package fmt\n'),
  ];
}

function headerOf(entry: ZipEntry): ZipHeader {
  const body = Buffer.from(entry.body ?? '');
  const packed = packedOf(entry);
  return {
    name: entry.name,
    flags: entry.descriptor === undefined ? 0 : 8,
    method: entry.stored === true ? 0 : 8,
    crc: crc32(body),
    compressed: packed.length,
    size: body.length,
    extra: NOTHING,
    ...entry.both,
  };
}

function packedOf({ packed, body = '', stored }: ZipEntry): Uint8Array {
  return packed ?? (stored === true ? Buffer.from(body) : deflateRawSync(body));
}

function localBytes(entry: ZipEntry, header: ZipHeader): Buffer {
  const later = entry.descriptor === undefined ? {} : { crc: 0, compressed: 0, size: 0 };
  const fixed = Buffer.alloc(4);
  fixed.writeUInt32LE(0x04034b50);
  return Buffer.concat([
    fixed,
    headerBytes({ ...header, ...later, ...entry.local }),
    packedOf(entry),
    entry.tail ?? descriptorBytes(entry, header),
    entry.padding ?? NOTHING,
  ]);
}

/** From the version needed to the extra fields, as both headers have it but for what the directory puts in between. */
function headerBytes(header: ZipHeader, between: Uint8Array = NOTHING): Buffer {
  const name = Buffer.from(header.name);
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(header.flags, 2);
  bytes.writeUInt16LE(header.method, 4);
  bytes.writeUInt32LE(header.crc, 10);
  bytes.writeUInt32LE(header.compressed, 14);
  bytes.writeUInt32LE(header.size, 18);
  bytes.writeUInt16LE(name.length, 22);
  bytes.writeUInt16LE(header.extra.length, 24);
  return Buffer.concat([bytes, between, name, header.extra]);
}

function descriptorBytes({ descriptor }: ZipEntry, { crc, compressed, size }: ZipHeader): Buffer {
  if (descriptor === undefined) return Buffer.alloc(0);
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(compressed, 8);
  bytes.writeUInt32LE(size, 12);
  return descriptor === 'signed' ? bytes : bytes.subarray(4);
}

function centralBytes(entry: ZipEntry, header: ZipHeader, offset: number): Buffer {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(0x02014b50, 0);
  start.writeUInt8(20, 4);
  start.writeUInt8(entry.host ?? (entry.mode === undefined ? 0 : 3), 5);
  const between = Buffer.alloc(14);
  between.writeUInt32LE(entry.attributes ?? (entry.mode ?? 0) * 0x10000, 6);
  between.writeUInt32LE(offset, 10);
  return Buffer.concat([start, headerBytes({ ...header, ...entry.central }, between)]);
}
