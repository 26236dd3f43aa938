import { addressOf } from './address.ts';

export type RecordType = 'A' | 'AAAA';

/** One question to a nameserver. */
export interface DnsQuestion {
  /** 16 bits. */
  readonly id: number;
  /** With its last dot. */
  readonly name: string;
  readonly type: RecordType;
}

const TYPE: Readonly<Record<RecordType, number>> = { A: 1, AAAA: 28 };
const LENGTH: Readonly<Record<RecordType, number>> = { A: 4, AAAA: 16 };
const INTERNET = 1;
const HEADER_BYTES = 12;
/** The size that Go asks for (go: net, maxDNSPacketSize; RFC 6891), in the one record behind the question. */
const SIZE = [0x04, 0xd0] as const;
const OPT = [0, 0, 41, ...SIZE, 0, 0, 0, 0, 0, 0] as const;

/** The packet of a question (RFC 1035, 4.1), recursion wanted. Undefined for a name that DNS cannot carry. */
export function questionBytes(question: DnsQuestion): Uint8Array | undefined {
  const asked = questionSection(question);
  if (asked === undefined) return undefined;
  const { id } = question;
  const header = [id >> 8, id & 0xff, 0x01, 0, 0, 1, 0, 0, 0, 0, 0, 1];
  return Uint8Array.from([...header, ...asked, ...OPT]);
}

function questionSection({ name, type }: DnsQuestion): readonly number[] | undefined {
  const labels = name.replace(/\.$/, '').split('.');
  if (name.length > 254 || labels.some((label) => !/^[\w-]{1,63}$/.test(label))) return undefined;
  const bytes = labels.flatMap((label) => [label.length, ...new TextEncoder().encode(label)]);
  return [...bytes, 0, 0, TYPE[type], 0, INTERNET];
}

/** The answer of a nameserver. */
export type DnsAnswer =
  /** `code` 0 with no address: the name has no record of this type; 3: no such name; 2: the server failed; 5: it refuses. */
  | {
      readonly kind: 'answer';
      readonly code: number;
      readonly addresses: readonly string[];
      readonly isTruncated: boolean;
    }
  | { readonly kind: 'malformed' };

/**
 * Reads a packet as an answer to this question. Undefined for a packet that answers another one: another id, another
 * question, no answer at all. Go goes on waiting then, as such a packet may be a forgery (golang/go#13281). A name is
 * stepped over and never followed, so that no pointer can lead in a circle.
 */
export function readAnswer(packet: Uint8Array, question: DnsQuestion): DnsAnswer | undefined {
  if (packet.length < HEADER_BYTES || !isAnswerTo(packet, question)) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const flags = view.getUint16(2);
  const asked = questionSection(question)?.length ?? 0;
  const addresses = addressesIn(view, {
    at: HEADER_BYTES + asked,
    count: view.getUint16(6),
    type: question.type,
  });
  if (addresses === undefined) return { kind: 'malformed' };
  return { kind: 'answer', code: flags & 0xf, addresses, isTruncated: (flags & 0x0200) !== 0 };
}

function isAnswerTo(packet: Uint8Array, question: DnsQuestion): boolean {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const asked = questionSection(question);
  if (asked === undefined || view.getUint16(0) !== question.id) return false;
  if ((view.getUint16(2) & 0x8000) === 0 || view.getUint16(4) !== 1) return false;
  // Capitals do not count in a name (RFC 4343), and some servers answer with others.
  return asked.every((byte, index) => lower(packet[HEADER_BYTES + index] ?? 256) === lower(byte));
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

interface Records {
  readonly at: number;
  readonly count: number;
  readonly type: RecordType;
}

/** The addresses of one type; undefined where a record reaches beyond the packet. */
function addressesIn(view: DataView, { at, count, type }: Records): readonly string[] | undefined {
  const addresses: string[] = [];
  let next = at;
  for (let record = 0; record < count; record += 1) {
    const fixed = nameEnd(view, next);
    if (fixed === undefined || fixed + 10 > view.byteLength) return undefined;
    const length = view.getUint16(fixed + 8);
    next = fixed + 10 + length;
    if (next > view.byteLength) return undefined;
    const isAddress = view.getUint16(fixed) === TYPE[type] && view.getUint16(fixed + 2) === INTERNET;
    if (!isAddress) continue;
    if (length !== LENGTH[type]) return undefined;
    addresses.push(addressOf(new Uint8Array(view.buffer, view.byteOffset + fixed + 10, length)));
  }
  return addresses;
}

/** The place behind a name: behind its last label, or behind the two bytes of a pointer (RFC 1035, 4.1.4). */
function nameEnd(view: DataView, start: number): number | undefined {
  let at = start;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    if (length >= 0x40) return undefined;
    at += 1 + length;
  }
  return undefined;
}
