import { describe, expect, it } from 'vitest';
import { keptBy } from '../../../../src/core/choice/askings.ts';
import { parseProjects, projectsText, withProject } from '../../../../src/core/choice/projects.ts';
import { downloadOf } from '../../../../src/core/release/cache-name.ts';
import { lineStates } from '../../../../src/core/release/line-state.ts';
import { newestOfLines } from '../../../../src/core/release/support.ts';
import { planUpgrade, type UpgradePlan } from '../../../../src/core/release/upgrade-plan.ts';
import { versioned, versions } from '../../../support/versions.ts';

const PUBLISHED = versioned('1.29rc1', '1.28.1', '1.28.0', '1.28rc2', '1.27.4', '1.27.3', '1.26.9', '1.20');

describe('the newest of each line', () => {
  it('is a stable release where there is one, else the newest prerelease', () => {
    expect(newestOfLines(PUBLISHED).map(({ label }) => label)).toEqual([
      '1.29rc1',
      '1.28.1',
      '1.27.4',
      '1.26.9',
      '1.20.0',
    ]);
  });
});

describe('the state of installed lines', () => {
  const states = (...installed: readonly string[]): readonly unknown[] =>
    lineStates(versioned(...installed), PUBLISHED).map(({ line, newest, support, outdated }) => [
      line,
      newest?.label,
      support,
      outdated,
    ]);

  it.each([
    { installed: ['1.28.1'], state: ['1.28', '1.28.1', 'supported', false] },
    { installed: ['1.27.3'], state: ['1.27', '1.27.4', 'supported', true] },
    { installed: ['1.26.9'], state: ['1.26', '1.26.9', 'ended', false] },
    { installed: ['1.28rc2'], state: ['1.28', '1.28.1', 'supported', true] },
    { installed: ['1.29rc1'], state: ['1.29', '1.29rc1', 'prerelease', false] },
    { installed: ['1.20'], state: ['1.20', '1.20.0', 'ended', false] },
    { installed: ['1.30.0'], state: ['1.30', undefined, 'supported', false] },
    { installed: ['1.28.0', '1.28.1'], state: ['1.28', '1.28.1', 'supported', false] },
  ])('$installed', ({ installed, state }) => {
    expect(states(...installed)).toEqual([state]);
  });

  it('are the same from the newest of each line alone, which is what the cache keeps', () => {
    const installed = versioned('1.28rc2', '1.27.3', '1.26.9', '1.20');
    const reduced = newestOfLines(PUBLISHED).map((version) => ({ version }));
    expect(lineStates(installed, reduced)).toEqual(lineStates(installed, PUBLISHED));
  });
});

describe('what asks for a toolchain keeps it', () => {
  const kept = (asked: string, ...installed: readonly string[]): readonly string[] => [
    ...keptBy([{ file: 'f', asked }], versions(...installed)).keys(),
  ];

  it.each([
    { asked: '1.27.3', name: ['1.27.3'] },
    { asked: 'go1.27.3', name: ['1.27.3'] },
    { asked: '1.27', name: ['1.27.4'] },
    { asked: 'latest', name: ['1.28.1'] },
    { asked: '1', name: ['1.28.1'] },
    { asked: 'system', name: [] },
    { asked: '../../etc', name: [] },
    { asked: '', name: [] },
  ])('$asked', ({ asked, name }) => {
    expect(kept(asked, '1.29rc1', '1.28.1', '1.27.4', '1.27.3')).toEqual(name);
  });
});

