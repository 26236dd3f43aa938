import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Receipt, receiptText } from '../../../src/core/toolchain/receipt.ts';
import { parseVersion } from '../../../src/core/version.ts';
import { writeProvenances } from '../../../src/io/store/links.ts';
import { readProvenances } from '../../../src/io/store/provenance-cache.ts';
import type { Installed } from '../../../src/io/store/toolchains.ts';
import { RECEIPT } from '../../support/receipts.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

function installed({ layout }: TestWorld, ...names: readonly string[]): readonly Installed[] {
  return names.map((name) => {
    const version = parseVersion(name) ?? expect.fail(`${name} is no release`);
    return { version, path: layout.toolchain(name) };
  });
}

async function withReceipts(world: TestWorld, receipts: Readonly<Record<string, Receipt>>): Promise<void> {
  await mkdir(world.layout.receipts, { recursive: true });
  for (const [name, receipt] of Object.entries(receipts)) {
    await writeFile(world.layout.receipt(name), receiptText(receipt));
  }
}

/** The time of the directory is what it would be had nothing changed for an hour. */
async function age(path: string): Promise<void> {
  const then = new Date(Date.now() - 3_600_000);
  await utimes(path, then, then);
}

describe('what the receipts say, in short', () => {
  it('is told from the receipts where it was never written', async () => {
    await using world = await testWorld();
    await withReceipts(world, { '1.22.5': { ...RECEIPT, unproven: true } });
    const origins = readProvenances(world.layout, installed(world, '1.22.5', '1.21.1'));
    expect(Object.fromEntries(origins)).toEqual({
      '1.22.5': { trust: 'unproven', moduleZip: false, size: 1 },
      '1.21.1': { trust: 'unknown', moduleZip: false },
    });
  });

  it('is read from one file while no receipt comes or goes, and from the receipts after that', async () => {
    await using world = await testWorld();
    const { layout } = world;
    await withReceipts(world, { '1.22.5': { ...RECEIPT, archive: 'v0.0.1-go1.22.5.linux-amd64.zip' } });
    await age(layout.receipts);
    await writeProvenances(layout, installed(world, '1.22.5'));
    expect(await readFile(layout.provenances, 'utf8')).toBe('1.22.5 proven zip:1\n');
    await writeFile(layout.provenances, '1.22.5 own-key zip:7\n');
    const told = (): unknown => readProvenances(layout, installed(world, '1.22.5')).get('1.22.5');
    expect(told()).toEqual({ trust: 'own-key', moduleZip: true, size: 7 });
    await writeProvenances(layout, installed(world, '1.22.5'));
    expect(told()).toEqual({ trust: 'proven', moduleZip: true, size: 1 });
    await age(layout.provenances);
    await rm(layout.receipt('1.22.5'));
    expect(told()).toEqual({ trust: 'unknown', moduleZip: false });
  });

  it('is not written again where it says the same, so that rehash touches only what changed', async () => {
    await using world = await testWorld();
    const { layout } = world;
    await withReceipts(world, { '1.22.5': RECEIPT });
    await age(layout.receipts);
    await writeProvenances(layout, installed(world, '1.22.5'));
    const before = await stat(layout.provenances);
    await writeProvenances(layout, installed(world, '1.22.5'));
    expect((await stat(layout.provenances)).ino).toBe(before.ino);
    await writeProvenances(layout, installed(world, '1.22.5', '1.21.1'));
    expect((await stat(layout.provenances)).ino).not.toBe(before.ino);
  });
});
