import { describe, expect, it } from 'vitest';
import { compareGvVersions, parseGvVersion } from '../../../../src/core/own/gv-version.ts';

describe('a version of gv', () => {
  it.each(['0.1.0', 'v1.2.3', '10.20.30', '1.0.0-rc.1', '1.0.0-x-y.7'])('is %s', (text) => {
    expect(parseGvVersion(text)?.text).toBe(text.replace(/^v/, ''));
  });

  it.each([
    '',
    'v',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-a..b',
    '1.2.3+build',
    ' 1.2.3',
    '1.2.3\n',
    '../1.2.3',
    '1.2.3-../../x',
    `1.2.${'9'.repeat(400)}`,
    'latest',
  ])('is not %j', (text) => {
    expect(parseGvVersion(text)).toBeUndefined();
  });

  it('comes in the order that SemVer gives as its example, and then some', () => {
    const order = [
      '0.9.10',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ];
    const versions = order.flatMap((text) => parseGvVersion(text) ?? []);
    expect(versions).toHaveLength(order.length);
    for (const [index, a] of versions.entries()) {
      for (const [other, b] of versions.entries()) {
        expect(Math.sign(compareGvVersions(a, b)), `${a.text} ${b.text}`).toBe(Math.sign(index - other));
      }
    }
  });
});
