import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { installReusing } from '../support/install-reusing.ts';
import type { RangeAnswer, RangeLie } from '../support/module-proxy.ts';
import { COMMON, proxyWithRanges, wholesAsked, ZIP } from '../support/reusing.ts';
import { moduleFile, zipBytes } from '../support/zip-bytes.ts';

/** A lie about the pieces alone: the central directory is honest. */
function ofPieces(lie: RangeLie): RangeLie {
  return (answer, asked) => (asked.isEnd ? answer : lie(answer, asked));
}

/** A lie about the end alone, which has the central directory. */
function ofEnd(lie: RangeLie): RangeLie {
  return (answer, asked) => (asked.isEnd ? lie(answer, asked) : answer);
}

function wholeFile(): RangeAnswer {
  return { status: 200, headers: { 'content-length': ZIP.length }, body: ZIP };
}

const CLIMBING = zipBytes([moduleFile('../../out')]);

/** More lies about one answer: test/io/ranges/ranged-file.test.ts. */
const LIES: readonly (readonly [what: string, lie: RangeLie, said: string])[] = [
  ['the whole zip in the place of its end', ofEnd(wholeFile), 'sends the whole file in the place of a piece'],
  [
    'the whole zip in the place of a piece',
    ofPieces(wholeFile),
    'sends the whole file in the place of a piece',
  ],
  [
    'pieces of another zip than its end is of',
    (answer, { isEnd }) => ({ ...answer, headers: { ...answer.headers, etag: isEnd ? '"a"' : '"b"' } }),
    'has another file than a moment ago',
  ],
  [
    'other bytes for a piece',
    ofPieces((answer) => ({ ...answer, body: Buffer.alloc(answer.body.length, 'x') })),
    'has no header of its own',
  ],
  [
    'a directory of names that lead out',
    ofEnd((answer) => {
      const body = Buffer.concat([Buffer.alloc(answer.body.length - CLIMBING.length), CLIMBING]);
      return { ...answer, body };
    }),
    'the module zip ',
  ],
];

describe('a server that has a good zip, and lies about pieces of it', () => {
  it.each(LIES)('%s: the whole zip is downloaded, and proven', async (_, lie, said) => {
    await using proxy = await proxyWithRanges({ lie });
    let staged: readonly string[] = ['?'];
    const ended = await installReusing({
      proxy,
      afterwards: async ({ layout }) => {
        staged = await readdir(layout.staging);
      },
    });
    expect(ended).toMatchObject({ code: 'ok', said: [expect.stringContaining(said)] });
    expect(ended.said[0]).toMatch(/^downloading all of .*, and nothing of go 1\.22\.4 is reused: /);
    expect(ended.receipt).toMatchObject({
      size: ZIP.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(ended.receipt?.reused).toBeUndefined();
    expect(staged).toEqual([]);
    expect(wholesAsked(proxy)).toBe(1);
  });

  it('without a lie, the same zip is fetched by pieces', async () => {
    await using proxy = await proxyWithRanges();
    const ended = await installReusing({ proxy });
    expect(ended).toMatchObject({ code: 'ok', said: [], receipt: { sha256: '', reused: { files: COMMON } } });
    expect(wholesAsked(proxy)).toBe(0);
  });
});
