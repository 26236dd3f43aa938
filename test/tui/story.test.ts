import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sampled } from '../support/sample.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.28rc1', '1.27.3', '1.27.2', '1.26.5', '1.26.4', '1.25.9');

describe.each(
  sampled(
    [
      { columns: 40, rows: 20 },
      { columns: 80, rows: 24 },
      { columns: 200, rows: 50 },
    ],
    2,
  ),
)('in a terminal of $columns × $rows', (size) => {
  unless(NO_TMUX)(
    'a release is found, installed, used, verified; an old one goes; a summary stays',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.25.9']);
      using terminal = await openScreen(box, { size });
      terminal.type('gv');
      await terminal.sees(/1\.28 [^]*▸ ● 1\.25\.9/);
      expect(terminal.state().alternate).toBe(true);
      terminal.press(...Array.from('/1.26'), 'Enter', 'i');
      await terminal.sees(/✓ gv install 1\.26\.5 done/);
      terminal.press('u');
      await terminal.sees(/Use go 1\.26\.5 in this directory\?[^]*\$ gv use 1\.26\.5/);
      terminal.press('y');
      await terminal.sees(/^gv go here is 1\.26\.5/m);
      expect(await readFile(join(box.project, '.go-version'), 'utf8')).toBe('1.26.5\n');
      terminal.press('v');
      await terminal.sees(/✓ gv verify 1\.26\.5 done/);
      terminal.press('Escape');
      await terminal.sees(/^(?![^]*\n\/1\.26)/);
      terminal.press(...Array.from('/1.25'), 'Enter', 'd');
      await terminal.sees(/Uninstall go 1\.25\.9\?[^]*frees \d/);
      terminal.press('y');
      await terminal.sees(/✓ gv uninstall (?:--force )?1\.25\.9/);
      expect(await readdir(join(box.root, 'versions'))).toEqual(['1.26.5']);
      terminal.press('q');
      const left = await terminal.shows(/removed go 1\.25\.9[^]*\n[$#]$/);
      expect(left).toMatch(
        /\n\$ gv install 1\.26\.5\n(?:.*\n)*proven ✓ \(SHA-256.*\n(?:.*\n)*installed go 1\.26\.5/,
      );
      expect(left).toMatch(/\n\$ gv use 1\.26\.5\n(?:.*\n)*go 1\.26\.5 \(/);
      expect(terminal.state()).toEqual({ cursor: true, alternate: false });
    },
  );
});

describe('without network', () => {
  unless(NO_TMUX)(
    'what is installed can be used and removed, and what cannot be fetched says why',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.26.5', '1.25.9']);
      await server.close();
      using terminal = await openScreen(box, { size: { columns: 80, rows: 24 } });
      terminal.type('gv');
      await terminal.sees(/1\.28 [^]*● 1\.26\.5/);
      terminal.press(...Array.from('/1.27'), 'Enter', 'i');
      await terminal.sees(/✗ gv install 1\.27\.3 failed/);
      terminal.press('Escape', ...Array.from('/1.25'), 'Enter', 'u');
      await terminal.sees(/Use go 1\.25\.9/);
      terminal.press('y');
      await terminal.sees(/^gv go here is 1\.25\.9 .*go-version/m);
      terminal.press('q');
      await terminal.shows(/\n\$ gv use 1\.25\.9[^]*\n[$#]$/);
      expect(existsSync(join(box.root, 'versions', '1.27.3'))).toBe(false);
    },
  );

  unless(NO_TMUX)('and with nothing installed the screen says so and what to do', async () => {
    await using box = await sandbox();
    await mkdir(join(box.root, 'versions'), { recursive: true });
    using terminal = await openScreen(box, { size: { columns: 80, rows: 24 } });
    terminal.type('gv tui');
    await terminal.sees(/no server answered \(r asks again\)/);
    terminal.press('i');
    await terminal.sees(/nothing is chosen/);
    terminal.press('q');
    await terminal.shows(/gv tui\n[$#]$/);
  });
});
