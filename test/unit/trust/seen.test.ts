import { describe, expect, it } from 'vitest';
import { checkSeen, parseSeen, withSeen } from '../../../src/trust/seen.ts';
import { codeOf } from '../../support/code-of.ts';
import { measureBytes } from '../../support/measure.ts';

const file = measureBytes('go1.22.5.linux-amd64.tar.gz', Buffer.from('bytes'));
const other = measureBytes('go1.22.5.linux-amd64.tar.gz', Buffer.from('other bytes'));
const PLACE = 'archives.sha256';

describe('digests once seen', () => {
  it('are remembered once, in sha256sum format, and agree with the same bytes', () => {
    const text = withSeen('', file);
    expect(text).toBe(`${file.sha256}  ${file.name}\n`);
    expect(withSeen(text, file)).toBe(text);
    expect(() => checkSeen(parseSeen(text, PLACE), file)).not.toThrow();
  });

  it('of other files do not matter', () => {
    const text = withSeen('', { ...file, name: 'go1.22.4.linux-amd64.tar.gz' });
    expect(() => checkSeen(parseSeen(text, PLACE), other)).not.toThrow();
    expect(parseSeen(withSeen(text, file), PLACE).size).toBe(2);
  });

  it('refuse other bytes under the same name', async () => {
    const seen = parseSeen(withSeen('', file), PLACE);
    expect(await codeOf(() => checkSeen(seen, other))).toBe('digest-changed');
  });

  it('survive a last line without a newline', () => {
    const text = withSeen('', file).trimEnd();
    const more = withSeen(text, { ...other, name: 'go1.22.6.linux-amd64.tar.gz' });
    expect(parseSeen(more, PLACE).size).toBe(2);
  });

  it.each([
    ['a torn line', `${file.sha256}  go1.22.5`.slice(0, 50)],
    ['one space', `${file.sha256} ${file.name}`],
    ['a path', `${file.sha256}  ../${file.name}`],
    ['capitals', `${file.sha256.toUpperCase()}  ${file.name}`],
    ['a carriage return', `${file.sha256}  ${file.name}\r`],
    ['a contradiction', `${file.sha256}  ${file.name}\n${other.sha256}  ${file.name}`],
  ])('are not read past %s', async (_, text) => {
    expect(await codeOf(() => parseSeen(`${text}\n`, PLACE))).toBe('disk');
  });

  it('take no name that could break their format', async () => {
    expect(await codeOf(() => withSeen('', { ...file, name: 'a\nb' }))).toBe('disk');
  });
});
