import { describe, expect, it } from 'vitest';
import type { AuditedTree } from '../../../../src/core/foreign/audit.ts';
import { cureSteps } from '../../../../src/core/foreign/tree-cure.ts';
import type { TreeFlaw } from '../../../../src/core/toolchain/tree-flaw.ts';
import { parseVersion } from '../../../../src/core/version.ts';

function tree(files: readonly TreeFlaw[], more: Partial<AuditedTree> = {}, why = ''): AuditedTree {
  const version = parseVersion('1.22.5');
  if (version === undefined) throw new RangeError('1.22.5');
  return {
    by: 'goenv',
    path: '/h/a b/go',
    names: [],
    isRebuilt: false,
    identity: { kind: 'release', version, platform: { os: 'linux', arch: 'amd64' } },
    state: { kind: 'differs', files, why },
    support: null,
    newest: null,
    advisories: [],
    steps: [],
    ...more,
  };
}

const OTHERS = { isOwn: false };
const textOf = (of: AuditedTree, options = OTHERS): string => cureSteps(of, options).join('; ');
const cure = (...files: readonly TreeFlaw[]): string => textOf(tree(files));

describe('the cure of a tree that is not as released', () => {
  it('is gv verify --repair for a toolchain of gv alone', () => {
    const own = tree([{ kind: 'changed', path: 'go.env' }], { by: 'gv' });
    expect(cureSteps(own, { isOwn: true })).toEqual(['gv verify --repair 1.22.5']);
    expect(textOf(own)).not.toContain('--repair');
  });

  it('of an edited go.env keeps the settings in the file of the user', () => {
    const text = cure({ kind: 'changed', path: 'go.env' });
    expect(text).toMatch(/^cat '\/h\/a b\/go\/go\.env' shows it; go env -w NAME=VALUE keeps/);
    expect(text).toContain('gv install 1.22.5');
  });

  it('of added files is to take these out', () => {
    const text = cure({ kind: 'extra', path: 'src/a.go' }, { kind: 'extra', path: 'src/b.go' });
    expect(text).toMatch(/^ls -ld '\/h\/a b\/go\/src\/a\.go' shows it; out of the tree with it, and so with/);
  });

  it('of modes is chmod, by the kind of file', () => {
    expect(cure({ kind: 'mode', path: 'bin/go' })).toContain('chmod 755');
    expect(cure({ kind: 'mode', path: 'src' })).toContain('chmod u-s,g-s,o-w');
  });

  it('of a changed file, or of several kinds, is a whole comparison, and the manager by its name', () => {
    const whole = /^gv verify --full --path '\/h\/a b\/go' compares every file; goenv puts it back/;
    expect(cure({ kind: 'changed', path: 'src/fmt/print.go' })).toMatch(whole);
    expect(cure({ kind: 'extra', path: 'a' }, { kind: 'mode', path: 'bin/go' })).toMatch(whole);
  });

  it('promises nothing of the rest where the list is not proven, or names nothing', () => {
    const open = tree([{ kind: 'extra', path: 'a' }], {}, 'of a list that a server sent');
    for (const each of [open, tree([])]) expect(textOf(each)).toMatch(/^gv verify --full/);
  });

  it('names a network where only the lack of one is in the way', () => {
    const lacks = { lacksNetwork: true } as const;
    const bad = tree([], { state: { kind: 'differs', files: [], why: 'no list', ...lacks } });
    expect(textOf(bad)).toMatch(/^where there is a network: gv verify --full --path/);
    expect(textOf(bad, { isOwn: true })).toBe('where there is a network: gv verify --repair 1.22.5');
    const open = tree([], { state: { kind: 'unknown', why: 'not asked', ...lacks } });
    expect(textOf(open)).toMatch(/^where there is a network: gv audit; gv install 1\.22\.5/);
  });

  it('has the hint of the failure first, and is of use where the database has no record', () => {
    const state = { kind: 'unknown', why: 'no GOPROXY', hint: 'Set GOPROXY.', lacksNetwork: true } as const;
    expect(textOf(tree([], { state }))).toMatch(/^Set GOPROXY; where there is a network: gv audit; /);
    const none = tree([], { state: { kind: 'unknown', why: 'no record', hint: 'x', lacksRecord: true } });
    const steps = cureSteps(none, OTHERS);
    expect(steps[0]).toBe("cat '/h/a b/go/VERSION' shows what it calls itself");
    expect(steps.join()).not.toContain('1.22.5');
    const odd = {
      state: { kind: 'unknown', why: 'no VERSION' },
      identity: { kind: 'unknown', why: '' },
    } as const;
    expect(textOf(tree([], odd))).toMatch(/; gv install latest gives a proven one$/);
  });

  it.each([
    ['sdk', /; go1\.22\.5 download \(golang\.org\/dl\) puts it back once it is moved away;/],
    ['modcache', /go clean -modcache/],
    ['runner', /actions\/setup-go/],
    ['gvm', /; gvm puts it back by installing it anew;/],
    ['path', /; what installed it puts it back;/],
  ] as const)('names the way of its owner: %s', (by, way) => {
    expect(textOf(tree([{ kind: 'changed', path: 'src/fmt/print.go' }], { by }))).toMatch(way);
  });

  it('looks at a name that cannot be typed from its directory, and spells hidden characters out', () => {
    expect(cure({ kind: 'extra', path: 'src/\ufffd' })).toMatch(/^ls -la '\/h\/a b\/go\/src' shows it;/);
    const hidden = cure({ kind: 'extra', path: 'src/\u001b]0;x' });
    expect(hidden).toMatch(/^ls -ld "\$\(printf '\/h\/a b\/go\/src\/\\033\]0;x'\)" shows it;/);
  });

  it('never is to remove the tree', () => {
    const kinds = ['missing', 'changed', 'extra', 'link', 'mode'] as const;
    for (const kind of kinds) expect(cure({ kind, path: 'x' })).not.toMatch(/remove/);
    const unproven = { state: { kind: 'unknown', why: 'no record' } } as const;
    expect(textOf(tree([], unproven))).not.toMatch(/remove/);
    const rebuilt = tree([], { ...unproven, isRebuilt: true });
    expect(textOf(rebuilt)).toMatch(/^the package manager that brought it/);
  });

  it('is nothing for a proven tree', () => {
    expect(cureSteps(tree([], { state: { kind: 'proven' } }), OTHERS)).toEqual([]);
  });
});
