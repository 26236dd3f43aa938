/** True for an IPv6 address, which alone has colons. */
export function isIPv6Address(address: string): boolean {
  return address.includes(':');
}
