/** Reads bytes of a file; fewer than asked at its end. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

/** A part of a file that is loaded at an address. */
export interface Mapped {
  readonly address: number;
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
}

/** An executable file, as far as its build information is looked for. */
export interface Image {
  /** The addresses that hold the build information, or begin with it. */
  readonly data: { readonly address: number; readonly size: number };
  readonly mapped: readonly Mapped[];
}

/** More parts than a real program has; a Go program has some 40. */
const MOST_PARTS = 512;

/** A count of a header that a table is read for; undefined for one that no real program has. */
export function partsOf(count: number): number | undefined {
  return count <= MOST_PARTS ? count : undefined;
}

/** The integers of a header. An address above 2^53 reads as a number that no part has. */
export class Fields {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly length: number;

  constructor(bytes: Uint8Array, byteOrder: 'little' | 'big') {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = byteOrder === 'little';
    this.length = bytes.byteLength;
  }

  u16(at: number): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, this.#little) : 0;
  }

  u32(at: number): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, this.#little) : 0;
  }

  u64(at: number): number {
    return at + 8 <= this.length ? Number(this.#view.getBigUint64(at, this.#little)) : 0;
  }

  /** An address or a size in the width of the program. */
  word(at: number, width: 4 | 8): number {
    return width === 8 ? this.u64(at) : this.u32(at);
  }

  /** A name that ends at the first zero byte, or after `length`. */
  name(at: number, length: number): string {
    let text = '';
    for (let index = at; index < Math.min(at + length, this.length); index += 1) {
      const byte = this.#view.getUint8(index);
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }
}
