import { describe, expect, it } from 'vitest';
import { configEntry, configFrom, parseConfigValue } from '../../../src/core/config.ts';
import { platformOf } from '../../../src/core/platform.ts';
import { manifestText, parseReceipt, receiptText, type Receipt } from '../../../src/core/receipt.ts';
import { parseTrace } from '../../../src/core/trace.ts';

describe('platforms', () => {
  it.each([
    ['linux', 'x64', true, 'linux', 'amd64'],
    ['linux', 'arm', true, 'linux', 'arm'],
    ['linux', 'ia32', true, 'linux', '386'],
    ['linux', 'ppc64', true, 'linux', 'ppc64le'],
    ['linux', 'ppc64', false, 'linux', 'ppc64'],
    ['aix', 'ppc64', false, 'aix', 'ppc64'],
    ['darwin', 'arm64', true, 'darwin', 'arm64'],
    ['win32', 'x64', true, 'windows', 'amd64'],
    ['linux', 'riscv64', true, 'linux', 'riscv64'],
    ['linux', 'mipsel', true, 'linux', 'mipsle'],
  ])('%s %s is %s/%s in Go’s words', (platform, arch, littleEndian, os, goarch) => {
    expect(platformOf({ platform, arch, littleEndian })).toEqual({ os, arch: goarch });
  });
});

describe('receipts', () => {
  const receipt: Receipt = {
    schema: 1,
    release: '1.22.5',
    platform: 'linux/amd64',
    archive: 'go1.22.5.linux-amd64.tar.gz',
    source: 'https://example.test/x',
    sha256: 'a'.repeat(64),
    size: 1,
    proofs: [{ kind: 'digest', from: 'index' }],
    unproven: false,
    missing: [],
    installed: '2026-01-01T00:00:00.000Z',
  };

  it('read back what they were written from', () => {
    expect(parseReceipt(receiptText(receipt))).toEqual(receipt);
  });

  it.each(['', '{}', 'null', '[]', '{"schema":2}', JSON.stringify({ ...receipt, proofs: [1] })])(
    '%j is none',
    (text) => {
      expect(parseReceipt(text)).toBeUndefined();
    },
  );

  it('list digests in the format of sha256sum, sorted by name', () => {
    const files = [
      { path: 'src/b', sha256: 'b'.repeat(64) },
      { path: 'bin/go', sha256: 'c'.repeat(64) },
    ];
    expect(manifestText(files)).toBe(`${'c'.repeat(64)}  bin/go\n${'b'.repeat(64)}  src/b\n`);
  });
});

describe('preferences', () => {
  it('are typed', () => {
    expect(parseConfigValue(configEntry('auto-install'), 'on')).toBe(true);
    expect(() => parseConfigValue(configEntry('auto-install'), 'perhaps')).toThrow(/on or off/);
    expect(() => configEntry('nonsense')).toThrow(/no preference/);
    expect(() => configFrom({ keyring: 7 }, 'config.json')).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });

  it('of a newer gv do not disturb', () => {
    expect(configFrom({ novelty: 1 }, 'config.json')).toEqual({ keyring: undefined, 'auto-install': false });
  });
});

describe('the resolver’s trace', () => {
  it('gives the base with what raised it, and unescapes names', () => {
    const text =
      'look\tpin\t/a\\tb/.go-version\t0\tabsent\n' +
      'verdict\tok\t1.22.5\t1.22.5\t/r/versions/1.22.5\tglobal\t/r/version\t1\t1.21\t1.21.3\t1.22\t/a\\nb/go.mod\t3\t\n';
    const resolution = parseTrace(text);
    expect(resolution?.looks).toEqual([{ rule: 'pin', place: '/a\tb/.go-version', line: 0, said: 'absent' }]);
    expect(resolution).toMatchObject({
      ok: true,
      base: {
        label: '1.22.5',
        rule: 'global',
        raised: { from: '1.21.3', floor: '1.22', file: '/a\nb/go.mod', line: 3 },
      },
    });
  });

  it('gives the failure with its place', () => {
    const text =
      'verdict\tnot-installed\t1.22.5\t1.22.5\t\tpin\t/a/.go-version\t1\t1.22.5\t\t\t\t\tgv: go 1.22.5 is not installed\n';
    expect(parseTrace(text)).toMatchObject({
      ok: false,
      code: 'not-installed',
      file: '/a/.go-version',
      asked: '1.22.5',
    });
  });

  it.each(['', 'nonsense\n', 'look\tpin\t/x\t0\tabsent\n'])('%j is none', (text) => {
    expect(parseTrace(text)).toBeUndefined();
  });
});
