import { expect, it } from 'vitest';
import { lineSplitter } from '../../../../src/core/matrix/lines.ts';

function linesOf(...chunks: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.add(chunk);
  splitter.end();
  return lines;
}

it('joins the parts of a line, and hands on the last one without an end', () => {
  expect(linesOf('a', 'b\r\nc\n\nd', 'e')).toEqual(['ab', 'c', '', 'de']);
  expect(linesOf('')).toEqual([]);
});

it('keeps 16 384 characters of a line without an end', () => {
  const chunks = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
  expect(linesOf(...chunks, '\nend')).toEqual(['x'.repeat(16_384), 'end']);
});
