import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/errors.ts';
import { judge, logWanted } from '../../../src/trust/policy.ts';
import { codeOf } from '../../support/code-of.ts';
import {
  failed,
  index,
  cached,
  foreign,
  foreignCached,
  flag,
  none,
  absent,
  good,
  signed,
  type Case,
  evidenceOf,
  row,
  OLD,
  ANCIENT,
  ZIP,
  MODULE,
  LOG,
} from '../../support/evidence.ts';

describe('the table of proofs', () => {
  const cases: readonly (readonly [string, Case, string])[] = [
    ['official: digest and signature', row('official', index, good), 'digest signature'],
    ['official: digest, signature and log', row('official', index, good, LOG), 'digest signature log'],
    ['official: digest of the cached index', row('official', cached, good), 'digest signature'],
    ['official: no signature', row('official', index, absent), 'signature-missing'],
    ['official: no signature, but the log', row('official', index, absent, LOG), 'signature-missing'],
    ['official: no digest', row('official', none, good), 'digest-missing'],
    ['official: no digest, but the log', row('official', none, good, LOG), 'digest-missing'],
    ['official: a digest by flag is not the index', row('official', flag, good), 'digest-missing'],
    ['official: nothing', row('official', none, absent), 'digest-missing'],
    ['mirror: digest and signature', row('mirror', index, good), 'digest signature'],
    ['mirror: no signature', row('mirror', index, absent), 'signature-missing'],
    ['mirror: no digest', row('mirror', none, good), 'digest-missing'],

    ['never signed: digest alone', row('official', index, absent, OLD), 'log-missing'],
    ['never signed: digest and log', row('official', index, absent, { ...OLD, ...LOG }), 'digest log'],
    ['never signed, from a mirror', row('mirror', index, absent, { ...OLD, ...LOG }), 'digest log'],
    ['1.9.1 was not signed', row('official', index, absent, { release: '1.9.1', ...LOG }), 'digest log'],
    ['zip: digest alone', row('official', index, absent, ZIP), 'log-missing'],
    ['zip: digest and log', row('official', index, absent, { ...ZIP, ...LOG }), 'digest log'],
    ['never signed, but by the user', row('official', index, signed('2025-01-01'), OLD), 'digest signature'],

    ["signed: another index's digest and the signature", row('official', foreign, good), 'digest signature'],
    ["signed: another index's digest alone", row('official', foreign, absent, LOG), 'signature-missing'],
    ["never signed: another index's digest alone", row('official', foreign, absent, OLD), 'log-missing'],
    [
      "never signed: another index's digest and log",
      row('official', foreign, absent, { ...OLD, ...LOG }),
      'digest log',
    ],
    [
      "never signed, but by the user: another index's digest",
      row('official', foreign, signed('2025-01-01'), OLD),
      'digest signature',
    ],

    ['no digest in the index: nothing', row('official', none, absent, ANCIENT), 'log-missing'],
    ['no digest in the index: log', row('official', none, absent, { ...ANCIENT, ...LOG }), 'log'],
    ['no digest in the index: flag is not enough', row('official', flag, absent, ANCIENT), 'log-missing'],

    ['company mirror: signature', row('mirror-without-index', none, good), 'signature'],
    ['company mirror: signature and log', row('mirror-without-index', none, good, LOG), 'signature log'],
    [
      'company mirror: signature and cached digest',
      row('mirror-without-index', cached, good),
      'digest signature',
    ],
    ['company mirror: no signature', row('mirror-without-index', none, absent), 'signature-missing'],
    ['company mirror: digest alone', row('mirror-without-index', cached, absent), 'signature-missing'],
    ['company mirror: never signed', row('mirror-without-index', none, absent, OLD), 'log-missing'],

    ['carried: signature', row('carried', none, good), 'signature'],
    ['carried: signature and flag', row('carried', flag, good), 'digest signature'],
    ['carried: signature and cached index', row('carried', cached, good), 'digest signature'],
    ['carried: digest alone', row('carried', flag, absent), 'signature-missing'],
    ['carried: nothing', row('carried', none, absent), 'signature-missing'],
    ['carried zip: digest alone', row('carried', cached, absent, ZIP), 'log-missing'],
    ['carried zip: log', row('carried', none, absent, { ...ZIP, ...LOG }), 'log'],
    ['carried, never signed: log', row('carried', none, absent, { ...OLD, ...LOG }), 'log'],

    ['module zip: log', row('module-zip', none, absent, { ...MODULE, ...LOG }), 'log'],
    ['module zip: log and flag', row('module-zip', flag, absent, { ...MODULE, ...LOG }), 'digest log'],
    ['module zip: digest alone', row('module-zip', flag, absent, MODULE), 'log-missing'],
    [
      'carried module zip: log and flag',
      row('carried-zip', flag, absent, { ...MODULE, ...LOG }),
      'digest log',
    ],
    ['carried module zip: nothing', row('carried-zip', none, absent, MODULE), 'log-missing'],
    ['module zip: nothing', row('module-zip', none, absent, MODULE), 'log-missing'],
  ];

  it.each(cases)('%s', async (_, given, expected) => {
    const code = await codeOf(() => judge(evidenceOf(given)));
    if (code !== 'ok') {
      expect(code).toBe(expected);
      return;
    }
    const verdict = judge(evidenceOf(given));
    expect(verdict.proofs.map(({ kind }) => kind).join(' ')).toBe(expected);
    expect(verdict.unproven).toBe(false);
  });

  it.each(cases.filter(([, , expected]) => expected.endsWith('-missing')))(
    '--unproven lets in, marked: %s',
    (_, given) => {
      const verdict = judge(evidenceOf(given, true));
      expect(verdict.unproven).toBe(true);
      expect(verdict.missing.length).toBeGreaterThan(0);
    },
  );

  it('--unproven marks nothing where nothing is missing', () => {
    expect(judge(evidenceOf(row('official', index, good), true))).toEqual(
      judge(evidenceOf(row('official', index, good))),
    );
  });
});

