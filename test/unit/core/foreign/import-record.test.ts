import { expect, it } from 'vitest';
import {
  type ImportRecord,
  importRecordText,
  parseImportRecord,
} from '../../../../src/core/foreign/import-record.ts';

/** As an older gv wrote one. */
const older: ImportRecord = {
  schema: 1,
  began: '2026-11-28T12:00:00.000Z',
  toolchains: [{ release: '1.22.5', source: '/h/.goenv/versions/1.22.5' }],
  global: '1.22',
  pins: [{ file: '/p/.go-version', pin: '1.22' }],
};

const record: ImportRecord = {
  ...older,
  projects: ['/p'],
  unanswered: [{ file: '/h/.tool-versions', asked: '1.22.5' }],
};

it('the record of an import is read as it was written', () => {
  expect(parseImportRecord(importRecordText(record))).toEqual(record);
  expect(parseImportRecord(importRecordText({ ...record, global: null }))).toMatchObject({ global: null });
  expect(parseImportRecord(importRecordText(older))).toEqual(older);
});

it.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['another schema', JSON.stringify({ ...record, schema: 2 })],
  ['a toolchain that is a text', JSON.stringify({ ...record, toolchains: ['1.22.5'] })],
  ['a pin without its file', JSON.stringify({ ...record, pins: [{ pin: '1.22' }] })],
  ['a number for the global version', JSON.stringify({ ...record, global: 1 })],
  ['a project that is no text', JSON.stringify({ ...record, projects: [1] })],
  ['a file that asks for nothing', JSON.stringify({ ...record, unanswered: [{ file: '/p' }] })],
  ['no time', JSON.stringify({ ...record, began: undefined })],
])('%s is no record of an import', (_, text) => expect(parseImportRecord(text)).toBeUndefined());
