/**
 * An IP address in one spelling, so that two lists can be compared: IPv6 in lower case with its longest run of zeros left out
 * (RFC 5952), a zone such as `%eth0` behind it as it stands. Undefined for a text that is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (V4.test(text)) return text;
  const [, address = '', zone = ''] = /^([0-9a-f:.]{2,45})(%[\w.-]{1,16})?$/i.exec(text) ?? [];
  if (!address.includes(':')) return undefined;
  const host = URL.parse(`http://[${address}]/`)?.hostname;
  return host === undefined ? undefined : `${mappedAsV4(host.slice(1, -1))}${zone}`;
}

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

/** An IPv4 address that IPv6 maps (RFC 4291, 2.5.5.2) is the IPv4 address for those who connect to it. */
function mappedAsV4(address: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const [first, last] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 0xff, last >> 8, last & 0xff].join('.');
}

/** The address of four or sixteen bytes. */
export function addressOf(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return canonicalAddress(groups.join(':')) ?? '';
}

/** True for an address of IPv6. */
export function isV6(address: string): boolean {
  return address.includes(':');
}
