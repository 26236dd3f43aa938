import { expect, it } from 'vitest';
import type { ImportStep } from '../../../../src/core/foreign/import-plan.ts';
import {
  importQuestion,
  importText,
  importWish,
  type ImportResult,
} from '../../../../src/report/audit/import-text.ts';
import { version } from '../../../support/versions.ts';

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
  mode: 'copy',
  globals: {
    taken: { by: 'goenv', file: '/h/.goenv/version', line: 1, pin: '1.22' },
    left: [{ by: 'asdf', file: '/h/.tool-versions', line: 2, why: 'no\u001brelease' }],
  },
  first: undefined,
  aside: [],
  troubles: [],
  projects: [],
  lines: [{ manager: 'goenv', file: '/h/.bashrc', line: 3, text: '  eval "$(goenv init -)"' }],
  shell: undefined,
  shims: '/h/.gv/shims',
  stage: 'planned',
};

const PIPE = { width: undefined };
const NONE = { taken: undefined, left: [] };

it('an import says what stays and why, the global version, and the line to take out', () => {
  expect(importText(result, PIPE)).toBe(
    [
      '?  goenv  /h/a\\u{1b}  REFUSED: no VERSION',
      '?  goenv  /h/a\\u{1b}  left: gv has it',
      '',
      'global version 1.22, of goenv (/h/.goenv/version:1) would be taken over',
      'global version of asdf (/h/.tool-versions:2) is not taken over: no\\u{1b}release',
      '',
      'So that gv alone answers, take out:',
      '  /h/.bashrc:3  eval "$(goenv init -)"  (goenv)',
      '',
    ].join('\n'),
  );
  const long = {
    kind: 'stay',
    tree,
    why: 'cannot reach a\u001b',
    brief: 'no network',
    isDoubt: true,
  } as const;
  expect(importText({ ...result, steps: [long, long], globals: NONE, lines: [] }, PIPE)).toBe(
    '?  goenv  /h/a\\u{1b}  REFUSED: no network\n'.repeat(2) + '\nin full: cannot reach a\\u{1b}\n',
  );
  expect(importText({ ...result, steps: [], globals: NONE, lines: [] }, PIPE)).toBe(
    'no Go of another manager was found\n',
  );
  const atHome = { directory: '/h', file: '/h/.tool-versions', asked: '1.2\u001b' };
  expect(importText({ ...result, globals: { ...result.globals, atHome } }, PIPE)).toContain(
    'taken over\n/h/.tool-versions says 1.2\\u{1b} for all below /h; the global version answers elsewhere\n',
  );
  expect(importWish({ ...result, globals: NONE })).toBeUndefined();
  expect(importWish(result)).toBe('take 1 choice over');
});

it('the question stands below the plan, so that a person sees what a yes means', () => {
  const platform = { os: 'linux', arch: 'amd64' };
  const record = { kind: 'log', h1: 'h1:', record: 1, treeSize: 2 } as const;
  const base = { version: version('1.22.5'), platform, path: '/h/go', files: 1, outside: [], record };
  const taken: ImportStep = {
    kind: 'take',
    tree: { ...tree, path: '/h/go', identity: { kind: 'release', version: base.version, platform } },
    judgement: { ...base, kind: 'proven', covered: [] },
    left: 1,
  };
  const mise = { by: 'mise', file: '/p/mise.toml', line: 2 } as const;
  const planned: ImportResult = {
    ...result,
    globals: NONE,
    lines: [],
    steps: [taken, ...stays],
    projects: [
      { kind: 'read', by: 'asdf', file: '/p/a/.tool-versions' },
      { kind: 'write', ...mise, pin: '1.22', into: '/p/.go-version' },
      { kind: 'stay', ...mise, why: 'no\u001brelease' },
    ],
  };
  const text = importQuestion(importText(planned, PIPE), importWish(planned) ?? '');
  expect(text.split('\n').map((line) => line.trim())).toEqual([
    '1.22.5  goenv  /h/go       proven, would be copied; 1 entry left behind',
    '?       goenv  /h/a\\u{1b}  REFUSED: no VERSION',
    '?       goenv  /h/a\\u{1b}  left: gv has it',
    '',
    '/p/a/.tool-versions: gv reads it as it is',
    'pin 1.22, of mise (/p/mise.toml:2), would be written to /p/.go-version',
    '/p/mise.toml:2 is not taken over: no\\u{1b}release',
    '',
    'Copy go 1.22.5 into gv, and take 1 choice over?',
  ]);
  const aside = { path: '/h/.go.gv-moved-7', source: '/h/go' };
  const moved: ImportResult = { ...planned, mode: 'move', aside: [{ kind: 'remove', ...aside }] };
  expect(importText(moved, PIPE)).toContain(
    '/h/.go.gv-moved-7, left of a move that was cut short, would be removed',
  );
  expect(importWish(moved)).toContain(
    'brings none back), and finish 1 move that was cut short, and take 1 choice over',
  );
  expect(importText({ ...moved, stage: 'done' }, PIPE)).toContain('keeps moved toolchains');
  const troubles = [{ path: '/h/go', isPlaced: true, why: 'no' }];
  const kept = importText({ ...moved, stage: 'done', troubles }, PIPE);
  expect(kept).toContain('copied, and its tree stays');
  expect(kept).toContain('gv import --undo takes this back');
  const failed = [{ path: '/h/go', isPlaced: false, why: 'n\u001bo' }];
  expect(importText({ ...moved, stage: 'done', troubles: failed }, PIPE)).toContain('FAILED: n\\u{1b}o');
  const half = [
    { path: '/h/go', isPlaced: true, why: 'a rest stays at /h/.g\u001b: no', rest: '/h/.g\u001b' },
  ];
  const rest = importText({ ...moved, stage: 'done', troubles: half }, PIPE);
  expect(rest).toContain('moved, but a rest stays at /h/.g\\u{1b}: no\n');
  expect(rest).toContain('keeps moved toolchains');
  const empty = { ...planned, first: '1.22.5', projects: [] };
  expect(importText(empty, PIPE)).toContain(
    '\nglobal version 1.22.5, the newest of them, would be chosen: gv has none\n',
  );
  expect(importText({ ...empty, stage: 'done' }, PIPE)).toContain(
    'global version 1.22.5, the newest of them\n',
  );
  expect(importWish(empty)).toBe('copy go 1.22.5 into gv, and make go 1.22.5 the global version');
  const shared: ImportResult = { ...planned, mode: 'link' };
  expect(importText(shared, PIPE)).toContain('proven, would be shared');
  expect(importWish({ ...shared, projects: [] })).toBe('share go 1.22.5 with its manager');
});

it.each([
  ['/h/.gv/shims/go', "a new zsh runs gv's go\n"],
  ['/usr/bin/go', "a new zsh runs /usr/bin/go, which is not gv's (gv doctor says why)\n"],
  [undefined, 'a new zsh finds no go: gv doctor says why\n'],
])('an import ends with the go of a new shell: %s', (go, line) => {
  expect(
    importText({ ...result, stage: 'done', shell: { shell: 'zsh', go } }, PIPE).endsWith(`\n${line}`),
  ).toBe(true);
});
