import { expect, it } from 'vitest';
import type { ImportStep } from '../../../../src/core/foreign/import-plan.ts';
import { importText, type ImportResult } from '../../../../src/report/audit/import-text.ts';

const tree = {
  by: 'goenv',
  path: '/h/a\u001b',
  names: [],
  isRebuilt: false,
  identity: { kind: 'unknown', why: 'no VERSION' },
} as const;
const stays: readonly ImportStep[] = [
  { kind: 'stay', tree, why: 'no VERSION', isDoubt: true },
  { kind: 'stay', tree, why: 'gv has it', isDoubt: false },
];
const result: ImportResult = {
  steps: stays,
  global: { by: 'goenv', file: '/h/.goenv/version', line: 1, pin: '1.22' },
  lines: [{ manager: 'goenv', file: '/h/.bashrc', line: 3, text: '  eval "$(goenv init -)"' }],
  shell: undefined,
  shims: '/h/.gv/shims',
  stage: 'planned',
};

it('an import says what stays and why, the global version, and the line to take out', () => {
  expect(importText(result)).toBe(
    [
      '?  goenv  /h/a\\u{1b}  REFUSED: no VERSION',
      '?  goenv  /h/a\\u{1b}  left: gv has it',
      '',
      'global version 1.22, of goenv (/h/.goenv/version:1) would be taken over',
      '',
      'So that gv alone answers, take out:',
      '  /h/.bashrc:3  eval "$(goenv init -)"  (goenv)',
      '',
    ].join('\n'),
  );
  expect(importText({ ...result, steps: [] })).toBe('no Go of another manager was found\n');
});

it.each([
  ['/h/.gv/shims/go', "a new zsh runs gv's go\n"],
  ['/usr/bin/go', "a new zsh runs /usr/bin/go, which is not gv's (gv doctor says why)\n"],
  [undefined, 'a new zsh finds no go: gv doctor says why\n'],
])('an import ends with the go of a new shell: %s', (go, line) => {
  expect(importText({ ...result, stage: 'done', shell: { shell: 'zsh', go } }).endsWith(`\n${line}`)).toBe(
    true,
  );
});
