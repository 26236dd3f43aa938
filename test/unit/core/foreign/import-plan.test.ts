import { describe, expect, it } from 'vitest';
import type { FoundTree, TreeIdentity } from '../../../../src/core/foreign/found-tree.ts';
import {
  isFinding,
  leftTwice,
  leftUnjudged,
  movedStep,
  sharedStep,
  stepOf,
} from '../../../../src/core/foreign/import-plan.ts';
import type { TreeJudgement } from '../../../../src/core/toolchain/judgement.ts';
import { parseVersion, type Version } from '../../../../src/core/version.ts';

const platform = { os: 'linux', arch: 'amd64' };

function released(name: string): Version {
  const version = parseVersion(name);
  if (version === undefined) throw new RangeError(name);
  return version;
}

function treeOf(identity: TreeIdentity): FoundTree {
  return { by: 'goenv', path: '/h/go', names: [], isRebuilt: false, identity };
}

const tree = treeOf({ kind: 'release', version: released('1.22.5'), platform });
const record = { kind: 'log', h1: 'h1:', record: 1, treeSize: 2 } as const;
const base = { version: released('1.22.5'), platform, path: '/h/go', files: 1, outside: [], record };
const covered = [{ path: 'VERSION', sha256: '0' }];

describe('a tree that is not judged', () => {
  const known = { platform, installed: new Set(['1.21.0']), shared: new Set<string>() };

  it('is one without a release, of another platform, or that gv has', () => {
    const of = (identity: TreeIdentity): string | undefined => leftUnjudged(treeOf(identity), known)?.why;
    expect(of({ kind: 'unknown', why: 'no VERSION' })).toBe('no VERSION');
    const arm = { os: 'darwin', arch: 'arm64' };
    expect(of({ kind: 'release', version: released('1.22.5'), platform: arm })).toBe(
      'it is for darwin/arm64',
    );
    expect(of({ kind: 'release', version: released('1.21.0'), platform })).toBe('gv has go 1.21.0 already');
    expect(leftUnjudged(tree, known)).toBeUndefined();
  });
});

describe('a judged tree', () => {
  const naming = { by: 'sha256' } as const;
  const step = (judgement: TreeJudgement): string => {
    const made = stepOf(tree, judgement);
    return made.kind === 'take' ? `take, ${made.left} left` : made.why;
  };

  it('is taken as a whole, or without what lies beside the release', () => {
    const flaws = [
      { kind: 'extra', path: 'bin/stringer' },
      { kind: 'link', path: 'pkg/x' },
      { kind: 'mode', path: 'bin/go' },
    ] as const;
    expect(step({ ...base, kind: 'proven', covered })).toBe('take, 0 left');
    expect(step({ ...base, kind: 'differs', h1: 'h1:x', flaws, naming, covered })).toBe('take, 2 left');
  });

  it('stays where a file of the release differs, however the difference was found', () => {
    const flaws = ['a', 'b', 'c', 'd'].map((path) => ({ kind: 'changed', path }) as const);
    const differs = { ...base, kind: 'differs', h1: 'h1:x', flaws, covered: undefined } as const;
    expect(step({ ...differs, naming })).toBe(
      'not as released: a (changed), b (changed), c (changed), 1 more',
    );
    const why = { code: 'offline', message: 'no list', hint: undefined } as const;
    expect(step({ ...differs, flaws: [], naming: { by: 'nothing', why } })).toBe(
      'not as released: the files cannot be named: no list',
    );
    const brief = stepOf(tree, { ...differs, flaws: [], naming: { by: 'nothing', why } });
    expect(brief).toMatchObject({ brief: 'not as released; the files cannot be named without a network' });
    const gone = { kind: 'unknown', path: '/h/go', version: undefined } as const;
    expect(stepOf(tree, { ...gone, why })).toMatchObject({ brief: 'not proven without a network' });
    const other = { ...why, code: 'log-missing' } as const;
    expect(stepOf(tree, { ...gone, why: other })).not.toHaveProperty('brief');
    expect(step({ ...base, kind: 'contents-changed', h1: 'h1:x', flaws: [] })).toMatch(/^contents were/);
    expect(step({ kind: 'unknown', path: '/h/go', version: undefined, why })).toBe('no list');
  });

  it('is shared where it has nothing beside the release, and nobody else may write it', () => {
    const proven = stepOf(tree, { ...base, kind: 'proven', covered });
    const flaws = [{ kind: 'extra', path: 'bin/stringer' }] as const;
    const more = stepOf(tree, { ...base, kind: 'differs', h1: 'h1:x', flaws, naming, covered });
    expect(sharedStep(proven, undefined)).toBe(proven);
    expect(sharedStep(proven, 'all accounts may write /h')).toMatchObject({
      kind: 'stay',
      why: 'not shared: all accounts may write /h',
      isDoubt: true,
    });
    expect(sharedStep(more, undefined)).toMatchObject({ kind: 'stay', isDoubt: true });
  });

  it('is moved where it has nothing beside the release, and belongs to a manager of this account', () => {
    const proven = stepOf(tree, { ...base, kind: 'proven', covered });
    const flaws = [{ kind: 'extra', path: 'bin/stringer' }] as const;
    const more = stepOf(tree, { ...base, kind: 'differs', h1: 'h1:x', flaws, naming, covered });
    const system = stepOf({ ...tree, by: 'system' }, { ...base, kind: 'proven', covered });
    expect(movedStep(proven, { isOwn: true })).toBe(proven);
    const stays = [movedStep(proven, { isOwn: false }), movedStep(more, { isOwn: true })];
    expect([...stays, movedStep(system, { isOwn: true })].map(({ kind }) => kind)).toEqual([
      'stay',
      'stay',
      'stay',
    ]);
  });

  it('is not taken twice', () => {
    const made = stepOf(tree, { ...base, kind: 'proven', covered });
    if (made.kind !== 'take') throw new Error(made.why);
    expect(leftTwice(made, '/other')).toMatchObject({ kind: 'stay', isDoubt: false });
  });
});

it('a tree that stays in doubt is a finding where a user comes from there, or named the source', () => {
  const stays = (by: FoundTree['by'], isDoubt: boolean) =>
    ({ kind: 'stay', tree: { ...tree, by }, why: '', isDoubt }) as const;
  const found = (by: FoundTree['by'], isDoubt = true): readonly boolean[] =>
    [[], [by]].map((from) => isFinding(stays(by, isDoubt), from));
  expect(found('goenv')).toEqual([true, true]);
  expect(found('system')).toEqual([false, true]);
  expect(found('modcache')).toEqual([false, true]);
  expect(found('goenv', false)).toEqual([false, false]);
});
