import { expect, it } from 'vitest';
import { lineSplitter } from '../../../../src/core/text/lines.ts';

function linesOf(...parts: readonly (string | Uint8Array)[]): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const part of parts) splitter.add(part);
  splitter.end();
  return lines;
}

it('joins the parts of a line, and hands on the last one without an end', () => {
  expect(linesOf('a', 'b\r\nc\n\nd', 'e')).toEqual(['ab', 'c', '', 'de']);
  expect(linesOf('')).toEqual([]);
});

it('keeps lines of bytes whole, wherever they are cut', () => {
  const bytes = Buffer.from('first\nzwölf\n\nlast ü');
  for (let size = 1; size < 9; size += 1) {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size));
    expect(linesOf(...parts)).toEqual(['first', 'zwölf', '', 'last ü']);
  }
  // A character that is never finished.
  expect(linesOf(Buffer.from([0x61, 0xc3]))).toEqual(['a\ufffd']);
});

it('keeps 16 384 characters of a line without an end', () => {
  const parts = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
  expect(linesOf(...parts, '\nend')).toEqual(['x'.repeat(16_384), 'end']);
});
