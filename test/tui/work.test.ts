import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { GOOD } from '../support/release-modes.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, signal, run } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.28rc1', '1.27.3', '1.27.2', '1.26.5', '1.26.4');
const SIZE = { columns: 100, rows: 24 };
const NEWEST = 'go1.27.3.linux-amd64.tar.gz';
const STALLED = { kind: 'stall', after: 100 } as const;

describe('work', () => {
  unless(NO_TMUX)(
    'is done one after another; one is cancelled, tried again, and the rest goes on',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      server.set(NEWEST, STALLED);
      using terminal = await openScreen(box, { size: SIZE });
      await run(terminal, 'gv');
      await terminal.sees(/▸ 1\.28 /);
      terminal.press('Down', 'Right', 'Space', 'Space', 'i');
      await terminal.sees(/… gv install 1\.27\.3 download[^]*· gv install 1\.27\.2 waiting/);
      expect(terminal.visible()).toContain('$ gv install 1.27.3   $ gv install 1.27.2');
      // The lists have the keys meanwhile.
      terminal.press('Left', 'Down');
      await terminal.sees(/▸ 1\.26 .*Releases|Releases of 1\.26/);
      terminal.press('x');
      await terminal.sees(/✗ gv install 1\.27\.3 cancelled[^]*✓ gv install 1\.27\.2 done/);
      expect(await readdir(join(box.root, 'versions'))).toEqual(['1.27.2']);
      server.set(NEWEST, GOOD);
      terminal.press('Tab', 'Tab', 'Up', 'Up', 'R');
      await terminal.sees(/✓ gv install 1\.27\.3 done/);
      terminal.press('q');
      await terminal.sees(/ended:0/);
      expect(terminal.screen()).toMatch(
        /\n\$ gv install 1\.27\.3\ncancelled\n\$ gv install 1\.27\.2\n[^]*\n\$ gv install 1\.27\.3\n[^$]*installed go 1\.27\.3/,
      );
    },
  );

  unless(NO_TMUX)('that fails says why and what cures it, and leaves nothing', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    server.set(NEWEST, { kind: 'lying-bytes', at: 20 });
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(/▸ 1\.28 /);
    terminal.press('Down', 'i');
    await terminal.sees(/✗ gv install 1\.27\.3 failed: .*SHA-256.*\n[^]*Do not use this file\./);
    expect(existsSync(join(box.root, 'versions', '1.27.3'))).toBe(false);
    terminal.press('q');
    await terminal.sees(/^\$ gv install 1\.27\.3\n[^]*gv: .*SHA-256[^]*\n {2}\S[^]*ended:0/m);
  });

  unless(NO_TMUX)('waits for another gv that installs the same, and says so', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    const seen = Promise.withResolvers<void>();
    server.set(NEWEST, { kind: 'held', after: 20, until: seen.promise });
    using terminal = await openScreen(box, { size: SIZE });
    const other = box.gv(['install', '1.27.3']);
    await expect.poll(() => server.requestsFor(NEWEST).length).toBeGreaterThan(0);
    await run(terminal, 'gv');
    await terminal.sees(/▸ 1\.28 /);
    terminal.press('Down', 'i');
    await terminal.sees(/go 1\.27\.3: waiting for another gv/);
    seen.resolve();
    expect((await other).code).toBe(0);
    await terminal.sees(/✓ gv install 1\.27\.3 done[^]*1\.27\.3 is already installed/);
    expect(server.requestsFor(NEWEST)).toHaveLength(1);
  });

  unless(NO_TMUX)(
    'is what somebody who leaves is asked about; Ctrl-C twice leaves at once, as does SIGTERM',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      server.set(NEWEST, STALLED);
      using terminal = await openScreen(box, { size: SIZE });
      await run(terminal, 'gv');
      await terminal.sees(/▸ 1\.28 /);
      terminal.press('Down', 'i');
      await terminal.sees(/gv install 1\.27\.3 download/);
      terminal.press('C-c');
      await terminal.sees(/1 still to do\. Leave and cancel\?/);
      terminal.press('n');
      await terminal.sees(/^(?![^]*still to do)/);
      terminal.press('C-c', 'C-c');
      await terminal.sees(/\$ gv install 1\.27\.3\ncancelled\nended:0/);
      expect(terminal.state()).toEqual({ cursor: true, alternate: false });
      for (const place of ['staging', 'versions'])
        expect(await readdir(join(box.root, place)).catch(() => [])).toEqual([]);
      await run(terminal, 'gv');
      await terminal.sees(/▸ 1\.28 /);
      terminal.press('Down', 'i');
      await terminal.sees(/gv install 1\.27\.3 download/);
      await signal(box, 'SIGTERM');
      await terminal.sees(/\$ gv install 1\.27\.3\n[^$]*cancelled\ngv: terminated\nended:143/);
      server.set(NEWEST, GOOD);
      expect((await box.gv(['install', '1.27.3'])).code).toBe(0);
    },
  );

  unless(NO_TMUX)('on a toolchain that vanished says so, and the list follows', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.27.3', '1.26.5']);
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(/● 1\.27\.3/);
    terminal.press('d');
    await terminal.sees(/Uninstall go 1\.27\.3\?[^]*frees/);
    await rm(join(box.root, 'versions', '1.27.3'), { recursive: true });
    terminal.press('y');
    await terminal.sees(/✗ gv uninstall .*1\.27\.3 failed: .*not installed/);
    await terminal.sees(/^(?![^]*[●✓] 1\.27\.3)/);
    terminal.press('q');
    await terminal.sees(/ended:0/);
  });
});
