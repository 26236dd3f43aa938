import { describe, expect, it } from 'vitest';
import { quotedFor, shellWord } from '../../../../src/core/shells/quote.ts';
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts';

/** What PowerShell's tokenizer takes for a single quote, and its rule for one inside such a string. */
const POWERSHELL_QUOTE = /['\u2018-\u201b]/;

/** Reads a PowerShell single-quoted string: a quote ends it unless another follows, which then counts once. */
function powershellValue(word: string): string {
  expect(POWERSHELL_QUOTE.test(word.charAt(0))).toBe(true);
  let value = '';
  let at = 1;
  for (; at < word.length; at += 1) {
    if (POWERSHELL_QUOTE.test(word.charAt(at))) {
      if (!POWERSHELL_QUOTE.test(word.charAt(at + 1))) break;
      at += 1;
    }
    value += word.charAt(at);
  }
  // Nothing may stand behind the quote that ends the string.
  expect(at).toBe(word.length - 1);
  return value;
}

describe('quoting for PowerShell', () => {
  it.each(HOSTILE_TEXTS)('is read back as %j by the rule for single-quoted strings', (text) => {
    expect(powershellValue(quotedFor('powershell', text))).toBe(text);
  });
});

describe('a word to paste into a shell', () => {
  it.each([
    ['/home/x/.gv', '/home/x/.gv'],
    ['1.22.5', '1.22.5'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$HOME', "'$HOME'"],
  ])('%j as %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
