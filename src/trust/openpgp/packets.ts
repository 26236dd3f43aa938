/** One OpenPGP packet inside the bytes it was read from (RFC 9580, 4). */
export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
  /** Header and body as they stood. */
  readonly bytes: Uint8Array;
}

export const TAG = { signature: 2, secretKey: 5, publicKey: 6, secretSubkey: 7, publicSubkey: 14 } as const;

interface Header {
  readonly tag: number;
  readonly headerLength: number;
  readonly bodyLength: number;
}

/**
 * Splits bytes into packets; undefined when a header is no packet's, when a length is partial or indeterminate
 * (neither keys nor signatures may have one) or when the last packet is cut off.
 */
export function splitPackets(bytes: Uint8Array): readonly Packet[] | undefined {
  const packets: Packet[] = [];
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.subarray(at);
    const header = headerOf(rest);
    if (header === undefined) return undefined;
    const end = header.headerLength + header.bodyLength;
    if (end > rest.length) return undefined;
    packets.push({
      tag: header.tag,
      body: rest.subarray(header.headerLength, end),
      bytes: rest.subarray(0, end),
    });
    at += end;
  }
  return packets;
}

function headerOf(bytes: Uint8Array): Header | undefined {
  const [first = 0] = bytes;
  if ((first & 0x80) === 0) return undefined;
  return (first & 0x40) === 0 ? oldHeader(bytes, first) : newHeader(bytes, first);
}

function oldHeader(bytes: Uint8Array, first: number): Header | undefined {
  const tag = (first >> 2) & 0x0f;
  const width = [1, 2, 4][first & 0x03];
  if (width === undefined) return undefined;
  return withLength(bytes, { tag, at: 1, width });
}

function newHeader(bytes: Uint8Array, first: number): Header | undefined {
  const tag = first & 0x3f;
  const [, one = 0, two] = bytes;
  if (one < 192) return withLength(bytes, { tag, at: 1, width: 1 });
  if (one === 255) return withLength(bytes, { tag, at: 2, width: 4 });
  if (one >= 224 || two === undefined) return undefined;
  return { tag, headerLength: 3, bodyLength: ((one - 192) << 8) + two + 192 };
}

interface LengthField {
  readonly tag: number;
  readonly at: number;
  readonly width: number;
}

function withLength(bytes: Uint8Array, { tag, at, width }: LengthField): Header | undefined {
  const field = bytes.subarray(at, at + width);
  if (field.length < width) return undefined;
  return { tag, headerLength: at + width, bodyLength: field.reduce((sum, byte) => sum * 256 + byte, 0) };
}
