import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptHead } from '../../../src/io/log/kept-heads.ts';
import { parseVerifierKey } from '../../../src/trust/log/verifier-key.ts';
import { mintLogKey } from '../../support/log-key.ts';
import { testLog } from '../../support/log.ts';

const minted = mintLogKey();
const key = parseVerifierKey(minted.text);
const log = testLog({ size: 700, id: 300, key: minted });
let path: string;

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'gv-test-')), 'head');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

it('a kept head is read; none is kept before the first question', () => {
  expect(keptHead(path, key)).toBeUndefined();
  writeFileSync(path, log.head());
  expect(keptHead(path, key)).toMatchObject({ size: 700, note: log.head() });
});

it.each<readonly [string, string, () => void]>([
  ['damaged', 'log-malformed', () => writeFileSync(path, log.head().slice(0, 40))],
  ['empty', 'log-malformed', () => writeFileSync(path, '')],
  ['of another key', 'log-malformed', () => writeFileSync(path, testLog({ size: 700, id: 300 }).head())],
  ['a directory', 'disk', () => mkdirSync(path)],
])('a kept head that is %s is no missing one, and the failure names the file', (_, code, lay) => {
  lay();
  const failure = expect.objectContaining({
    code,
    message: expect.stringContaining(path),
    hint: expect.stringContaining(`mv ${path} ${path}.away`),
  });
  expect(() => keptHead(path, key)).toThrow(failure);
});
