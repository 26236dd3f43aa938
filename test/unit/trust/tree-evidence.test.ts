import { describe, expect, it } from 'vitest';
import type { TreeFlaw } from '../../../src/core/toolchain/tree-flaw.ts';
import { parseVersion } from '../../../src/core/version.ts';
import { judgeEvidence, type LogJudgement } from '../../../src/trust/tree-evidence.ts';

const record = { kind: 'log', h1: 'h1:recorded=', record: 7, treeSize: 9 } as const;
const tree = {
  version: parseVersion('1.22.5') ?? expect.fail('1.22.5'),
  platform: { os: 'linux', arch: 'amd64' },
  path: '/r/versions/1.22.5',
  files: 2,
  outside: ['test'],
};
/** The manifest of the release itself, and another one. */
const [TRUE, OTHER] = [record.h1, 'h1:edited='];
const covered = [{ path: 'bin/go', sha256: 'a' }];
const PROVEN: LogJudgement = { ...tree, kind: 'proven', record, covered };
const GO: TreeFlaw = { kind: 'changed', path: 'bin/go' };
const TEST: TreeFlaw = { kind: 'changed', path: 'test/x.go' };
const DIFFERS = {
  ...tree,
  kind: 'differs',
  record,
  h1: 'h1:other=',
  flaws: [GO],
  naming: { by: 'sha256' },
  covered: undefined,
} as const;

describe('manifest and checksum database together', () => {
  it('leave to the manifest what h1 does not cover', () => {
    expect(judgeEvidence({ judged: PROVEN, own: [TEST], listed: TRUE, isZip: false })).toEqual({
      findings: [TEST],
      log: { state: 'proven', record },
      isManifestWrong: false,
    });
  });

  it('never believe a manifest over the database: not one that accuses a proven tree, not one that passes another', () => {
    expect(judgeEvidence({ judged: PROVEN, own: [GO], listed: OTHER, isZip: false })).toMatchObject({
      findings: [],
      isManifestWrong: true,
    });
    expect(judgeEvidence({ judged: DIFFERS, own: [], listed: OTHER, isZip: false })).toMatchObject({
      findings: [GO],
      log: { state: 'differs', named: { by: 'sha256' } },
      isManifestWrong: true,
    });
    const hidden = { ...tree, kind: 'contents-changed', record, h1: 'h1:other=', flaws: [] } as const;
    expect(judgeEvidence({ judged: hidden, own: [], listed: OTHER, isZip: true })).toMatchObject({
      findings: [],
      log: { state: 'contents-changed' },
      isManifestWrong: true,
    });
  });

  it('agree where both find the same', () => {
    expect(judgeEvidence({ judged: DIFFERS, own: [GO, TEST], listed: TRUE, isZip: false })).toMatchObject({
      findings: [GO, TEST],
      isManifestWrong: false,
    });
  });

  it('accuse no true manifest where a link stands for a file, and a false one beside it', () => {
    const link: TreeFlaw = { kind: 'link', path: 'bin/gofmt' };
    const judged = { ...DIFFERS, flaws: [link] };
    const evidence = { judged, own: [link], isZip: false };
    expect(judgeEvidence({ ...evidence, listed: TRUE })).toMatchObject({
      findings: [link],
      isManifestWrong: false,
    });
    expect(judgeEvidence({ ...evidence, listed: OTHER })).toMatchObject({ isManifestWrong: true });
  });

  it('find extra files, which no list of proven files needs', () => {
    const extra: TreeFlaw = { kind: 'extra', path: 'bin/gopls' };
    const judged = { ...DIFFERS, flaws: [extra], covered };
    expect(judgeEvidence({ judged, own: [extra], listed: TRUE, isZip: false })).toMatchObject({
      findings: [extra],
      isManifestWrong: false,
    });
  });

  it('have the contents proven where only a mode is unsound', () => {
    const mode: TreeFlaw = { kind: 'mode', path: 'bin/go' };
    const judged = { ...DIFFERS, h1: record.h1, flaws: [mode], covered };
    expect(judgeEvidence({ judged, own: [mode], listed: TRUE, isZip: false })).toEqual({
      findings: [mode],
      log: { state: 'proven', record },
      isManifestWrong: false,
    });
  });

  it('leave an archive to the manifest where its module zip may hold other files, and not where it came as that zip', () => {
    const judged: LogJudgement = { ...DIFFERS, platform: { os: 'darwin', arch: 'arm64' } };
    expect(judgeEvidence({ judged, own: [], listed: TRUE, isZip: false })).toMatchObject({
      findings: [],
      log: { state: 'other-form' },
      isManifestWrong: false,
    });
    expect(judgeEvidence({ judged, own: [], listed: TRUE, isZip: true })).toMatchObject({
      log: { state: 'differs' },
    });
    expect(judgeEvidence({ judged, own: undefined, listed: undefined, isZip: false })).toMatchObject({
      findings: [GO],
    });
  });

  it('name the files by the manifest where the database has no list, and say why it was not asked', () => {
    const why = { code: 'network', message: 'cannot be reached', hint: undefined } as const;
    const judged: LogJudgement = { ...DIFFERS, flaws: [], naming: { by: 'nothing', why } };
    expect(judgeEvidence({ judged, own: [GO], listed: TRUE, isZip: true })).toMatchObject({ findings: [GO] });
    const silent = { kind: 'not-asked', why: 'no network' } as const;
    expect(judgeEvidence({ judged: silent, own: [GO], listed: TRUE, isZip: true })).toEqual({
      findings: [GO],
      log: { state: 'not-asked', why: 'no network' },
      isManifestWrong: false,
    });
    expect(
      judgeEvidence({ judged: silent, own: undefined, listed: undefined, isZip: true }).findings,
    ).toEqual([]);
  });
});
