import { expect, it } from 'vitest';
import { auditCounts, type AuditedTree, type TreeState } from '../../../../src/core/foreign/audit.ts';

function tree(state: TreeState, more: Partial<AuditedTree> = {}): AuditedTree {
  return {
    by: 'goenv',
    path: '/h/.goenv/versions/1.22.5',
    names: [],
    isRebuilt: false,
    identity: { kind: 'unknown', why: 'no matter' },
    state,
    support: 'supported',
    newest: null,
    advisories: [],
    steps: [],
    ...more,
  };
}

it('counts trees by their state, and settings that are more than a note', () => {
  const trees = [
    tree({ kind: 'proven' }, { support: 'ended', advisories: [{ id: 'CVE-1', mended: [] }] }),
    tree({ kind: 'differs', files: [], why: 'a file' }),
    tree({ kind: 'unknown', why: 'offline' }, { support: null }),
  ];
  const text = { text: 'x', cure: 'y' };
  const findings = [
    { code: 'sumdb-off', level: 'advice', ...text },
    { code: 'sumdb-off', level: 'note', ...text },
    { code: 'line-ended', level: 'advice', ...text },
  ] as const;
  const counts = { trees: 3, proven: 1, differing: 1, unknown: 1, ended: 1, deceivable: 1, settings: 1 };
  expect(auditCounts({ trees, findings })).toEqual(counts);
});
