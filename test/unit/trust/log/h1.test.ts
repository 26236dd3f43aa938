import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { h1Of } from '../../../../src/trust/log/h1.ts';
import { codeOf } from '../../../support/code-of.ts';

function file(name: string, content: string): { readonly name: string; readonly sha256: string } {
  return { name, sha256: createHash('sha256').update(content).digest('hex') };
}

function lines(names: readonly string[]): string {
  const text = names.map((name) => `${file(name, name).sha256}  ${name}\n`).join('');
  return `h1:${createHash('sha256').update(text).digest('base64')}`;
}

describe('h1', () => {
  it('of the go.mod of every toolchain is what the checksum database has', () => {
    const go = file('go.mod', 'module golang.org/toolchain\n');
    const known = 'h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=';
    expect(h1Of([go])).toBe(known);
    expect(h1Of([{ name: go.name, sha256: Buffer.from(go.sha256, 'hex') }])).toBe(known);
  });

  it('of nothing is the hash of nothing', () => {
    expect(h1Of([])).toBe('h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });

  it('sorts by the bytes of the full names: neither by locale, nor by folders, nor by UTF-16', () => {
    const sorted = ['A', 'B', 'a', 'a-b/c', 'a/b', 'a0', 'z', 'Þ.go', '\ufb01', '\u{1f600}'];
    const given = sorted.toReversed().map((name) => file(name, name));
    expect(h1Of(given)).toBe(lines(sorted));
  });

  it.each([
    ['a line feed', [file('a\nb', '')], 'archive-hostile'],
    ['a name twice', [file('a', '1'), file('b', ''), file('a', '2')], 'archive-hostile'],
    ['half a surrogate pair', [file('a\ud800', '')], 'archive-hostile'],
    ['a digest that is none', [{ name: 'a', sha256: 'abc' }], 'digest-missing'],
    ['a digest in capitals', [{ name: 'a', sha256: 'A'.repeat(64) }], 'digest-missing'],
    ['a digest that is too short', [{ name: 'a', sha256: Buffer.alloc(31) }], 'digest-missing'],
  ])('refuses %s', async (_, files, code) => {
    expect(await codeOf(() => h1Of(files))).toBe(code);
  });
});
