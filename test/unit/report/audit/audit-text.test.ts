import { describe, expect, it } from 'vitest';
import type { Audit, AuditedTree } from '../../../../src/core/foreign/audit.ts';
import { parseVersion } from '../../../../src/core/version.ts';
import { auditText, summaryText } from '../../../../src/report/audit/audit-text.ts';
import { styleFor } from '../../../../src/report/page/style.ts';

const page = {
  style: styleFor({ isTerminal: false, columns: 80, write: () => undefined }, {}),
  width: undefined,
};

function tree(name: string, more: Partial<AuditedTree> = {}): AuditedTree {
  const version = parseVersion(name);
  if (version === undefined) throw new RangeError(name);
  return {
    by: 'goenv',
    path: `/h/.goenv/versions/${name}`,
    names: [],
    isRebuilt: false,
    identity: { kind: 'release', version, platform: { os: 'linux', arch: 'amd64' } },
    state: { kind: 'proven' },
    support: 'supported',
    newest: null,
    advisories: [],
    steps: [],
    ...more,
  };
}

const AUDIT: Audit = {
  trees: [
    tree('1.27.3', { newest: '1.27.4' }),
    tree('1.24.9', {
      support: 'ended',
      advisories: [{ id: 'CVE-2026-56865', mended: ['1.25.13', '1.26.6', '1.27rc3'] }],
      state: {
        kind: 'differs',
        files: Array.from({ length: 11 }, (_, index) => ({ kind: 'changed', path: `src/${index}\u001b.go` })),
        why: '',
      },
      steps: ["cat '/h/a; b/go.env' shows it", 'gv install 1.24.9\u001b'],
    }),
    tree('1.22.5', {
      path: '/opt/a\nb',
      identity: { kind: 'unknown', why: 'no VERSION file' },
      state: { kind: 'unknown', why: 'no VERSION file' },
      support: null,
    }),
  ],
  findings: [
    { code: 'tree-changed', text: 'in the table', cure: 'x' },
    {
      code: 'sumdb-off',
      level: 'advice',
      text: 'GOSUMDB=off (the environment): blind',
      cure: 'unset GOSUMDB',
    },
  ],
  unreadable: ['/root'],
  cut: [],
  nameless: [],
  roots: [],
  empty: [],
};

describe('an audit in words', () => {
  it('is a row for each tree, what differs, the settings and the counts', () => {
    const lines = auditText(AUDIT, page).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '1.27.3  goenv  /h/.goenv/versions/1.27.3  as released, update to 1.27.4',
      '1.24.9  goenv  /h/.goenv/versions/1.24.9  CHANGED, end of life, deceivable',
      '?       goenv  /opt/a\\u{a}b               not proven',
    ]);
    expect(lines).toContain('/h/.goenv/versions/1.24.9 is not go 1.24.9 as released');
    expect(lines).toContain('  changed: src/9\\u{1b}.go');
    expect(lines).toContain('  and 1 more (--json shows all)');
    expect(lines).toContain("  to do: cat '/h/a; b/go.env' shows it");
    expect(lines).toContain('         gv install 1.24.9\\u{1b}');
    expect(lines).toContain('/opt/a\\u{a}b is not proven: no VERSION file');
    expect(lines).toContain('advice:  GOSUMDB=off (the environment): blind');
    expect(lines).toContain('not looked into, as this account may not: /root');
    expect(lines.filter((line) => line.includes('in the table'))).toEqual([]);
    expect(lines.slice(-3)).toEqual([
      '3 Gos: 1 as released, 1 CHANGED, 1 not proven, 1 of an ended line, 1 deceivable',
      '1 setting takes proofs away',
      '',
    ]);
  });

  it('says where nothing was found', () => {
    const none = { ...AUDIT, trees: [], findings: [] };
    expect(summaryText(none)).toBe('no Go found\n');
    expect(summaryText({ ...none, roots: ['/a', '/b'] })).toBe('no Go found in /a, /b\n');
    expect(summaryText({ ...none, roots: ['/a', '/b'], empty: ['/b'] })).toBe('no Go found in /a\n');
    expect(summaryText({ ...none, roots: ['/b'], empty: ['/b'] })).toBe('');
  });
});
