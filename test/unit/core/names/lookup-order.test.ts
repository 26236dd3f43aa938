import { describe, expect, it } from 'vitest';
import { addressesInHosts } from '../../../../src/core/names/hosts-file.ts';
import { lookupOrder, type LookupFacts } from '../../../../src/core/names/lookup-order.ts';
import { parseHostsLine } from '../../../../src/core/names/nsswitch.ts';

function order(nsswitch: string, changes: Partial<LookupFacts> = {}): string {
  const found = lookupOrder({
    hosts: parseHostsLine(nsswitch),
    hasUnknownOption: false,
    canUseCgo: false,
    netdns: '',
    isResolverSet: false,
    hasMdnsAllow: false,
    name: 'goproxy.test',
    hostname: 'box',
    ...changes,
  });
  return found === 'cgo' ? found : found.join();
}

const CGO = { canUseCgo: true };

/** What Go without cgo says of these files is held by test/io/names/go-agrees.test.ts. */
describe('the order in which a name is looked up', () => {
  it.each([
    ['hosts: files dns', 'files,dns'],
    ['hosts: files mymachines resolve [!UNAVAIL=return] dns', 'cgo'],
    ['hosts: files [NOTFOUND=return UNAVAIL=continue] dns', 'cgo'],
    // Go takes `return` for usual in the last criterion.
    ['hosts: files [NOTFOUND=return] dns', 'files,dns'],
    ['hosts: files [NOTFOUND=continue UNAVAIL=return] dns', 'files,dns'],
    ['hosts: dns [!SUCCESS=continue] files', 'cgo'],
    ['hosts: files mdns4_minimal [NOTFOUND=return] dns', 'files,dns'],
    ['hosts: myhostname files dns', 'files,dns'],
    ['hosts: files [', 'cgo'],
    ['hosts: ', 'files,dns'],
    ['', 'files,dns'],
    ['no colon', 'cgo'],
  ])('of a program with cgo under %j is %s', (text, expected) => {
    expect(order(text, CGO)).toBe(expected);
  });

  it.each([
    ['a word of resolv.conf that Go does not know', { hasUnknownOption: true }],
    ['RES_OPTIONS', { isResolverSet: true }],
    ['netdns=cgo', { netdns: 'cgo' }],
    ['a name of another form', { name: 'a%b' }],
  ])('of a program with cgo is left to the C library for %s, and go’s own is not', (_, facts) => {
    expect(order('hosts: files dns', { ...CGO, ...facts })).toBe('cgo');
    expect(order('hosts: files dns', facts)).toBe('files,dns');
  });

  it.each([
    ['hosts: files myhostname dns', 'box', 'cgo'],
    ['hosts: files myhostname dns', 'x.localhost', 'cgo'],
    ['hosts: files mdns dns', 'printer.local.', 'cgo'],
    ['hosts: files mdns dns', 'printer.test', 'files,dns'],
  ])('may depend on the name: %j, %s', (text, name, expected) => {
    expect(order(text, { ...CGO, name })).toBe(expected);
  });

  it('is Go’s own for netdns=go', () => {
    expect(order('hosts: files resolve dns', { ...CGO, netdns: 'go' })).toBe('files,dns');
  });
});

describe('/etc/hosts', () => {
  const text =
    '127.0.0.1 localhost\n10.0.0.1\tGOPROXY.test alias # goproxy.test\n::1 goproxy.test.\nnot-an-address goproxy.test\n# 10.0.0.9 goproxy.test\n10.0.0.2 goproxy.test';

  it('gives all addresses of a name, whatever its capitals', () => {
    expect(addressesInHosts(text, 'goproxy.TEST')).toEqual(['10.0.0.1', '::1', '10.0.0.2']);
    expect(addressesInHosts(text, 'alias.')).toEqual(['10.0.0.1']);
    expect(addressesInHosts(text, 'test')).toEqual([]);
  });
});
