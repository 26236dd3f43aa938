import { expect, it } from 'vitest';
import { isOfRecordsAlone, type LogWord } from '../../../../src/core/toolchain/tree-verdict.ts';

const record = { kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 } as const;
const unreadable = { kind: 'unreadable', path: '/r/receipts/1.22.5.json' } as const;
const changed = { kind: 'changed', path: 'bin/go' } as const;
const proven: LogWord = { state: 'proven', record };

it('only records are damaged where no file differs, and the checksum database does not contradict', () => {
  const state = 'changed';
  expect(isOfRecordsAlone({ state, findings: [unreadable], log: proven })).toBe(true);
  expect(isOfRecordsAlone({ state, findings: [unreadable, changed], log: proven })).toBe(false);
  expect(isOfRecordsAlone({ state, findings: [], log: proven })).toBe(false);
  const log: LogWord = { state: 'contents-changed', record, h1: 'h1:y=' };
  expect(isOfRecordsAlone({ state, findings: [unreadable], log })).toBe(false);
  expect(isOfRecordsAlone({ state: 'unknown', findings: [unreadable], log: proven })).toBe(false);
});
