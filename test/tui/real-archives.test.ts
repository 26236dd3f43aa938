import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { realMaterial } from '../support/real.ts';
import type { GivenRelease } from '../support/release-files.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import { withMaterial } from '../support/unless.ts';

const SIZE = { columns: 100, rows: 30 };
const VERSIONS = ['1.27.0', '1.24.9'] as const;
const found = VERSIONS.map((version) => realMaterial(`dist/go${version}.linux-amd64.tar.gz`));
const missing = NO_TMUX ?? found.flatMap((each) => ('missing' in each ? [each.missing] : []))[0];
const releases = VERSIONS.map((version, index): GivenRelease => {
  const material = found[index];
  const path = material !== undefined && 'path' in material ? material.path : '';
  return {
    version,
    files: [{ fileName: `go${version}.linux-amd64.tar.gz`, os: 'linux', arch: 'amd64', path }],
  };
});

describe('with the archives of the Go team', () => {
  withMaterial(missing)('a release is installed, used, verified; an old one goes; go runs', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    expect((await box.gv(['install', '1.24.9'])).code).toBe(0);
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(/1\.27 [^]*▸ 1\.24 /);
    terminal.press('Up', 'i');
    await terminal.sees(/gv install 1\.27\.0 (?:download|unpack) .*\d+%/);
    await terminal.sees(/✓ gv install 1\.27\.0 done/);
    terminal.press('u', 'y', 'v');
    await terminal.sees(/✓ gv verify 1\.27\.0 done[^]*as (?:installed|released), \d{4,5} files/);
    terminal.press('Down', 'd');
    await terminal.sees(/Uninstall go 1\.24\.9\?\nfrees \d{3}(?:\.\d)? MB/);
    terminal.press('y');
    await terminal.sees(/✓ gv uninstall (?:--force )?1\.24\.9 done/);
    terminal.press('q');
    await terminal.sees(/ended:0/);
    expect(await readFile(join(box.project, '.go-version'), 'utf8')).toBe('1.27.0\n');
    terminal.type('clear; go version');
    await terminal.sees(/^go version go1\.27\.0 linux\/amd64$/m);
    expect(await readdir(join(box.root, 'versions'))).toEqual(['1.27.0']);
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
  });

  withMaterial(missing)('Ctrl-C twice while one is unpacked leaves nothing of it', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(/1\.27 [^]*1\.24 /);
    terminal.press('/', '2', '7', 'Enter', 'i');
    await terminal.sees(/gv install 1\.27\.0 .*unpack /);
    expect(await readdir(join(box.root, 'staging'))).not.toEqual([]);
    terminal.press('C-c', 'C-c');
    await terminal.sees(/\$ gv install 1\.27\.0\n[^]*cancelled\nended:0/);
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect((await box.gv(['list', '--json'])).stdout).not.toContain('1.27.0');
    expect((await box.gv(['install', '1.27.0'])).code).toBe(0);
    expect((await box.run(['go', 'version'])).stdout).toBe('go version go1.27.0 linux/amd64\n');
  });
});
