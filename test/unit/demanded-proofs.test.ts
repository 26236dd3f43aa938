import { describe, expect, it } from 'vitest';
import type { ProofKind } from '../../src/core/proof.ts';
import { judge, logWanted } from '../../src/trust/policy.ts';
import { codeOf } from '../support/code-of.ts';
import {
  index,
  flag,
  none,
  absent,
  good,
  type Case,
  evidenceOf,
  row,
  OLD,
  MODULE,
  LOG,
} from '../support/evidence.ts';

describe('a proof that the user demands', () => {
  it.each<readonly [string, Case, readonly ProofKind[], string]>([
    ['log, and it is there', row('official', index, good, LOG), ['log'], 'digest signature log'],
    ['log, and it is not', row('official', index, good), ['log'], 'log-missing'],
    ['log of what was carried', row('carried', none, good), ['log'], 'log-missing'],
    ['digest of what was carried', row('carried', none, good), ['digest'], 'digest-missing'],
    ['digest of what was carried, by flag', row('carried', flag, good), ['digest'], 'digest signature'],
    [
      'signature of what never had one',
      row('official', index, absent, { ...OLD, ...LOG }),
      ['signature'],
      'signature-missing',
    ],
    [
      'signature of a module zip',
      row('module-zip', none, absent, { ...MODULE, ...LOG }),
      ['signature'],
      'signature-missing',
    ],
    [
      'nothing more than the table',
      row('official', index, good),
      ['digest', 'signature'],
      'digest signature',
    ],
  ])('%s', async (_, given, demanded, expected) => {
    const evidence = { ...evidenceOf(given), demanded };
    const code = await codeOf(() => judge(evidence));
    expect(
      code === 'ok'
        ? judge(evidence)
            .proofs.map(({ kind }) => kind)
            .join(' ')
        : code,
    ).toBe(expected);
    const { missing, unproven } = judge({ ...evidence, unproven: true });
    expect(unproven).toBe(code !== 'ok');
    if (unproven) expect(missing.length).toBeGreaterThan(0);
  });

  it('is asked for', () => {
    const asked = (given: Case): string => logWanted({ ...evidenceOf(given), demanded: ['log'] });
    for (const how of ['official', 'mirror', 'mirror-without-index', 'carried'] as const)
      expect(asked(row(how, index, good))).toBe('required');
  });
});
