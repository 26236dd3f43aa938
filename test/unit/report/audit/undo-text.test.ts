import { expect, it } from 'vitest';
import { undoText } from '../../../../src/report/audit/undo-text.ts';
import { version } from '../../../support/versions.ts';

it('the way back of an import names all that goes, and what stays with its reason', () => {
  const removals = [{ toolchain: { version: version('1.22.5'), path: '/r/versions/1.22.5' } }];
  const kept = [{ what: 'go 1.21.0', why: 'in use by /q/\u001b' }];
  const plan = { removals, global: '/r/version', pins: ['/p/.go-version'], aside: [], kept };
  expect(undoText({ ...plan, isDone: true })).toBe(
    [
      'removed go 1.22.5 (/r/versions/1.22.5)',
      'removed the global version (/r/version)',
      'removed /p/.go-version',
      'kept go 1.21.0: in use by /q/\\u{1b}',
      '',
    ].join('\n'),
  );
  expect(undoText({ ...plan, isDone: false })).toMatch(/^would remove go 1\.22\.5[^]*would keep go 1\.21\.0/);
  const back = { path: '/h/.x.gv-moved-7', source: '/h/x', kind: 'restore' } as const;
  expect(undoText({ ...plan, aside: [back], isDone: true })).toContain('is back at /h/x\n');
  const nothing = { removals: [], global: undefined, pins: [], aside: [], kept: [], isDone: true };
  expect(undoText(nothing)).toBe('nothing of the last gv import is left\n');
});
