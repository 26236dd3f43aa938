import { Fields, partsOf, type Image, type Mapped, type ReadAt } from './image.ts';

const PT_LOAD = 1;
const WRITABLE = 2;
const EXECUTABLE = 1;

/** Where the fields of a header lie in the two widths (System V ABI, ELF header, section header, program header). */
const LAYOUT = {
  4: { header: 52, phoff: 28, shoff: 32, counts: 42, program: 32, section: 40 },
  8: { header: 64, phoff: 32, shoff: 40, counts: 54, program: 56, section: 64 },
} as const;

/** An ELF file: its section `.go.buildinfo`, else its first writable segment (go: debug/buildinfo, elfExe). Undefined for a broken file. */
export function elfImage(read: ReadAt): Image | undefined {
  const ident = read(0, 64);
  const width = ident[4] === 1 ? 4 : ident[4] === 2 ? 8 : undefined;
  if (width === undefined || ident.length < LAYOUT[width].header) return undefined;
  const byteOrder = ident[5] === 2 ? 'big' : 'little';
  const layout = LAYOUT[width];
  const header = new Fields(ident, byteOrder);
  const count = partsOf(header.u16(layout.counts + 2));
  if (count === undefined) return undefined;
  const at = header.word(layout.phoff, width);
  const table = new Fields(read(at, count * layout.program), byteOrder);
  const programs = Array.from({ length: count }, (_, index) => program(table, index * layout.program, width));
  const loaded = programs.filter(({ type }) => type === PT_LOAD);
  const writable = loaded.find(({ flags }) => (flags & (WRITABLE | EXECUTABLE)) === WRITABLE);
  const data =
    buildInfoSection(read, header, { width, byteOrder }) ??
    (writable && { address: writable.address, size: writable.memory });
  return data === undefined ? undefined : { data, mapped: loaded };
}

interface Program extends Mapped {
  readonly type: number;
  readonly flags: number;
  readonly memory: number;
}

function program(table: Fields, at: number, width: 4 | 8): Program {
  const isWide = width === 8;
  return {
    type: table.u32(at),
    flags: table.u32(at + (isWide ? 4 : 24)),
    offset: table.word(at + (isWide ? 8 : 4), width),
    address: table.word(at + (isWide ? 16 : 8), width),
    size: table.word(at + (isWide ? 32 : 16), width),
    memory: table.word(at + (isWide ? 40 : 20), width),
  };
}

interface Width {
  readonly width: 4 | 8;
  readonly byteOrder: 'little' | 'big';
}

function buildInfoSection(
  read: ReadAt,
  header: Fields,
  { width, byteOrder }: Width,
): Image['data'] | undefined {
  const layout = LAYOUT[width];
  const count = partsOf(header.u16(layout.counts + 6));
  if (count === undefined || count === 0) return undefined;
  const table = new Fields(read(header.word(layout.shoff, width), count * layout.section), byteOrder);
  const names = header.u16(layout.counts + 8) * layout.section;
  const isWide = width === 8;
  const strings = table.word(names + (isWide ? 24 : 16), width);
  const length = Math.min(table.word(names + (isWide ? 32 : 20), width), NAMES_BYTES);
  const text = new Fields(read(strings, length), byteOrder);
  for (let at = 0; at < count * layout.section; at += layout.section) {
    if (text.name(table.u32(at), SECTION.length + 1) !== SECTION) continue;
    return {
      address: table.word(at + (isWide ? 16 : 12), width),
      size: table.word(at + (isWide ? 32 : 20), width),
    };
  }
  return undefined;
}

const SECTION = '.go.buildinfo';
const NAMES_BYTES = 64 * 1024;
