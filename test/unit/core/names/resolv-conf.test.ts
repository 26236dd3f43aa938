import { describe, expect, it } from 'vitest';
import { nameList } from '../../../../src/core/names/name-list.ts';
import { parseResolvConf } from '../../../../src/core/names/resolv-conf.ts';

const read = (text: string): ReturnType<typeof parseResolvConf> => parseResolvConf(text, 'box');

describe('/etc/resolv.conf', () => {
  it('names nameservers with their lines, and options', () => {
    const text =
      '# made by hand\n; too\nnameserver 10.0.0.53\n\nnameserver\tfe80::1%eth0 # behind\noptions ndots:3 timeout:1\noptions attempts:4 rotate\nsearch a.test. b.test\n';
    expect(read(text)).toEqual({
      nameservers: [
        { address: '10.0.0.53', line: 3 },
        { address: 'fe80::1%eth0', line: 5 },
      ],
      search: { domains: ['a.test', 'b.test'], line: 8 },
      ndots: 3,
      timeoutMs: 1000,
      attempts: 4,
      rotates: true,
      asksOneByOne: false,
      hasUnknown: false,
    });
  });

  it('has three nameservers at most, none by name, and without one those of Go’s default', () => {
    const four = ['10.0.0.1', 'ns.test', '999.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];
    const text = four.map((each) => `nameserver ${each}\n`).join('');
    expect(read(text).nameservers.map(({ line }) => line)).toEqual([1, 4, 5]);
    expect(read('').nameservers).toEqual([{ address: '127.0.0.1' }, { address: '::1' }]);
    expect(read('nameserver\n').nameservers).toHaveLength(2);
  });

  it.each([
    ['', 1, 5000, 2],
    ['options', 1, 5000, 2],
    ['options ndots:99 timeout:0 attempts:0', 15, 1000, 1],
    ['options ndots:x timeout:-3 attempts:', 0, 1000, 1],
    ['options ndots:2x timeout:7s', 2, 7000, 2],
    ['options ndots:2\noptions ndots:4', 4, 5000, 2],
    ['options timeout:99999999999999999999', 1, 16_777_215_000, 2],
  ])('bounds its numbers as Go does: %j', (text, ndots, timeoutMs, attempts) => {
    expect(read(text)).toMatchObject({ ndots, timeoutMs, attempts });
  });

  it.each([
    ['search a.test\ndomain b.test', ['b.test']],
    ['domain b.test c.test\nsearch a.test .', ['a.test']],
    ['search a.test\ndomain', ['a.test']],
    ['search a.test\nsearch', []],
  ])('takes the last search list: %j', (text, domains) => {
    expect(read(text).search.domains).toEqual(domains);
  });

  it('takes the domain of the machine’s name where it has no search list', () => {
    expect(parseResolvConf('', 'box.corp.test').search).toEqual({ domains: ['corp.test'] });
    expect(parseResolvConf('', 'box.').search).toEqual({ domains: [] });
  });

  it.each([
    ['options edns0 trust-ad single-request', false],
    ['options inet6', true],
    ['sortlist 10.0.0.0', true],
    [' # a blank before the sign', true],
  ])('tells words that Go does not know: %j', (text, hasUnknown) => {
    expect(read(text)).toMatchObject({ hasUnknown });
  });
});

describe('the names that are asked for', () => {
  const conf = (ndots: number, ...domains: readonly string[]) => ({ ndots, search: { domains } });

  it.each([
    [
      'goproxy.test',
      conf(1, 'a.test', 'b.test'),
      ['goproxy.test.', 'goproxy.test.a.test.', 'goproxy.test.b.test.'],
    ],
    ['goproxy.test', conf(5, 'a.test'), ['goproxy.test.a.test.', 'goproxy.test.']],
    ['goproxy', conf(1, 'a.test'), ['goproxy.a.test.', 'goproxy.']],
    ['goproxy.test.', conf(5, 'a.test'), ['goproxy.test.']],
    ['x.onion', conf(1, 'a.test', 'onion'), ['x.onion.a.test.']],
    ['x'.repeat(254), conf(1, 'a.test'), []],
    ['x.'.repeat(125), conf(1, 'a.test'), ['x.'.repeat(125)]],
  ])('are %s with %j', (name, search, names) => {
    expect(nameList(name, search)).toEqual(names);
  });
});
