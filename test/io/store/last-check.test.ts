import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../src/core/toolchain/receipt.ts';
import { parseVersion } from '../../../src/core/version.ts';
import { keepCheck, lastCheck } from '../../../src/io/store/last-check.ts';
import { testWorld } from '../../support/test-world.ts';

const INSTALLED = '2026-11-01T09:00:00Z';
const AT = new Date('2026-11-21T10:00:00.000Z');
const RECEIPT: Receipt = {
  schema: 1,
  release: '1.27.2',
  platform: 'linux/amd64',
  archive: 'go1.27.2.linux-amd64.tar.gz',
  source: 'https://dl.test/go1.27.2.linux-amd64.tar.gz',
  sha256: 'ab',
  size: 1,
  proofs: [],
  unproven: false,
  missing: [],
  installed: INSTALLED,
};

function verdict(state: 'intact' | 'changed' | 'unknown', receipt: Receipt | undefined = RECEIPT) {
  const version = parseVersion('1.27.2');
  if (version === undefined) throw new Error('no version');
  return { version, state, receipt };
}

describe('how checking a toolchain ended last', () => {
  it.each(['intact', 'changed'] as const)('is told: %s', async (state) => {
    await using world = await testWorld();
    await keepCheck(world.layout, verdict(state), AT);
    expect(lastCheck(world.layout, { version: '1.27.2', installed: INSTALLED })).toEqual({ state, at: AT });
  });

  it('is about that installation, and no later one', async () => {
    await using world = await testWorld();
    await keepCheck(world.layout, verdict('intact'), AT);
    const installed = '2026-11-22T00:00:00Z';
    expect(lastCheck(world.layout, { version: '1.27.2', installed })).toBeUndefined();
    expect(lastCheck(world.layout, { version: '1.27.3', installed: INSTALLED })).toBeUndefined();
  });

  it('is not kept where there was nothing to compare with', async () => {
    await using world = await testWorld();
    await keepCheck(world.layout, verdict('unknown'), AT);
    await keepCheck(world.layout, { ...verdict('intact'), receipt: undefined }, AT);
    await expect(readFile(world.layout.check('1.27.2'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['an empty file', ''],
    ['another word', `fine ${AT.toISOString()} ${INSTALLED}\n`],
    ['no time', `intact yesterday ${INSTALLED}\n`],
    ['control characters', `intact \u001b[2J ${INSTALLED}\n`],
  ])('is nothing that can be read: %s', async (_, text) => {
    await using world = await testWorld();
    const file = world.layout.check('1.27.2');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    expect(lastCheck(world.layout, { version: '1.27.2', installed: INSTALLED })).toBeUndefined();
  });
});