describe('an upgrade', () => {
  const plan = (installed: readonly string[], askings: Readonly<Record<string, string>> = {}): UpgradePlan =>
    planUpgrade({
      lines: lineStates(versioned(...installed), PUBLISHED),
      installed: versions(...installed),
      askings: Object.entries(askings).map(([file, asked]) => ({ file, asked })),
      globalFile: 'global',
    });
  const labels = (list: readonly { readonly label: string }[]): readonly string[] =>
    list.map(({ label }) => label);

  it('moves each line to its newest patch, and the global version with it', () => {
    const { steps, global, replaced } = plan(['1.28.1', '1.27.3'], { global: '1.27.3' });
    expect(steps.map(({ from, to }) => `${from.label} ${to.label}`)).toEqual(['1.27.3 1.27.4']);
    expect(global?.to.label).toBe('1.27.4');
    expect(labels(replaced)).toEqual(['1.27.3']);
  });

  it('names exact pins, leaves them, and keeps what they ask for', () => {
    const { behind, replaced, kept } = plan(['1.27.3'], { a: '1.27.3', b: '1.27', global: '1.27' });
    expect(behind.map(({ file, version, to }) => [file, version.label, to.label])).toEqual([
      ['a', '1.27.3', '1.27.4'],
    ]);
    expect(labels(replaced)).toEqual([]);
    expect(kept.map(({ version, files }) => [version.label, files])).toEqual([['1.27.3', ['a']]]);
  });

  it('finishes what was half done: the newest patch is there, the global version still names the old one', () => {
    const { steps, global, replaced } = plan(['1.27.4', '1.27.3'], { global: '1.27.3' });
    expect(steps).toEqual([]);
    expect(global?.to.label).toBe('1.27.4');
    expect(labels(replaced)).toEqual(['1.27.3']);
  });

  it('takes a line from its prerelease to its release, and never to another prerelease', () => {
    expect(plan(['1.28rc2']).steps.map(({ to }) => to.label)).toEqual(['1.28.1']);
    const older = planUpgrade({
      lines: lineStates(versioned('1.29beta1'), PUBLISHED),
      installed: versions('1.29beta1'),
      askings: [{ file: 'global', asked: '1.29beta1' }],
      globalFile: 'global',
    });
    expect(older).toMatchObject({ steps: [], global: undefined, replaced: [] });
    expect(older.prereleases).toHaveLength(1);
  });

  it('leaves the global version of another line alone', () => {
    expect(plan(['1.27.3', '1.26.9'], { global: '1.26.9' }).global).toBeUndefined();
    expect(plan(['1.27.3'], { global: 'system' }).global).toBeUndefined();
  });
});

describe('the list of known projects', () => {
  it('is plain lines, each once, the newest last', () => {
    const list = withProject(withProject(['/a'], '/b'), '/a');
    expect(projectsText(list)).toBe('/b\n/a\n');
    expect(parseProjects(projectsText(list))).toEqual(['/b', '/a']);
  });

  it.each(['relative', '../up', '', '/with\ttab', '/with\u001b[31m', '/cr\r', `/${'x'.repeat(5000)}`])(
    'passes over a line that gv would not write: %j',
    (line) => {
      expect(parseProjects(`/a\n${line}\n/b\n`)).toEqual(['/a', '/b']);
    },
  );

  it('is bounded in number and in bytes, and forgets the oldest first', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `/p${index}`);
    const next = withProject(many, '/new');
    expect(next).toHaveLength(1000);
    expect([next[0], next.at(-1)]).toEqual(['/p1', '/new']);
    const long = Array.from({ length: 1000 }, (_, index) => `/${index}${'x'.repeat(4000)}`);
    const cut = withProject(long, '/new');
    expect(projectsText(cut).length).toBeLessThanOrEqual(1024 * 1024);
    expect(cut.at(-1)).toBe('/new');
    expect(cut.at(-2)).toMatch(/^\/999x/);
  });
});

describe('a file of the cache', () => {
  it.each([
    ['go1.22.5.linux-amd64.tar.gz', '1.22.5'],
    ['go1.22.5.linux-amd64.tar.gz.part', '1.22.5'],
    ['go1.22.5.linux-amd64.tar.gz.part.json', '1.22.5'],
    ['go1.20.windows-amd64.zip', '1.20.0'],
    ['go1.27rc2.src.tar.gz', '1.27rc2'],
    ['carried-go1.22.5.linux-amd64.tar.gz', '1.22.5'],
    ['v0.0.1-go1.22.5.linux-amd64.zip.part', '1.22.5'],
    ['index.json', undefined],
    ['index.validators.json', undefined],
    ['official-unreachable', undefined],
    ['tiles', undefined],
    ['go1.22.5.linux-amd64.tar.gz.sh', undefined],
    ['x.tar.gz', undefined],
  ])('%s belongs to the download of %s', (name, label) => {
    expect(downloadOf(name)?.label).toBe(label);
  });
});
