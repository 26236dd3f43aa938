import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openHead } from '../../../../src/trust/log/tree-head.ts';
import { parseVerifierKey } from '../../../../src/trust/log/verifier-key.ts';
import { proofFileText } from '../../../../src/trust/proof-file/proof-file.ts';
import { askLog } from '../../../support/log-ask.ts';
import { mintLogKey } from '../../../support/log-key.ts';
import { RECORD, testLog } from '../../../support/log.ts';

const key = mintLogKey('sum.golang.org');
const verifier = parseVerifierKey(key.text);

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** The check of RFC 9162, 2.1.3.2, written from there alone; numbers beyond 2^31 in BigInt. */
function rootFrom(
  record: string,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Buffer | undefined {
  let [fn, sn] = [BigInt(index), BigInt(size) - 1n];
  let hash = sha256(Uint8Array.of(0), Buffer.from(record));
  for (const sibling of path) {
    if (sn === 0n) return undefined;
    if (fn % 2n === 1n || fn === sn) {
      hash = sha256(Uint8Array.of(1), sibling, hash);
      for (; fn !== 0n && fn % 2n === 0n; sn /= 2n) fn /= 2n;
    } else hash = sha256(Uint8Array.of(1), hash, sibling);
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  return sn === 0n ? hash : undefined;
}

interface ReadProof {
  readonly record: string;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly note: string;
}

function read(text: string): ReadProof {
  const shape = /^c2sp\.org\/tlog-proof@v1\nextra (\S+)\nindex (\d+)\n((?:\S+\n)*)\n/.exec(text);
  const [head = '', extra = '', index = '', lines = ''] = shape ?? [];
  return {
    record: Buffer.from(extra, 'base64').toString(),
    index: Number(index),
    path: lines
      .split('\n')
      .slice(0, -1)
      .map((line) => Buffer.from(line, 'base64')),
    note: text.slice(head.length),
  };
}

describe('a proof file', () => {
  it.each([
    [1, [0]],
    [2, [0, 1]],
    [3, [0, 1, 2]],
    [257, [0, 255, 256]],
    [700, [0, 255, 256, 511, 512, 699]],
    [65_537, [0, 255, 65_535, 65_536]],
    [71_542_166, [0, 27_869_929, 71_542_165]],
    [2 ** 33 + 300, [2 ** 31, 2 ** 33 - 1, 2 ** 33 + 299]],
  ])('of a log of %i records leads from the record to the signed root', async (size, ids) => {
    for (const id of ids) {
      const log = testLog({ size, id, key });
      const { record, index, path, note } = read(await proofFileText(await askLog(log), verifier));
      const head = openHead(note, verifier, 'the head');
      expect([record, index, head.size]).toEqual([RECORD, id, size]);
      expect(rootFrom(record, index, size, path)).toEqual(Buffer.from(head.root));
      expect(rootFrom(`${record}x`, index, size, path)).not.toEqual(Buffer.from(head.root));
    }
  });

  it('is not made of a record that the head does not cover', async () => {
    const log = testLog({ size: 300, id: 77, key });
    const proof = await askLog(log);
    const other = proof.answer.replace('\ngolang.org/toolchain', '\ngolang.org/toolchaim');
    expect(other).not.toBe(proof.answer);
    await expect(proofFileText({ ...proof, answer: other }, verifier)).rejects.toMatchObject({
      code: 'log-wrong',
    });
  });

  it('has as many hashes as the tree is high, from the sibling upward', async () => {
    const tree = testLog({ size: 300, id: 77, key });
    const { path } = read(await proofFileText(await askLog(tree), verifier));
    expect(path).toHaveLength(9);
  });
});
