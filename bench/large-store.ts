import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { receiptText } from '../src/core/toolchain/receipt.ts';
import type { Sandbox } from '../test/support/sandbox.ts';

/** Patches of each line; projects pin the newest of them. */
const PATCHES = 8;
const NEWEST_LINE = 60;

export interface LargeStore {
  /** The newest toolchain, and the one after it. */
  readonly newest: readonly [string, string];
}

/** Fills a sandbox with toolchains as an install leaves them, except for their files, and with projects that gv knows. */
export async function fill(box: Sandbox, toolchains: number, projects: number): Promise<LargeStore> {
  const names = Array.from({ length: toolchains }, (_, index) => {
    const patch = PATCHES - 1 - (index % PATCHES);
    return `1.${NEWEST_LINE - Math.floor(index / PATCHES)}.${patch}`;
  });
  for (const directory of ['versions', 'receipts']) mkdirSync(join(box.root, directory), { recursive: true });
  for (const name of names) addToolchain(box.root, name);
  const newest = names.filter((_, index) => index % PATCHES === 0);
  const known = Array.from({ length: projects }, (_, index) => {
    const project = join(box.home, 'projects', String(index));
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, '.go-version'), `${newest[index % newest.length]}\n`);
    return `${project}\n`;
  });
  writeFileSync(join(box.root, 'projects'), known.join(''), { mode: 0o600 });
  writeFileSync(join(box.root, 'version'), `${names[0]}\n`);
  await box.gv(['rehash']);
  return { newest: [newest[0] ?? '', newest[1] ?? ''] };
}

function addToolchain(root: string, name: string): void {
  const goroot = join(root, 'versions', name);
  for (const directory of ['bin', join('pkg', 'tool', 'linux_amd64')])
    mkdirSync(join(goroot, directory), { recursive: true });
  writeFileSync(join(goroot, 'VERSION'), `go${name}\n`);
  writeFileSync(join(goroot, 'bin', 'go'), '#!/bin/sh\n', { mode: 0o755 });
  const receipt = receiptText({
    schema: 1,
    release: name,
    platform: 'linux/amd64',
    archive: `go${name}.linux-amd64.tar.gz`,
    source: 'http://127.0.0.1/dl/',
    sha256: '0'.repeat(64),
    size: 78_000_000,
    proofs: [],
    unproven: false,
    missing: [],
    installed: '2026-01-01T00:00:00Z',
  });
  writeFileSync(join(root, 'receipts', `${name}.json`), receipt);
  writeFileSync(join(root, 'receipts', `${name}.sha256`), '');
}
