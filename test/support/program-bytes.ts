/** Small programs as Go's linker lays them out, for tests that need no toolchain. Only the parts that a reader looks at are there. */

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const START = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const END = Buffer.from('f932433186182072008242104116d8f2', 'hex');

export const MODULES =
  'path\texample.com/tool\nmod\texample.com/tool\tv1.2.3\th1:x=\ndep\texample.com/a\tv1.0.0\n';

/** The build information of Go 1.18 and later. */
export function buildInfo(version: string, modules = MODULES): Buffer {
  const framed = modules === '' ? Buffer.alloc(0) : Buffer.concat([START, Buffer.from(modules), END]);
  const header = Buffer.concat([MAGIC, Buffer.from([8, 2]), Buffer.alloc(16)]);
  return Buffer.concat([header, prefixed(Buffer.from(version)), prefixed(framed)]);
}

function prefixed(bytes: Buffer): Buffer {
  const head: number[] = [];
  for (let rest = bytes.length; ; rest >>= 7) {
    if (rest < 0x80) return Buffer.concat([Buffer.from([...head, rest]), bytes]);
    head.push((rest & 0x7f) | 0x80);
  }
}

/** The build information before Go 1.18: pointers to Go's strings, which lie at `address` too. */
export function olderBuildInfo(
  version: string,
  address: number,
  byteOrder: 'little' | 'big' = 'little',
): Buffer {
  const framed = Buffer.concat([START, Buffer.from(MODULES), END]);
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    if (byteOrder === 'big') bytes.writeBigUInt64BE(BigInt(value));
    else bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const strings = address + 32;
  const texts = strings + 32;
  return Buffer.concat([
    MAGIC,
    Buffer.from([8, byteOrder === 'big' ? 1 : 0]),
    word(strings),
    word(strings + 16),
    word(texts),
    word(version.length),
    word(texts + version.length),
    word(framed.length),
    Buffer.from(version),
    framed,
  ]);
}

export const ADDRESS = 0x40_0000;
const OFFSET = 0x400;

/** The data at its place behind the headers. */
function behind(headers: readonly (readonly [at: number, bytes: Buffer])[], data: Buffer): Buffer {
  const file = Buffer.alloc(OFFSET + data.length);
  for (const [at, bytes] of headers) bytes.copy(file, at);
  data.copy(file, OFFSET);
  return file;
}

export interface ElfOptions {
  readonly byteOrder?: 'little' | 'big';
  /** False for a file without the section's own name, whose writable segment is searched. */
  readonly named?: boolean;
}

/** A 64-bit ELF file. */
export function elfFile(data: Buffer, { byteOrder = 'little', named = true }: ElfOptions = {}): Buffer {
  const header = fields(64, byteOrder);
  header.bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, byteOrder === 'big' ? 2 : 1]);
  header
    .u64(32, 64)
    .u64(40, 128)
    .u16(54, 56)
    .u16(56, 1)
    .u16(58, 64)
    .u16(60, named ? 3 : 0)
    .u16(62, 2);
  const program = fields(56, byteOrder);
  program.u32(0, 1).u32(4, 6).u64(8, OFFSET).u64(16, ADDRESS).u64(32, data.length).u64(40, data.length);
  const sections = fields(3 * 64, byteOrder);
  sections.u32(64, 1).u64(80, ADDRESS).u64(96, data.length).u32(128, 15).u64(152, 320).u64(160, 32);
  const names = Buffer.from('\0.go.buildinfo\0.shstrtab\0');
  const all: (readonly [number, Buffer])[] = [
    [0, header.bytes],
    [64, program.bytes],
  ];
  return behind(named ? [...all, [128, sections.bytes], [320, names]] : all, data);
}

/** A 64-bit PE file with one section of data. */
export function peFile(data: Buffer): Buffer {
  const dos = fields(64, 'little');
  dos.bytes.write('MZ');
  dos.u32(0x3c, 64);
  const header = fields(24 + 112 + 80, 'little');
  header.bytes.write('PE');
  header.u16(6, 2).u16(20, 112).u16(24, 0x20b).u64(48, ADDRESS);
  const section = 24 + 112;
  header.bytes.write('.text', section);
  header
    .u32(section + 8, 16)
    .u32(section + 12, 0x800)
    .u32(section + 16, 16)
    .u32(section + 36, 0x6000_0020);
  const at = section + 40;
  header.bytes.write('.data', at);
  header
    .u32(at + 8, data.length)
    .u32(at + 12, 0x1000)
    .u32(at + 16, data.length)
    .u32(at + 20, OFFSET);
  header.u32(at + 36, 0xc060_0040);
  return behind(
    [
      [0, dos.bytes],
      [64, header.bytes],
    ],
    data,
  );
}

/** A 64-bit Mach-O file; without `named`, its writable segment has no section. */
export function machoFile(data: Buffer, { named = true }: { readonly named?: boolean } = {}): Buffer {
  const header = fields(32, 'little');
  header
    .u32(0, 0xfeed_facf)
    .u32(16, 2)
    .u32(20, 72 + 152);
  const zero = fields(72, 'little');
  zero.u32(0, 0x19).u32(4, 72).u64(32, ADDRESS).u64(48, ADDRESS);
  zero.bytes.write('__PAGEZERO', 8);
  const segment = fields(152, 'little');
  segment.u32(0, 0x19).u32(4, 152).u64(24, ADDRESS).u64(32, data.length).u64(40, OFFSET).u64(48, data.length);
  segment
    .u32(56, 3)
    .u32(60, 3)
    .u32(64, named ? 1 : 0)
    .u64(72 + 32, ADDRESS)
    .u64(72 + 40, data.length);
  segment.bytes.write('__DATA', 8);
  segment.bytes.write('__go_buildinfo', 72);
  return behind(
    [
      [0, header.bytes],
      [32, zero.bytes],
      [104, segment.bytes],
    ],
    data,
  );
}

/** A file that holds a program for several processors; the first counts. */
export function fatFile(first: Buffer): Buffer {
  const start = 4096;
  const header = fields(start, 'big');
  header.u32(0, 0xcafe_babe).u32(4, 2).u32(16, start).u32(20, first.length);
  return Buffer.concat([header.bytes, first]);
}

interface Writer {
  readonly bytes: Buffer;
  u16(at: number, value: number): Writer;
  u32(at: number, value: number): Writer;
  u64(at: number, value: number): Writer;
}

function fields(length: number, byteOrder: 'little' | 'big'): Writer {
  const bytes = Buffer.alloc(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const isLittle = byteOrder === 'little';
  const writer: Writer = {
    bytes,
    u16: (at, value) => (view.setUint16(at, value, isLittle), writer),
    u32: (at, value) => (view.setUint32(at, value, isLittle), writer),
    u64: (at, value) => (view.setBigUint64(at, BigInt(value), isLittle), writer),
  };
  return writer;
}
