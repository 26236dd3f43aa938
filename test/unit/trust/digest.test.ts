import { describe, expect, it } from 'vitest';
import { checkDigest, isSha256 } from '../../../src/trust/digest.ts';
import { codeOf } from '../../support/code-of.ts';
import { measureBytes } from '../../support/measure.ts';

const file = measureBytes('go1.22.5.linux-amd64.tar.gz', Buffer.from('bytes'));
const other = measureBytes('go1.22.5.linux-amd64.tar.gz', Buffer.from('other bytes'));

describe('the digest of a file', () => {
  it.each([
    ['its own', { sha256: file.sha256 }, 'ok'],
    ['its own, with its size', { sha256: file.sha256, size: file.size }, 'ok'],
    ['its own, with another size', { sha256: file.sha256, size: file.size + 1 }, 'size-wrong'],
    ['another', { sha256: other.sha256, size: file.size }, 'digest-wrong'],
    ['none', { sha256: '' }, 'digest-missing'],
    ['its own in capitals', { sha256: file.sha256.toUpperCase() }, 'digest-missing'],
    ['its own, shortened', { sha256: file.sha256.slice(0, 63) }, 'digest-missing'],
    ['its own with a newline', { sha256: `${file.sha256}\n` }, 'digest-missing'],
  ])('against %s', async (_, expected, code) => {
    expect(await codeOf(() => checkDigest(file, expected))).toBe(code);
  });

  it('has 64 lower-case hex digits', () => {
    expect(isSha256(file.sha256)).toBe(true);
    expect(isSha256('g'.repeat(64))).toBe(false);
  });
});
