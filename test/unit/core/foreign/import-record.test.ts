import { expect, it } from 'vitest';
import {
  type ImportRecord,
  importRecordText,
  parseImportRecord,
} from '../../../../src/core/foreign/import-record.ts';

const record: ImportRecord = {
  schema: 1,
  began: '2026-11-28T12:00:00.000Z',
  toolchains: [{ release: '1.22.5', source: '/h/.goenv/versions/1.22.5' }],
  global: '1.22',
  pins: [{ file: '/p/.go-version', pin: '1.22' }],
  projects: ['/p'],
};

it('the record of an import is read as it was written', () => {
  expect(parseImportRecord(importRecordText(record))).toEqual(record);
  expect(parseImportRecord(importRecordText({ ...record, global: null }))).toMatchObject({ global: null });
  const { projects, ...older } = record;
  expect([projects, parseImportRecord(importRecordText(older))]).toEqual([['/p'], older]);
});

it.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['another schema', JSON.stringify({ ...record, schema: 2 })],
  ['a toolchain that is a text', JSON.stringify({ ...record, toolchains: ['1.22.5'] })],
  ['a pin without its file', JSON.stringify({ ...record, pins: [{ pin: '1.22' }] })],
  ['a number for the global version', JSON.stringify({ ...record, global: 1 })],
  ['a project that is no text', JSON.stringify({ ...record, projects: [1] })],
  ['no time', JSON.stringify({ ...record, began: undefined })],
])('%s is no record of an import', (_, text) => expect(parseImportRecord(text)).toBeUndefined());
