import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { pendingChanges } from '../../scripts/changelog.ts';
import {
  parseChange,
  parseChangelog,
  releasedChangelog,
  sectionText,
  withChanges,
} from '../../scripts/changelog/change.ts';
import { inCheckout } from '../../scripts/checkout.ts';
import { withMaterial } from '../support/unless.ts';

const CHANGELOG = readFileSync(inCheckout('CHANGELOG.md'), 'utf8');

describe('a file of .changes/', () => {
  it('has a kind, and a sentence that may run over several lines', () => {
    expect(parseChange('a.md', 'kind: fixed\n`gv which` takes no directory\nfor a tool.\n')).toEqual({
      kind: 'fixed',
      sentence: '`gv which` takes no directory for a tool.',
    });
  });

  it.each([
    ['no kind', 'A sentence.\n', 'kind: '],
    ['a kind of its own', 'kind: improved\nA sentence.\n', 'kind: '],
    ['a kind that every object has', 'kind: toString\nA sentence.\n', 'kind: '],
    ['no sentence', 'kind: added\n', 'sentence'],
    ['no full stop', 'kind: added\nA sentence\n', 'full stop'],
    ['two paragraphs', 'kind: added\nA sentence.\n\nAnother one.\n', 'one paragraph'],
  ])('is refused with %s', (_, text, why) => {
    expect(() => parseChange('.changes/a.md', text)).toThrow(why);
    expect(() => parseChange('.changes/a.md', text)).toThrow('.changes/a.md');
  });

  it('is well-formed, each one that is here', () => {
    expect(pendingChanges().every(({ sentence }) => sentence.length <= 240)).toBe(true);
  });
});

describe('CHANGELOG.md', () => {
  const BEFORE =
    '# Changelog\n\nText.\n\n## Unreleased\n\n### Added\n\n- One that\n  goes on.\n\n## 0.1.0 – 2026-01-01\n\n### Fixed\n\n- Old.\n';

  it('is in the form that the next release reads', () => {
    const { unreleased } = parseChangelog(CHANGELOG);
    expect(CHANGELOG).toContain(`## Unreleased\n${sectionText(unreleased)}`);
  });

  it('gets the changes under their kinds, in the order of the kinds, and a new unreleased section', () => {
    const changes = [
      { kind: 'security', sentence: 'S.' },
      { kind: 'added', sentence: 'Two.' },
    ] as const;
    expect(releasedChangelog(BEFORE, changes, { version: '0.2.0', date: '2026-02-03' })).toBe(
      '# Changelog\n\nText.\n\n## Unreleased\n\n## 0.2.0 – 2026-02-03\n\n### Added\n\n- One that goes on.\n- Two.\n\n' +
        '### Security\n\n- S.\n\n## 0.1.0 – 2026-01-01\n\n### Fixed\n\n- Old.\n',
    );
  });

  it('survives its first release and the one after it', () => {
    const first = releasedChangelog(CHANGELOG, [], { version: '0.1.0', date: '2026-02-03' });
    expect(parseChangelog(first).released.startsWith('## 0.1.0 – 2026-02-03\n\n### Added\n\n- ')).toBe(true);
    expect(sectionText(withChanges(parseChangelog(first).unreleased, []))).toBe('');
    expect(() => releasedChangelog(first, [], { version: '0.2.0', date: '2026-02-03' })).toThrow('nothing');
  });

  it('is refused without an unreleased section, or with a heading of its own', () => {
    expect(() => parseChangelog('# Changelog\n')).toThrow('Unreleased');
    expect(() => parseChangelog(BEFORE.replace('### Added', '### Improved'))).toThrow('Improved');
  });
});

const execute = promisify(execFile);

/** What git prints; undefined where it fails, or is not there. */
async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await execute('git', ['-C', inCheckout(), ...args], { maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** The commit that introduced the rule: the first that added .changes/README.md. */
async function introduction(): Promise<string> {
  const commits = await git('log', '--diff-filter=A', '--format=%H', '--reverse', '--', '.changes/README.md');
  return commits?.split('\n')[0] ?? '';
}

/** Why the history cannot be asked, or undefined. A shallow clone, as CI makes it, ends too early. */
async function missingHistory(): Promise<string | undefined> {
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 'true')
    return 'this is no git checkout, or git does not trust its owner';
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true') return 'this is a shallow clone';
  return (await introduction()) === ''
    ? 'the history does not have the commit that added .changes/README.md'
    : undefined;
}

const MISSING = await missingHistory();

/** Commits after the introduction that touch what a user runs, with neither a file in .changes nor the trailer. */
async function silentCommits(from: string): Promise<readonly string[]> {
  const format = '%x1e%H %s%x1f%(trailers:key=Changes,valueonly,separator=%x2C)%x1f';
  // Branches that began before the rule are not bound by it: --ancestry-path leaves them out. Merges are exempt.
  const log = await git(
    'log',
    '--no-merges',
    '--ancestry-path',
    '--name-status',
    '--no-renames',
    `--format=${format}`,
    `${from}..HEAD`,
  );
  if (log === undefined) throw new Error('git log failed, although the history is there');
  return log
    .split('\x1e')
    .slice(1)
    .flatMap((record) => {
      const [title = '', trailer = '', files = ''] = record.split('\x1f');
      const rows = files
        .trim()
        .split('\n')
        .map((row) => row.split('\t'));
      const touches = rows.some(([, path = '']) => /^(?:src|shims)\/|^install\.sh$/.test(path));
      const isChange = (path: string): boolean =>
        path.startsWith('.changes/') && path !== '.changes/README.md';
      const tells = rows.some(([status, path = '']) => status !== 'D' && isChange(path));
      return touches && !tells && trailer.trim() !== 'none' ? [title.replace(/^(.{10})\S*/, '$1')] : [];
    });
}

describe('every commit since .changes/ is there', () => {
  withMaterial(MISSING)(
    'that touches src, shims or install.sh adds a change, or says "Changes: none"',
    async () => {
      expect(await silentCommits(await introduction())).toEqual([]);
    },
  );
});
