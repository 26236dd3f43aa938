import { describe, expect, it } from 'vitest';
import { environmentText } from '../../../../src/report/results/shell-text.ts';

const ENVIRONMENT = {
  first: ["/r'o/shims", '/r o/bin'],
  rest: ['/usr/bin', ''],
  variables: [['GV_VERSION', '1.22.5']],
} as const;

describe('gv env as text', () => {
  it.each([
    ['sh', "export PATH='/r'\\''o/shims:/r o/bin:/usr/bin:';\nexport GV_VERSION='1.22.5';\n"],
    ['fish', "set -gx PATH '/r\\'o/shims' '/r o/bin' '/usr/bin' '';\nset -gx GV_VERSION '1.22.5';\n"],
    [
      'direnv',
      "watch_file .go-version .tool-versions;\nPATH_add '/r o/bin';\nPATH_add '/r'\\''o/shims';\nexport GV_VERSION='1.22.5';\nunset GOROOT;\n",
    ],
    ['powershell', "$env:PATH = '/r''o/shims:/r o/bin:/usr/bin:'\n$env:GV_VERSION = '1.22.5'\n"],
  ] as const)('for %s', (shell, text) => {
    expect(environmentText(shell, ENVIRONMENT)).toBe(text);
  });
});
