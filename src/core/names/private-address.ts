import { isV6 } from './address.ts';

/** Networks without a way from the Internet: RFC 1918, RFC 3927, RFC 6598, and loopback; of IPv6 RFC 4193, RFC 4291 2.5.3 and 2.5.6. */
const V4 =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const V6 = /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;

/** True for an address of a company's or a machine's own network, in the spelling of `canonicalAddress`. */
export function isPrivateAddress(address: string): boolean {
  return (isV6(address) ? V6 : V4).test(address);
}
