import { describe, expect, it } from 'vitest';
import { cyclesIn, graphReader } from '../../../../src/core/modules/graph.ts';

function cyclesOf(text: string): ReturnType<typeof cyclesIn> {
  const reader = graphReader();
  for (const part of text.match(/[^]{1,5}/g) ?? []) reader.add(part);
  return cyclesIn(reader.graph());
}

describe('go mod graph', () => {
  it('has no circle, in a tree', () => {
    expect(cyclesOf('m a@v1\nm b@v1\na@v1 b@v1\nm go@1.21\n')).toEqual([]);
  });

  it('has a circle over several versions, with the oldest requirement in it', () => {
    const text = 'm a@v1.1.0\na@v1.1.0 b@v1.0.0\nb@v1.0.0 a@v1.0.0\na@v1.0.0 c@v1.0.0\n';
    expect(cyclesOf(text)).toEqual([{ modules: ['a', 'b'], oldest: 'a@v1.1.0 b@v1.0.0' }]);
  });

  it('has the largest first; versions of one module are no circle', () => {
    const text = 'x@v1 y@v1\ny@v1 x@v2\na@v1 b@v1\nb@v1 c@v1\nc@v1 a@v0.1.0\nd@v2 d@v1\n';
    expect(cyclesOf(text).map(({ modules }) => modules)).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
  });

  it('may be a chain that is longer than the stack', () => {
    const length = 12_000;
    const reader = graphReader();
    for (let at = 0; at < length; at += 1) reader.add(`m${at}@v1 m${(at + 1) % length}@v1\n`);
    expect(cyclesIn(reader.graph()).map(({ modules }) => modules.length)).toEqual([length]);
  });
});
