import { Fields, partsOf, type Image, type Mapped, type ReadAt } from './image.ts';

const SEGMENT = 0x1;
const SEGMENT_64 = 0x19;
const READ_WRITE = 3;
const COMMANDS_BYTES = 64 * 1024;
const FAT_ARCHES = 16;

/** A Mach-O file: its section `__go_buildinfo`, else its first writable segment (go: debug/buildinfo, machoExe). Undefined for a broken file. */
export function machoImage(read: ReadAt): Image | undefined {
  const magic = new Fields(read(0, 4), 'big').u32(0);
  const byteOrder = magic >>> 24 === 0xfe ? 'big' : 'little';
  const width = magic === 0xfeed_facf || magic === 0xcffa_edfe ? 8 : 4;
  const header = new Fields(read(0, 32), byteOrder);
  const count = partsOf(header.u32(16));
  const bytes = Math.min(header.u32(20), COMMANDS_BYTES);
  if (count === undefined) return undefined;
  const commands = new Fields(read(width === 8 ? 32 : 28, bytes), byteOrder);
  const segments = segmentsIn(commands, count);
  const section = segments.flatMap(({ sections }) => sections).find(({ name }) => name === '__go_buildinfo');
  const writable = segments.find(
    ({ address, size, most, now }) =>
      address !== 0 && size !== 0 && most === READ_WRITE && now === READ_WRITE,
  );
  const data = section ?? (writable && { address: writable.address, size: writable.memory });
  const mapped = segments.filter(({ name }) => name !== '__PAGEZERO');
  return data === undefined ? undefined : { data, mapped };
}

interface Segment extends Mapped {
  readonly name: string;
  readonly memory: number;
  readonly most: number;
  readonly now: number;
  readonly sections: readonly { readonly name: string; readonly address: number; readonly size: number }[];
}

function segmentsIn(commands: Fields, count: number): readonly Segment[] {
  const found: Segment[] = [];
  for (let at = 0, index = 0; index < count && at + 8 <= commands.length; index += 1) {
    const command = commands.u32(at);
    if (command === SEGMENT || command === SEGMENT_64)
      found.push(segment(commands, at, command === SEGMENT_64 ? 8 : 4));
    at += Math.max(8, commands.u32(at + 4));
  }
  return found;
}

function segment(commands: Fields, at: number, width: 4 | 8): Segment {
  const protection = at + 24 + 4 * width;
  const sections = protection + 16;
  const each = width === 8 ? 80 : 68;
  return {
    name: commands.name(at + 8, 16),
    address: commands.word(at + 24, width),
    memory: commands.word(at + 24 + width, width),
    offset: commands.word(at + 24 + 2 * width, width),
    size: commands.word(at + 24 + 3 * width, width),
    most: commands.u32(protection),
    now: commands.u32(protection + 4),
    sections: Array.from({ length: partsOf(commands.u32(protection + 8)) ?? 0 }, (_, index) => ({
      name: commands.name(sections + index * each, 16),
      address: commands.word(sections + index * each + 32, width),
      size: commands.word(sections + index * each + 32 + width, width),
    })),
  };
}

/** The first program of a file that holds programs for several processors, as a file of its own (Apple, fat_header). */
export function firstOfFat(read: ReadAt): ReadAt | undefined {
  const header = new Fields(read(0, 8 + 32), 'big');
  const count = header.u32(4);
  // A Java class begins with the same four bytes, and its version number stands where the count would.
  if (count === 0 || count > FAT_ARCHES) return undefined;
  const isWide = header.u32(0) === 0xcafe_babf;
  const start = isWide ? header.u64(16) : header.u32(16);
  return (offset, length) => read(start + offset, length);
}
