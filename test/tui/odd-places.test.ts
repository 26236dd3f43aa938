import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { addToolchain } from '../support/gv-home.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.27.3', '1.26.5', '1.26.4');
const USUAL = { columns: 80, rows: 24 };

describe('the screen', () => {
  unless(NO_TMUX)(
    'follows the terminal down to 20 columns and 5 rows, and back, whatever is open',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.26.4']);
      using terminal = await openScreen(box, { size: USUAL });
      await run(terminal, 'gv');
      const whole = await terminal.sees(/● 1\.26\.4[^]*\n\n\? keys/);
      for (const key of ['Left', '?', 'Enter', 'd']) {
        terminal.press(...(key === 'Left' ? [key] : ['Right', key]));
        terminal.resize({ columns: 20, rows: 5 });
        await terminal.sees(/^.{20}\n(?:.*\n){3}\? keys .{13}$/m);
        terminal.press('Escape');
        terminal.resize(USUAL);
        await terminal.sees(/d uninstall …$/m);
      }
      terminal.press('Left');
      await expect.poll(() => terminal.visible()).toBe(whole);
      terminal.press('q');
      await terminal.sees(/ended:0/);
    },
  );

  unless(NO_TMUX)(
    'is whole after a width that was dragged while bytes arrive, and after Ctrl-L',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.26.4']);
      server.set('go1.27.3.linux-amd64.tar.gz', { kind: 'slow', bytes: 1, everyMs: 50 });
      using terminal = await openScreen(box, { size: { columns: 120, rows: 24 } });
      await run(terminal, 'gv');
      await terminal.sees(/● 1\.26\.4[^]*\n\n\? keys/);
      terminal.press(...Array.from('/1.27'), 'Enter', 'i');
      await terminal.sees(/download /);
      for (const columns of [116, 112, 108, 104, 100, 96, 92, 88, 84, 80, 84, 88, 92, 96, 100])
        terminal.resize({ columns, rows: 24 });
      terminal.resize(USUAL);
      const isWhole = (): boolean => {
        const rows = terminal.visible().trimEnd().split('\n');
        const has = (text: string): number => rows.filter((row) => row.includes(text)).length;
        return (
          rows.length === 24 &&
          rows.at(-1)?.startsWith('? keys') === true &&
          has('? keys') === 1 &&
          has('Lines ') === 1
        );
      };
      await expect.poll(isWhole).toBe(true);
      // Another program wrote over the screen.
      writeFileSync(terminal.device(), '\u001b[5;1Hgarbage');
      await terminal.sees(/^garbage/m);
      terminal.press('C-l');
      await terminal.sees(/^(?![^]*garbage)/);
      await expect.poll(isWhole).toBe(true);
      terminal.press('C-c', 'C-c');
      await terminal.sees(/ended:/);
    },
  );

  unless(NO_TMUX)('opens on an empty root, on 200 toolchains, and under CI=1', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: USUAL });
    await run(terminal, 'gv');
    await terminal.sees(/no Go is installed[^]*▸ 1\.27 [^]*1\.27\.3/);
    terminal.press('q');
    await terminal.sees(/ended:0/);
    for (let patch = 0; patch < 200; patch += 1) addToolchain(box.root, `1.${20 + (patch % 5)}.${patch + 1}`);
    await run(terminal, 'env CI=1 gv');
    await terminal.sees(/● 1\.24\.200 /);
    terminal.press('Right', 'End');
    await terminal.sees(/▸ ✓ 1\.24\.5 /);
    terminal.press('/', '2', '0', '.', '1', '9', '6', 'Enter');
    await terminal.sees(/▸ ✓ 1\.20\.196 /);
    terminal.press('q');
    await terminal.sees(/ended:0/);
  });

  unless(NO_TMUX)('shows what an index, a receipt or a pin holds as text, and goes on', async () => {
    const escape = '\u001b]0;owned\u0007\u001b[2J';
    const [newest] = RELEASES;
    if (newest === undefined) throw new Error('there are no releases');
    const hostile = { ...newest, version: `1.27.3${escape}` };
    await using server = await startReleaseServer({ releases: [...RELEASES, hostile], signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.5']);
    writeFileSync(join(box.project, '.go-version'), `1.26.5${escape}\n`);
    const receipt = join(box.root, 'receipts', '1.26.5.json');
    const known = JSON.parse(readFileSync(receipt, 'utf8')) as Readonly<Record<string, unknown>>;
    writeFileSync(receipt, JSON.stringify({ ...known, source: `https://x.invalid/${escape}` }));
    using terminal = await openScreen(box, { size: { columns: 200, rows: 24 } });
    await run(terminal, 'gv');
    await terminal.sees(/1\.27 [^]*1\.26 /);
    terminal.press('/', '2', '6', 'Enter');
    await terminal.sees(/https:\/\/x\.invalid\/\\u\{1b\}\]0;owned\\u\{7\}/);
    terminal.press('u');
    const asked = await terminal.sees(/before +\S.*\n *after/);
    expect(asked).toMatch(/before +1\.26\.5\\u\{1b\}\]0;owned\\u\{7\}/);
    expect(terminal.title()).not.toContain('owned');
    terminal.press('n', 'q');
    await terminal.sees(/ended:0/);
  });

  unless(NO_TMUX)('says what the disk refuses, and goes on', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.5']);
    rmSync(join(box.root, 'staging'), { recursive: true, force: true });
    writeFileSync(join(box.root, 'staging'), 'in the way');
    using terminal = await openScreen(box, { size: USUAL });
    await run(terminal, 'gv');
    await terminal.sees(/1\.27 [^]*1\.26 /);
    terminal.press('Up', 'i');
    await terminal.sees(/✗ gv install 1\.27\.3 failed: /);
    mkdirSync(join(box.project, '.go-version'));
    terminal.press('u');
    await terminal.sees(/Use go 1\.27\.3/);
    terminal.press('n', 'q');
    await terminal.sees(/ended:0/);
  });
});

describe('where the locale is not UTF-8', () => {
  unless(NO_TMUX)('nothing but ASCII is drawn, also where a row is cut', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.4']);
    using terminal = await openScreen(box, { size: { columns: 40, rows: 20 } });
    await run(terminal, 'env LC_ALL=C gv');
    await terminal.sees(/1\.26\.5 [^]*> \* 1\.26\.4/);
    terminal.press('Right', 'Up', 'i');
    await terminal.sees(/\+ gv install 1\.26\.5/);
    terminal.press('Enter');
    const seen = await terminal.sees(/go 1\.26\.5 .*~$/m);
    expect(seen).toMatch(/^[\n -~]*$/);
    terminal.press('Escape', 'q');
    await terminal.sees(/ended:0/);
    await run(terminal, 'env LC_ALL=C gv pick');
    expect(await terminal.sees(/Which Go\?[^]*~$/m)).toMatch(/^[\n -~]*$/);
    terminal.press('Escape');
  });
});
