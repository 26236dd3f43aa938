import { describe, expect, it } from 'vitest';
import { openHead } from '../../../../src/trust/log/tree-head.ts';
import { GO_LOG_KEY, parseVerifierKey } from '../../../../src/trust/log/verifier-key.ts';
import { codeOf } from '../../../support/code-of.ts';

/** A head that sum.golang.org signed. */
const REAL_HEAD = `go.sum database tree
66385784
dRgqg6bNjCv/HjgbQbR4FTQxb01x93qAiafZ4wW6HNI=

\u2014 sum.golang.org Az3grgdaBaBYyyTCLNv4P301f7lAEOLAqFA3S8qHA1DrIw6NQDwtMmAExrmeIOAA0fY8RhokDCBm9LiX4cF0aBcOHgs=
`;

const key = parseVerifierKey(GO_LOG_KEY);

describe("a head that Go's checksum database signed", () => {
  it('opens with its key: size, root, and the note as it was', () => {
    const { size, root, note } = openHead(REAL_HEAD, key, 'a head');
    expect(size).toBe(66_385_784);
    expect(Buffer.from(root).toString('base64')).toBe('dRgqg6bNjCv/HjgbQbR4FTQxb01x93qAiafZ4wW6HNI=');
    expect(note).toBe(REAL_HEAD);
  });

  it.each([
    ['another size', REAL_HEAD.replace('66385784', '66385785')],
    ['another root', REAL_HEAD.replace('dRgqg6', 'eRgqg6')],
    ['another line', REAL_HEAD.replace('\n\n', '\nmore\n\n')],
    ['another signature', REAL_HEAD.replace('Az3grgda', 'Az3grgdb')],
    ['the hash of another key', REAL_HEAD.replace('Az3grgda', 'Bz3grgda')],
    ['the name of another key', REAL_HEAD.replace('\u2014 sum.golang.org', '\u2014 evil.golang.org')],
  ])('is refused with %s', async (_, note) => {
    expect(await codeOf(() => openHead(note, key, 'a head'))).toBe('log-wrong');
  });
});
