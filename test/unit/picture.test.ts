import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../scripts/picture.ts';

describe('the picture of a screen', () => {
  it('is as wide and high as the screen, and says what it says', () => {
    const svg = pictureOf('ab\nabcd\n\n');
    expect(svg).toMatch(/^<svg [^>]*width="62" height="64"/);
    expect(svg).toContain('>abcd</text>');
  });

  it('escapes what XML would read', () => {
    expect(pictureOf('<a href="x">&')).toContain('>&lt;a\u00a0href=&quot;x&quot;&gt;&amp;</text>');
  });

  it.each([
    ['\u001b[32mgreen\u001b[39m plain', 'fill="#8fd177">green<'],
    ['\u001b[1mbold\u001b[22m', 'font-weight="bold">bold<'],
    ['\u001b[2mdim\u001b[0m', 'fill="#8b929e">dim<'],
    ['\u001b[4;1mboth\u001b[0m', 'font-weight="bold" text-decoration="underline">both<'],
    ['\u001b[91mbright\u001b[m', 'fill="#ff8c94">bright<'],
  ])('keeps the look of %j', (text, wanted) => {
    expect(pictureOf(text)).toContain(wanted);
  });

  it('draws the cursor as a bar, blanks and all', () => {
    const svg = pictureOf('\u001b[7m ab \u001b[27mc');
    expect(svg).toMatch(/<rect x="14.0" y="14" width="33.6" height="18" fill="#d5d9e0"\/>/);
    expect(svg).toContain('fill="#16181d">\u00a0ab\u00a0<');
    expect(svg).toContain('fill="#d5d9e0">c<');
  });

  it('puts each sign that a font may lack in its own place', () => {
    expect(pictureOf('▸ 1').match(/<text /g)).toHaveLength(2);
  });

  it('refuses what is no picture', () => {
    expect(() => pictureOf('\u001b[2Jgone')).toThrow('an escape that draws nothing');
  });
});
