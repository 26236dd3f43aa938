import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { BINDINGS } from '../../src/tui/state/keys.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.28rc1', '1.27.3', '1.27rc2', '1.26.5', '1.26.4', '1.25.9');
const SIZE = { columns: 100, rows: 30 };
/** All that exists is on the screen. */
const READY = /1\.28 [^]*1\.27 [^]*1\.26 [^]*1\.25 /;

describe('from the screen', () => {
  unless(NO_TMUX)(
    'a line is upgraded, a version used everywhere, several go; the question says what changes',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.26.4', '1.25.9']);
      using terminal = await openScreen(box, { size: SIZE });
      await run(terminal, 'gv');
      await terminal.sees(/1\.28 [^]*▸ 1\.26 supported {2}✓1 update[^]*1\.25 /);
      terminal.press('p');
      await terminal.sees(/✓ gv upgrade 1\.26 done/);
      expect((await readdir(join(box.root, 'versions'))).toSorted()).toEqual(['1.25.9', '1.26.4', '1.26.5']);
      await terminal.sees(/▸ 1\.26 supported {2}✓2\n/);
      terminal.press('Down', 'U');
      await terminal.sees(
        /Use go 1\.25\.9 as the global version\?\nbefore +1\.26\.\d\nafter +1\.25\.9\n\n\$ gv use -g 1\.25\.9/,
      );
      terminal.press('y');
      await terminal.sees(/✓ gv use -g 1\.25\.9 done/);
      await terminal.sees(/^gv go .*1\.25\.9/m);
      expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.25.9\n');
      terminal.press('/', '2', '6', 'Enter', 'Space', 'Space', 'd');
      await terminal.sees(
        /Uninstall go 1\.26\.5, 1\.26\.4\?\nfrees \d+[^]*\$ gv uninstall 1\.26\.5\n\$ gv uninstall 1\.26\.4/,
      );
      terminal.press('y');
      await terminal.sees(/✓ gv uninstall 1\.26\.5 done[^]*✓ gv uninstall 1\.26\.4 done/);
      expect(await readdir(join(box.root, 'versions'))).toEqual(['1.25.9']);
      terminal.press('q');
      await terminal.sees(/ended:0/);
    },
  );

  unless(NO_TMUX)('a choice that GV_VERSION comes before is warned of, as by gv use', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.4', '1.25.9']);
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'env GV_VERSION=1.26.4 gv');
    await terminal.sees(READY);
    terminal.press('/', '2', '5', 'Enter', 'u', 'y');
    await terminal.sees(/✓ gv use 1\.25\.9 done/);
    terminal.press('q');
    await terminal.sees(
      /\$ gv use 1\.25\.9\n[^$]*GV_VERSION asks for 1\.26\.4 and comes first here[^]*ended:0/,
    );
  });

  unless(NO_TMUX)('go.mod is followed, what changes in which file is shown, and no is no', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.25.9']);
    using terminal = await openScreen(box, { size: SIZE });
    const pin = join(box.project, '.go-version');
    await writeFile(join(box.project, 'go.mod'), 'module example.test/m\n\ngo 1.26\n');
    await run(terminal, 'gv');
    await terminal.sees(READY);
    terminal.press('m');
    await terminal.sees(
      /file +\S+\.go-version\nbefore +\(no pin\)\nafter +the newest patch[^]*\$ gv use mod/,
    );
    terminal.press('n');
    await terminal.sees(READY);
    expect(existsSync(pin)).toBe(false);
    terminal.press('m', 'y');
    await terminal.sees(/✓ gv use mod done/);
    expect(await readFile(pin, 'utf8')).toBe('1.26.5\n');
    terminal.press('u');
    await terminal.sees(/file +\S+\.go-version\nbefore +1\.26\.5\nafter +/);
    terminal.press('n', 'q');
    await terminal.sees(/ended:0/);
  });

  unless(NO_TMUX)('the command that does the same is copied', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(READY);
    terminal.press('/', '2', '6', 'Enter', 'c');
    await terminal.sees(/copied: gv install 1\.26\.5/);
    expect(terminal.clipboard()).toBe('gv install 1.26.5');
    terminal.press('Enter', 'Down');
    await terminal.sees(/▸ u +use in this directory[^]*\$ gv use 1\.26\.5/);
    terminal.press('Escape', 'q');
    await terminal.sees(/ended:0/);
  });

  unless(NO_TMUX)('the lists are cut to what is wanted, and turned round', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.25.9', '1.27.3']);
    using terminal = await openScreen(box, { size: SIZE });
    await run(terminal, 'gv');
    await terminal.sees(READY);
    terminal.press('o');
    const installed = await terminal.sees(/installed only/);
    expect(installed).not.toMatch(/ 1\.2[68] /);
    terminal.press('o');
    const supported = await terminal.sees(/supported only/);
    expect(supported).not.toMatch(/ 1\.2[58] /);
    terminal.press('o', 'b', '/', '2', '7', 'Enter');
    await terminal.sees(/1\.27\.3 [^]*1\.27rc2 [^]*\/27 {2}with prereleases/);
    terminal.press('s');
    await terminal.sees(/1\.27rc2 [^]*1\.27\.3 [^]*oldest first/);
    terminal.press('Escape', 's', 'b', 'q');
    await terminal.sees(/ended:0/);
  });

  unless(NO_TMUX)('? lists every key', async () => {
    await using box = await sandbox();
    using terminal = await openScreen(box, { size: { columns: 100, rows: 50 } });
    await run(terminal, 'gv tui');
    await terminal.sees(/^gv .*\nLines/m);
    terminal.press('?');
    const help = await terminal.sees(/^Keys/m);
    for (const { keys, meaning } of BINDINGS)
      expect(help).toContain(`${keys.join(' ').padEnd(18)}${meaning}\n`);
    terminal.press('q', 'q');
    await terminal.sees(/ended:0/);
  });
});
