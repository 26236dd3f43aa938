import { describe, expect, it } from 'vitest';
import { environmentText, quoteFor } from '../../../../src/report/results/shell-text.ts';
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts';

const ENVIRONMENT = {
  first: ["/r'o/shims", '/r o/bin'],
  rest: ['/usr/bin', ''],
  variables: [['GV_VERSION', '1.22.5']],
} as const;

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

describe('gv env as text', () => {
  it.each([
    ['sh', "export PATH='/r'\\''o/shims:/r o/bin:/usr/bin:';\nexport GV_VERSION='1.22.5';\n"],
    ['fish', "set -gx PATH '/r\\'o/shims' '/r o/bin' '/usr/bin' '';\nset -gx GV_VERSION '1.22.5';\n"],
    [
      'direnv',
      "watch_file .go-version .tool-versions;\nPATH_add '/r o/bin';\nPATH_add '/r'\\''o/shims';\nexport GV_VERSION='1.22.5';\n",
    ],
    ['powershell', "$env:PATH = '/r''o/shims:/r o/bin:/usr/bin:'\n$env:GV_VERSION = '1.22.5'\n"],
  ] as const)('for %s', (shell, text) => {
    expect(environmentText(shell, ENVIRONMENT)).toBe(text);
  });

  it.each(HOSTILE_TEXTS)('PowerShell reads back %j by its rule for single-quoted strings', (text) => {
    expect(powershellValue(quoteFor('powershell', text))).toBe(text);
  });
});
