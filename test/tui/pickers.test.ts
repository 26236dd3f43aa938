import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, signal, run } from '../support/screen.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.28rc1', '1.27.3', '1.27.2', '1.26.5', '1.26.4', '1.25.9');
const NARROW = { columns: 40, rows: 20 };

describe('a list below the prompt, in a terminal of 40 columns', () => {
  unless(NO_TMUX)('chooses the version for gv use', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: NARROW });
    await run(terminal, 'gv use -i');
    await terminal.sees(/Use which Go\? _\n.*1\.27\.3 [^]*1\.25\.9 [^]*5 of 5/);
    expect(terminal.state().alternate).toBe(false);
    terminal.press('2', '6', 'Down');
    await terminal.sees(/Use which Go\? 26_\n. {2}1\.26\.5 .*\n\S {2}1\.26\.4[^]*2 of 5/);
    terminal.press('Enter');
    const left = await terminal.shows(/ended:\d/);
    expect(left).toMatch(/installed go 1\.26\.4[^]*go 1\.26\.4 \(.*\.go-version\)\nended:0/);
    expect(left).not.toContain('Use which');
    expect(terminal.state()).toEqual({ cursor: true, alternate: false });
    expect(await readFile(join(box.project, '.go-version'), 'utf8')).toBe('1.26.4\n');
  });

  unless(NO_TMUX)('chooses several for gv install and gv uninstall', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: NARROW });
    await run(terminal, 'gv install -i');
    await terminal.sees(/Install which Go\?/);
    terminal.press('Space', 'Space', 'Down', 'Space');
    await terminal.sees(/◆ 1\.27\.3 .*\n ◆ 1\.27\.2.*\n.*1\.26\.5 .*\n ◆ 1\.26\.4/);
    terminal.press('Enter');
    await terminal.shows(/ended:0/);
    const versions = join(box.root, 'versions');
    expect((await readdir(versions)).toSorted()).toEqual(['1.26.4', '1.27.2', '1.27.3']);
    await run(terminal, 'gv uninstall -i');
    await terminal.sees(/Remove which Go\?[^]*3 of 3/);
    terminal.press('Down', 'Space', 'Space', 'Enter');
    await terminal.shows(/removed go 1\.27\.2[^]*removed go 1\.26\.4[^]*ended:0/);
    expect(await readdir(versions)).toEqual(['1.27.3']);
  });

  unless(NO_TMUX)('gives its choice to a script', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.4', '1.25.9']);
    using terminal = await openScreen(box, { size: NARROW });
    terminal.type('v=$(gv pick installed </dev/null); echo "got:$v:$?"');
    await terminal.sees(/Which Go\?[^]*2 of 2/);
    terminal.press('Down', 'Enter');
    await terminal.shows(/\ngot:1\.25\.9:0/);
    terminal.type('clear; v=$(gv pick remote -m); echo "got:"$v":$?"');
    await terminal.sees(/Which Go\?[^]*3 of 3/);
    terminal.press('Space', 'Space', 'Enter');
    await terminal.shows(/\ngot:1\.27\.3 1\.27\.2:0/);
  });

  unless(NO_TMUX)('ends with nothing done: Ctrl-C, Escape, SIGTERM', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: NARROW });
    for (const key of ['C-c', 'Escape']) {
      await run(terminal, 'gv install -i');
      await terminal.sees(/Install which Go\?/);
      terminal.press(key);
      await terminal.sees(/^gv: nothing was chosen\nended:130/);
    }
    await run(terminal, 'gv uninstall -i');
    await terminal.sees(/^gv: there is nothing to choose from\n +gv install latest\nended:3/);
    await run(terminal, 'gv use -i');
    await terminal.sees(/Use which Go\?/);
    await signal(box, 'SIGTERM');
    await terminal.sees(/^gv: terminated\nended:143/m);
    expect(terminal.state()).toEqual({ cursor: true, alternate: false });
    expect(existsSync(join(box.root, 'versions'))).toBe(false);
    expect(existsSync(join(box.project, '.go-version'))).toBe(false);
  });

  unless(NO_TMUX)('fits into a terminal of 20 columns and 5 rows', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { size: { columns: 20, rows: 5 } });
    await run(terminal, 'gv pick remote');
    await terminal.sees(/^Which Go\? _\n\S {2}1\.27\.3.*\n {3}1\.27\.2.*\n\d of/m);
    terminal.press('Down', 'Down', 'Enter');
    await terminal.sees(/^1\.26\.5\nended:0/m);
  });
});

describe('a numbered list', () => {
  it.each(['TERM=dumb', 'INK_SCREEN_READER=true'])('is what %s gets', async (setting) => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.26.4', '1.25.9']);
    using terminal = await openScreen(box, { size: NARROW });
    await run(terminal, `env ${setting} gv use -i`);
    await terminal.sees(/Use which Go\?\n {2}1 {2}1\.27\.3 [^]*\nNumber or version \(empty: none\):/);
    terminal.type('99');
    await terminal.sees(/99 is not in the list\. Which/);
    terminal.type('1 2');
    await terminal.sees(/only one can be chosen\./);
    terminal.type('1.26.4');
    await terminal.sees(/go 1\.26\.4 \([^]*ended:0/);
    await run(terminal, `env ${setting} gv uninstall -i`);
    await terminal.sees(/Remove which Go\?[^]*Numbers or versions \(empty: none\):/);
    terminal.type('');
    await terminal.sees(/gv: nothing was chosen\nended:130/);
    await run(terminal, `env ${setting} gv uninstall -i`);
    await terminal.sees(/^(?![^]*ended)[^]*Numbers or versions/);
    terminal.press('C-c');
    await terminal.sees(/gv: interrupted\nended:130/);
    expect((await readdir(join(box.root, 'versions'))).toSorted()).toEqual(['1.25.9', '1.26.4']);
  });
});

describe('without a terminal', () => {
  it.each([
    ['use', '-i'],
    ['install', '-i'],
    ['uninstall', '-i'],
    ['pick', 'installed'],
    ['pick', 'remote'],
  ])('gv %s %s says so, and how to do without', async (...args) => {
    await using box = await sandbox();
    const { code, stdout, stderr } = await box.run(['setsid', '-w', 'gv', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'gv: there is no terminal to choose on\n    Name the version instead; gv list and gv list --remote show them.\n',
    );
  });

  it('the screen says so, also where only its input is closed', async () => {
    await using box = await sandbox();
    const { code, stderr } = await box.run(['sh', '-c', 'gv tui <&-']);
    expect(code).toBe(2);
    expect(stderr).toBe('gv: the screen needs a terminal\n    gv --help lists the commands.\n');
  });
});
