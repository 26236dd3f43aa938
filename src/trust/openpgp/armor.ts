/** One `-----BEGIN PGP …-----` block, decoded. */
export interface ArmorBlock {
  /** The words after `BEGIN PGP`, e.g. `SIGNATURE`, `PUBLIC KEY BLOCK`. */
  readonly label: string;
  readonly data: Uint8Array;
}

const BEGIN = /^-----BEGIN PGP ([A-Z ]+)-----$/;
const CHECKSUM = /^=[A-Za-z0-9+/]{4}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Decodes every armor block of a text (RFC 9580, 6.2); undefined when one of them is broken or unfinished.
 * Text between blocks does not count. The CRC-24 is skipped: it protects nothing and RFC 9580 forbids to rely on it.
 * openpgp.js reads only the first of several blocks, which is why gv splits them itself.
 */
export function armorBlocks(text: string): readonly ArmorBlock[] | undefined {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  const blocks: ArmorBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const label = BEGIN.exec(lines[at] ?? '')?.[1];
    if (label === undefined) continue;
    const end = lines.indexOf(`-----END PGP ${label}-----`, at);
    const data = end < 0 ? undefined : decodeBody(lines.slice(at + 1, end));
    if (data === undefined) return undefined;
    blocks.push({ label, data });
    at = end;
  }
  return blocks;
}

/** `lines` between BEGIN and END: headers, a blank line, base64, perhaps a checksum. */
function decodeBody(lines: readonly string[]): Uint8Array | undefined {
  const blank = lines.indexOf('');
  if (blank < 0 || lines.slice(0, blank).some((line) => !line.includes(':'))) return undefined;
  const body = lines.slice(blank + 1);
  const base64 = body.filter((line, index) => !(index === body.length - 1 && CHECKSUM.test(line))).join('');
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) return undefined;
  return Buffer.from(base64, 'base64');
}
