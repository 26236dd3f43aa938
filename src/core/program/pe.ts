import { Fields, partsOf, type Image, type ReadAt } from './image.ts';

const SECTION_BYTES = 40;
/** The base lies at the same place of both optional headers but for its width (Microsoft, PE format). */
const PE32_PLUS = 0x20b;
const INITIALIZED = 0x40;
const READABLE = 0x4000_0000;
const WRITABLE = 0x8000_0000;
const ALIGN_32 = 0x60_0000;

/** A PE file: its first section of initialized, writable data (go: debug/buildinfo, peExe). Undefined for a broken file. */
export function peImage(read: ReadAt): Image | undefined {
  const at = new Fields(read(0, 64), 'little').u32(0x3c);
  const header = new Fields(read(at, 24 + 32), 'little');
  if (header.name(0, 4) !== 'PE') return undefined;
  const count = partsOf(header.u16(6));
  if (count === undefined) return undefined;
  const optional = header.u16(20);
  const base = header.u16(24) === PE32_PLUS ? header.u64(24 + 24) : header.u32(24 + 28);
  const table = new Fields(read(at + 24 + optional, count * SECTION_BYTES), 'little');
  const sections = Array.from({ length: count }, (_, index) => {
    const from = index * SECTION_BYTES;
    return {
      address: base + table.u32(from + 12),
      memory: table.u32(from + 8),
      size: table.u32(from + 16),
      offset: table.u32(from + 20),
      kind: (table.u32(from + 36) & ~ALIGN_32) >>> 0,
    };
  });
  const wanted = (INITIALIZED | READABLE | WRITABLE) >>> 0;
  const data = sections.find(({ address, size, kind }) => address !== base && size !== 0 && kind === wanted);
  return data === undefined
    ? undefined
    : { data: { address: data.address, size: data.memory }, mapped: sections };
}