describe('a proof that fails', () => {
  const fails: readonly (readonly [ErrorCode, Partial<Case>])[] = [
    ['digest-wrong', { digest: failed('digest-wrong') }],
    ['digest-changed', { digest: failed('digest-changed') }],
    ['signature-wrong', { signature: failed('signature-wrong') }],
    ['signature-malformed', { signature: failed('signature-malformed') }],
    ['signer-unknown', { signature: failed('signer-unknown') }],
    ['signer-revoked', { signature: failed('signer-revoked') }],
    ['content-wrong', { log: failed('content-wrong') }],
    ['signer-expired', { signature: signed('2023-06-01') }],
  ];

  it.each(fails)('%s is refused everywhere, --unproven or not', async (code, more) => {
    for (const how of ['official', 'mirror', 'mirror-without-index', 'carried', 'carried-zip'] as const) {
      for (const unproven of [false, true]) {
        const given = { ...row(how, index, good, LOG), ...more };
        expect(await codeOf(() => judge(evidenceOf(given, unproven)))).toBe(code);
      }
    }
  });
});

describe('the checksum database', () => {
  it.each<readonly [string, Case, string]>([
    ['has to be asked about what was never signed', row('official', index, absent, OLD), 'required'],
    ['and about what no index names', row('official', none, absent, ANCIENT), 'required'],
    ['and about a carried zip', row('carried', none, absent, ZIP), 'required'],
    ['and a module zip', row('module-zip', none, absent, MODULE), 'required'],
    ['is welcome beside a mirror that stands alone', row('mirror-without-index', none, good), 'welcome'],
    ['is heard in time about what is signed', row('official', index, good), 'in-time'],
    ['and about what a mirror has', row('mirror', index, good), 'in-time'],
    [
      'is not asked about what is signed elsewhere',
      row('official', index, good, { release: '1.20.14' }),
      'no',
    ],
    [
      'nor about another system',
      row('official', index, good, { fileName: 'go1.22.5.darwin-arm64.tar.gz' }),
      'no',
    ],
    ['nor about the source', row('official', index, good, { fileName: 'go1.22.5.src.tar.gz' }), 'no'],
    ['nor about a signed file that was carried', row('carried', none, good), 'no'],
  ])('%s', (_, given, expected) => {
    expect(logWanted(evidenceOf(given))).toBe(expected);
  });

  it('is not asked about what failed a proof already', async () => {
    const given = row('official', failed('digest-wrong'), absent, OLD);
    expect(await codeOf(() => logWanted(evidenceOf(given)))).toBe('digest-wrong');
  });

  it('alone covers the module, and not the rest of an archive', () => {
    const covers = (given: Case, unproven = false): string => judge(evidenceOf(given, unproven)).covers;
    expect(covers(row('carried', none, absent, { ...OLD, ...LOG }))).toBe('module');
    expect(covers(row('carried', flag, absent, { ...OLD, ...LOG }))).toBe('everything');
    expect(covers(row('official', index, absent, { ...OLD, ...LOG }))).toBe('everything');
    for (const digest of [foreign, foreignCached]) {
      expect(covers(row('official', digest, absent, { ...OLD, ...LOG }))).toBe('module');
      expect(covers(row('carried', digest, absent, { ...OLD, ...LOG }))).toBe('module');
      expect(covers(row('official', digest, good))).toBe('everything');
    }
    expect(covers(row('official', index, good))).toBe('everything');
    expect(covers(row('carried', none, absent), true)).toBe('everything');
  });
});

describe('what a verdict says is missing', () => {
  it('names what was not asked for, also where it did not have to hold', () => {
    const { missing } = judge(evidenceOf(row('carried', none, good)));
    expect(missing).toEqual([
      'index digest: no release index names one for go1.22.5.linux-amd64.tar.gz',
      'checksum database: not asked yet',
    ]);
  });

  it('a refusal names the release, the proof and the way on', () => {
    const evidence = evidenceOf(row('official', index, absent, { release: '1.8.0' }));
    expect(() => judge(evidence)).toThrow('go1.8.0 is not proven: checksum database: not asked yet');
  });
});
