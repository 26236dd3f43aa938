import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../../src/core/toolchain/receipt.ts';
import {
  checkedFact,
  offerFacts,
  receiptFacts,
  releasedFact,
  signedFact,
} from '../../../../src/tui/run/facts.ts';
import { chosenRelease } from '../../../../src/tui/state/shown.ts';
import type { State } from '../../../../src/tui/state/state.ts';
import { factsOf } from '../../../../src/tui/state/told.ts';
import { after, keys, readyState } from '../../../support/screen-state.ts';

const RECEIPT: Receipt = {
  schema: 1,
  release: '1.27.2',
  platform: 'linux/amd64',
  archive: 'v0.0.1-go1.27.2.linux-amd64.zip',
  source: 'https://proxy.test/a.zip',
  sha256: 'ab',
  size: 1,
  proofs: [{ kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 }],
  unproven: false,
  missing: ['the release index'],
  installed: '2026-11-01T09:00:00Z',
};

const known = { isWhole: true, facts: [{ name: 'path', text: '/x' }] } as const;
const earlier = checkedFact({ state: 'intact', at: new Date('2026-11-21T10:00:00Z') });
const checkedOnce = { ...known, facts: [...known.facts, earlier] };
const detail = { type: 'detail', label: '1.27.2', detail: known } as const;

function told(state: State): readonly string[] {
  const row = chosenRelease(state);
  return row === undefined
    ? []
    : factsOf(state, row).map(({ name, text, role }) => [name, text, role].join('|'));
}

describe('what is told of a release', () => {
  it('is what its receipt says: each proof good, what was not asked a warning', () => {
    const facts = receiptFacts(RECEIPT).map(({ name, text, role }) => [name, text, role].join('|'));
    expect(facts).toEqual([
      'from|https://proxy.test/a.zip|',
      'archive|1 B|',
      'SHA-256|ab|',
      'installed|2026-11-01|',
      "proof|record 7 of Go's checksum database (9 records), h1:x=|good",
      'missing|the release index|warn',
    ]);
  });

  it('tells what was copied, in the place of a digest of a zip that was never here whole', () => {
    const reused = { release: '1.27.1', files: 11_000, bytes: 36_000_000 };
    const names = receiptFacts({ ...RECEIPT, sha256: '', reused }).map(
      ({ name, text }) => `${name}: ${text}`,
    );
    expect(names).toContain('reused: 36.0 MB of go 1.27.1');
    expect(names.some((fact) => fact.startsWith('SHA-256'))).toBe(false);
  });

  it('shows what was let in unproven as bad', () => {
    const facts = receiptFacts({ ...RECEIPT, proofs: [], unproven: true, missing: [] });
    expect(facts.at(-1)).toEqual({ name: 'UNPROVEN', text: 'allowed by --unproven', role: 'bad' });
  });

  it('has a date from the signature alone, not from when it was installed', () => {
    expect(signedFact(RECEIPT)).toEqual([]);
    const signature = {
      kind: 'signature',
      primary: 'A',
      subkey: 'B',
      created: '2026-10-07T16:00:00Z',
    } as const;
    expect(signedFact({ ...RECEIPT, proofs: [{ ...signature, keys: 'embedded' }] })).toEqual([
      { name: 'released', text: '2026-10-07, when it was signed' },
    ]);
  });

  it('says who said when it came out, and that nobody did', () => {
    const date = new Date('2026-08-18T21:24:23Z');
    expect(releasedFact({ date, from: 'proxy' })[0]?.text).toBe('2026-08-18, says the module proxy');
    expect(releasedFact({ date, from: 'server' })[0]?.text).toMatch(
      /^2026-08-18, by the age of its signature/,
    );
    expect(releasedFact(undefined)[0]?.text).toBe('date not known');
  });

  it('says who offers what is not here', () => {
    const row = after(readyState(), ...keys('right', 'k')).state;
    const [offer] = offerFacts(chosenRelease(row) ?? never());
    expect(offer?.text).toBe('by the official archives and the module proxy');
  });

  it('is nothing while nothing was read', () => {
    expect(told(readyState())).toEqual([]);
  });

  it('counts the size, then shows it', () => {
    const { state } = after(readyState(), detail);
    expect(told(state)).toEqual(['path|/x|', 'on disk|counting|']);
    const { state: weighed } = after(state, { type: 'weighed', label: '1.27.2', bytes: 5_000_000 });
    expect(told(weighed)).toContain('on disk|5.0 MB|');
  });

  it('holds what an earlier check said', () => {
    const at = new Date('2026-11-21T10:00:00Z');
    const texts = [{ state: 'intact', at } as const, { state: 'changed', at } as const, undefined].map(
      (check) => checkedFact(check).text,
    );
    expect(texts).toEqual([
      'as installed, on 2026-11-21',
      'CHANGED, on 2026-11-21',
      'not since it was installed (v)',
    ]);
  });

  it('holds what the last check of this session said instead', () => {
    const again = { ...detail, detail: checkedOnce };
    const checking = after(readyState(), ...keys('right', 'v'), { type: 'started', id: 1 }, again).state;
    expect(told(checking)).toContain('checked|running|');
    const { state: good } = after(
      checking,
      { type: 'result', id: 1, line: 'all there' },
      { type: 'finished', id: 1 },
      again,
    );
    expect(told(good)).toContain('checked|all there|good');
    expect(told(good)).not.toContain('checked|as installed, on 2026-11-21|good');
    const failure = { message: 'go 1.27.2 differs in 2 places', hint: undefined };
    const { state: bad } = after(checking, { type: 'failed', id: 1, failure }, again);
    expect(told(bad)).toContain('checked|go 1.27.2 differs in 2 places|bad');
  });

  it('is asked for again until it is whole', () => {
    const part = { ...detail, detail: { ...known, isWhole: false } };
    const here = { type: 'catalog', catalog: readyState().catalog } as const;
    const describe = { type: 'describe', label: '1.27.2' };
    expect(after(readyState(), part, here).effects).toContainEqual(describe);
    expect(after(readyState(), detail, here).effects).not.toContainEqual(describe);
  });
});

function never(): never {
  throw new Error('no release is chosen');
}
