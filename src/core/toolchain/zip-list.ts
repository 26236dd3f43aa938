import type { ZipFile } from '../archive/zip-tree.ts';

/** The files of a release as the directory of its module zip has them, by their path in a GOROOT. */
export type ZipList = ReadonlyMap<string, ZipFile>;

const TOP = 'go/';

/** The list of the files that a module zip becomes. */
export function zipList(files: readonly ZipFile[]): ZipList {
  return new Map(files.map((file) => [file.path.slice(TOP.length), file]));
}

/** Size, CRC-32 and SHA-256 (lower-case hex) of the same bytes. */
export interface FileSums {
  readonly size: number;
  readonly crc: number;
  readonly sha256: string;
}

/** Whether a file has the size and the CRC-32 of the released one, as any file can be made to have. */
export function agrees({ record }: ZipFile, sums: FileSums | undefined): boolean {
  return sums !== undefined && sums.size === record.size && sums.crc === record.crc;
}
