import { elfImage } from './elf.ts';
import { Fields, type Image, type ReadAt } from './image.ts';
import { firstOfFat, machoImage } from './macho.ts';
import { parseModules, type ProgramModules } from './modules.ts';
import { peImage } from './pe.ts';

/** A program built by Go: the toolchain, and the modules. */
export interface BuildInfo extends ProgramModules {
  /** As the toolchain names itself: `go1.27.4`, `go1.27.4 X:nogreenteagc`, `devel …`. */
  readonly builtWith: string;
}

/** The bytes before the build information, at an address that 16 divides (go: cmd/link, buildinfo). */
const MAGIC = [0xff, ...new TextEncoder().encode(' Go buildinf:')];
const ALIGN = 16;
const HEADER_BYTES = 32;

/** The build information stands at the start of its section; where a whole segment is searched, in its first part. */
const SEARCHED_BYTES = 1024 * 1024;
const VERSION_BYTES = 1024;
const MODULES_BYTES = 1024 * 1024;

/**
 * Reads which Go built a program, and from which modules, out of an ELF, PE or Mach-O file, as `go version -m` does; nothing is
 * run. Undefined for a file of another kind, a program that Go did not build, and a broken file.
 */
export function readBuildInfo(read: ReadAt): BuildInfo | undefined {
  const program = isFat(read) ? firstOfFat(read) : read;
  const image = program === undefined ? undefined : imageOf(program);
  if (program === undefined || image === undefined) return undefined;
  const bytes: Bytes = (address, length) => bytesAt(image, program, { address, length });
  const at = headerAt(image, bytes);
  const strings = at === undefined ? undefined : stringsAt(at, bytes);
  if (strings === undefined || strings.version === '') return undefined;
  return { builtWith: strings.version, ...parseModules(unframed(strings.modules)) };
}

/** Reads bytes at an address; fewer than asked at the end of the part that holds it. */
type Bytes = (address: number, length: number) => Uint8Array;

function magicOf(read: ReadAt): number {
  return new Fields(read(0, 4), 'big').u32(0);
}

function isFat(read: ReadAt): boolean {
  return [0xcafe_babe, 0xcafe_babf].includes(magicOf(read));
}

function imageOf(read: ReadAt): Image | undefined {
  const magic = magicOf(read);
  if (magic === 0x7f45_4c46) return elfImage(read);
  if (magic >>> 16 === 0x4d5a) return peImage(read);
  const isMacho = [0xfeed_face, 0xfeed_facf, 0xcefa_edfe, 0xcffa_edfe].includes(magic);
  return isMacho ? machoImage(read) : undefined;
}

function bytesAt(
  { mapped }: Image,
  read: ReadAt,
  { address, length }: { readonly address: number; readonly length: number },
): Uint8Array {
  const part = mapped.find((each) => each.address <= address && address < each.address + each.size);
  if (part === undefined) return new Uint8Array();
  const skipped = address - part.address;
  return read(part.offset + skipped, Math.min(length, part.size - skipped));
}

function headerAt({ data }: Image, bytes: Bytes): number | undefined {
  const start = Math.ceil(data.address / ALIGN) * ALIGN;
  const searched = bytes(start, Math.min(data.size, SEARCHED_BYTES));
  for (let at = 0; at + HEADER_BYTES <= searched.length; at += ALIGN) {
    if (MAGIC.every((byte, index) => searched[at + index] === byte)) return start + at;
  }
  return undefined;
}

interface Strings {
  readonly version: string;
  readonly modules: Uint8Array;
}

/** Since Go 1.18 both strings follow the header, each after its length; before, the header points to Go's own strings. */
function stringsAt(at: number, bytes: Bytes): Strings | undefined {
  const header = bytes(at, HEADER_BYTES);
  const flags = header[15] ?? 0;
  if ((flags & 2) === 0) return stringsBehind(header, bytes);
  const version = inlineAt(at + HEADER_BYTES, bytes, VERSION_BYTES);
  const modules = version && inlineAt(version.end, bytes, MODULES_BYTES);
  return version && { version: text(version.value), modules: modules?.value ?? new Uint8Array() };
}

function stringsBehind(header: Uint8Array, bytes: Bytes): Strings | undefined {
  const width = header[14];
  if (width !== 4 && width !== 8) return undefined;
  const byteOrder = ((header[15] ?? 0) & 1) === 1 ? 'big' : 'little';
  const pointed = (at: number, most: number): Uint8Array => {
    const string = new Fields(bytes(new Fields(header, byteOrder).word(at, width), 2 * width), byteOrder);
    const length = string.word(width, width);
    return length > most ? new Uint8Array() : bytes(string.word(0, width), length);
  };
  return { version: text(pointed(16, VERSION_BYTES)), modules: pointed(16 + width, MODULES_BYTES) };
}

/** A length in groups of seven bits, the lowest first (go: encoding/binary, Uvarint), and as many bytes. */
function inlineAt(
  address: number,
  bytes: Bytes,
  most: number,
): { readonly value: Uint8Array; readonly end: number } | undefined {
  const head = bytes(address, 4);
  const count = head.findIndex((byte) => byte < 0x80) + 1;
  if (count === 0) return undefined;
  const length = head.subarray(0, count).reduceRight((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  if (length > most) return undefined;
  const value = bytes(address + count, length);
  return value.length < length ? undefined : { value, end: address + count + length };
}

const FRAME_BYTES = 16;

/** The modules stand between two marks of 16 bytes (go: cmd/go/internal/modload, infoStart); without them, there are none. */
function unframed(modules: Uint8Array): string {
  const isFramed = modules.length > 2 * FRAME_BYTES && modules.at(-FRAME_BYTES - 1) === 0x0a;
  return isFramed ? text(modules.subarray(FRAME_BYTES, -FRAME_BYTES)) : '';
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
