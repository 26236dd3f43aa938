import { gzipSync } from 'node:zlib';

/** One entry of a hand-made archive; every field can lie. */
export interface TarEntry {
  readonly path: string;
  /** The type flag of POSIX ustar: 0 file, 1 hard link, 2 symbolic link, 3 device, 5 directory, 6 FIFO, x pax header. */
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly mode?: number;
  readonly linkTo?: string;
  /** Bytes announced, when they are not those of the body. */
  readonly size?: number;
  /** Spoils the header's checksum. */
  readonly badChecksum?: boolean;
  /** Changes the header before its checksum is made. */
  readonly edit?: (header: Buffer) => void;
  /** What the last block of the body is filled up with. Default: zeros. */
  readonly fill?: number;
}

const BLOCK = 512;

/** A tar archive made byte by byte (POSIX.1-1988 ustar), so that it can hold what no tar program writes. */
export function tarBytes(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([tarEntries(entries), Buffer.alloc(2 * BLOCK)]);
}

/** The entries alone, without the two blocks of zeros that end an archive. */
export function tarEntries(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [header(entry), padded(entry)]));
}

/** The same, compressed. */
export function tarGz(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarBytes(entries));
}

/** An extended header (POSIX pax) for the entry after it, of records whose lengths are right, or of any text. */
export function paxEntry(records: Readonly<Record<string, string>> | string): TarEntry {
  const body =
    typeof records === 'string'
      ? records
      : Object.entries(records)
          .map(([key, value]) => paxRecord(`${key}=${value}`))
          .join('');
  return { path: 'PaxHeaders.0/x', type: 'x', body, mode: 0 };
}

/** `12 path=go/x` and a line feed: the length counts itself. */
function paxRecord(text: string): string {
  const rest = Buffer.byteLength(text) + 2;
  const length = rest + String(rest + String(rest).length).length;
  return `${length} ${text}\n`;
}

/** The smallest tree that passes for a toolchain: a `go` that is a shell script saying its version. */
export function toolchainEntries(name: string, platform = 'linux_amd64'): readonly TarEntry[] {
  const script = `#!/bin/sh\necho "go version go${name} linux/amd64 (test)"\n`;
  return [
    { path: 'go/', type: '5' },
    { path: 'go/VERSION', body: `go${name}\n` },
    { path: 'go/bin/go', mode: 0o755, body: script },
    { path: 'go/bin/gofmt', mode: 0o755, body: script },
    { path: `go/pkg/tool/${platform}/compile`, mode: 0o755, body: '#!/bin/sh\n' },
    { path: 'go/src/fmt/print.go', body: 'package fmt\n' },
  ];
}

function bodyOf({ body = '' }: TarEntry): Buffer {
  return Buffer.from(body);
}

function padded(entry: TarEntry): Buffer {
  const body = bodyOf(entry);
  return Buffer.concat([body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK, entry.fill ?? 0)]);
}

function header(entry: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  block.write(entry.path, 0, 100);
  block.write(octal(entry.mode ?? (entry.type === '5' ? 0o755 : 0o644), 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(entry.size ?? bodyOf(entry).length, 12), 124);
  block.write(octal(1_700_000_000, 12), 136);
  block.write('        ', 148);
  block.write(entry.type ?? '0', 156);
  block.write(entry.linkTo ?? '', 157, 100);
  block.write('ustar\x0000', 257);
  entry.edit?.(block);
  let sum = entry.badChecksum === true ? 1 : 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
