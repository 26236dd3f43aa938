import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/commands/program/program.ts';
import { receiptText } from '../../../src/core/toolchain/receipt.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

interface Screen {
  readonly columns: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command shows on a terminal of this width, in a root with a toolchain of each kind. */
async function screen(args: readonly string[], { columns, env = {} }: Screen): Promise<string> {
  const now = (): Date => new Date('2026-11-21');
  await using world = await testWorld({ now, env: { LANG: 'C.UTF-8', GV_OFFLINE: '1', ...env } });
  await withToolchains(world);
  let text = '';
  const stdout = { isTerminal: true, columns, write: (part: string) => void (text += part) };
  const { error } = await runProgram({ ...world, stdout }, args);
  expect(error).toBeUndefined();
  return text;
}

async function withToolchains({ layout }: TestWorld): Promise<void> {
  const kinds = {
    '1.27rc1': { archive: 'go1.27rc1.linux-amd64.tar.gz', unproven: true, keys: 'embedded' },
    '1.26.2': { archive: 'v0.0.1-go1.26.2.linux-amd64.zip', unproven: false, keys: 'embedded' },
    '1.26.1': { archive: 'go1.26.1.linux-amd64.tar.gz', unproven: false, keys: 'keyring' },
    '1.25.9': { archive: 'go1.25.9.linux-amd64.tar.gz', unproven: false, keys: 'embedded' },
    '1.20': undefined,
  };
  await mkdir(layout.receipts, { recursive: true });
  for (const [name, kind] of Object.entries(kinds)) {
    await mkdir(join(layout.toolchain(name), 'bin'), { recursive: true });
    await writeFile(join(layout.toolchain(name), 'bin', 'go'), '#!/bin/sh\n', { mode: 0o755 });
    if (kind === undefined) continue;
    const { archive, unproven, keys } = kind;
    const signature = { kind: 'signature', primary: 'A', subkey: 'B', created: '2026', keys } as const;
    const rest = {
      platform: 'linux/amd64',
      source: 's',
      sha256: '0',
      size: 1,
      missing: [],
      installed: '2026',
    };
    const receipt = { schema: 1, release: name, archive, unproven, proofs: [signature], ...rest } as const;
    await writeFile(layout.receipt(name), receiptText(receipt));
  }
  await writeFile(layout.globalVersion, '1.26.1\n');
}

describe('on a terminal', () => {
  it.each([60, 120])('gv list marks what is special, %i columns', async (columns) => {
    expect(await screen(['list', '--no-color'], { columns })).toMatchSnapshot();
  });

  it('gv list in colour', async () => {
    expect(await screen(['list'], { columns: 120 })).toMatchSnapshot();
  });

  it('gv list with NO_COLOR holds no escape', async () => {
    const plain = await screen(['list'], { columns: 120, env: { NO_COLOR: '1' } });
    expect(plain).toBe(await screen(['list', '--no-color'], { columns: 120 }));
    expect(plain).not.toContain('\u001b');
  });

  it.each([60, 120])('gv config list fits %i columns', async (columns) => {
    const text = await screen(['config', 'list'], { columns });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    const wide = await screen(['config', 'list'], { columns: 500 });
    expect(text.split(/\s+/)).toEqual(wide.split(/\s+/));
  });

  it.each([60, 120])('gv key list fits %i columns, with a dash where the locale has one', async (columns) => {
    const text = await screen(['key', 'list'], { columns });
    expect(text).toMatchSnapshot();
    expect(await screen(['key', 'list'], { columns, env: { LANG: 'C' } })).toBe(text.replaceAll('–', '-'));
  });

  it.each([60, 120])('no line of a help is wider than %i columns, but examples', async (columns) => {
    const [text = ''] = (await screen(['help', 'install'], { columns })).split('Examples:');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});
