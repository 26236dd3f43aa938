import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sampled } from '../support/sample.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, signal, run } from '../support/screen.ts';
import { whereIs } from '../support/shells.ts';
import type { Terminal } from '../support/terminal.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.27.3', '1.26.5');
const GIVEN_BACK = { cursor: true, alternate: false };

/** A line that leaves what `stty -a` says before and after, and the exit code, in the project. */
async function compared(box: Sandbox, terminal: Terminal): Promise<void> {
  await terminal.sees(/ended:done/);
  const [before, after] = await Promise.all(
    ['before', 'after'].map((name) => readFile(join(box.project, name), 'utf8')),
  );
  expect(before).toContain('icanon');
  expect(after).toBe(before);
  expect(terminal.state()).toEqual(GIVEN_BACK);
}

const SHELLS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  bash: ['bash', '--norc', '--noprofile', '-i'],
  zsh: ['zsh', '-f', '-i'],
  fish: ['fish', '--no-config', '-i'],
};

describe.each(sampled(Object.keys(SHELLS), 2))('afterwards the terminal of %s', (name) => {
  const [program = '', ...args] = SHELLS[name] ?? [];
  const path = whereIs(program);
  const missing = NO_TMUX ?? (path === undefined ? `there is no ${name}` : undefined);

  unless(missing)('is as it was, left by q and by Ctrl-C, stopped by Ctrl-Z in between', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box, { shell: [path ?? '', ...args] });
    for (const key of ['q', 'C-c']) {
      terminal.type('clear; stty -a >before; gv; stty -a >after; echo ended:done');
      await terminal.sees(/^gv .*\nLines/m);
      expect(terminal.state()).toEqual({ cursor: false, alternate: true });
      terminal.press(key);
      await compared(box, terminal);
    }
    terminal.type('clear; stty -a >before; gv');
    await terminal.sees(/^gv .*\nLines/m);
    terminal.press('C-z');
    await terminal.sees(/[Ss]topped|suspended/);
    expect(terminal.state()).toEqual(GIVEN_BACK);
    terminal.type('clear; fg; stty -a >after; echo ended:done');
    await terminal.sees(/^gv .*\nLines/m);
    expect(terminal.state()).toEqual({ cursor: false, alternate: true });
    terminal.press('/', '6');
    await terminal.sees(/Releases of 1\.26[^]*\/6_/);
    terminal.press('Escape', 'q');
    await compared(box, terminal);
  });
});

describe('a signal', () => {
  unless(NO_TMUX)('ends the screen and gives the terminal back', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    using terminal = await openScreen(box);
    for (const [name, said] of [
      ['SIGTERM', /gv: terminated\nended:143/],
      ['SIGINT', /gv: interrupted\nended:130/],
      ['SIGHUP', /gv: hung up\nended:129/],
    ] as const) {
      await run(terminal, 'gv');
      await terminal.sees(/^gv .*\nLines/m);
      await signal(box, name);
      await terminal.sees(said);
      expect(terminal.state()).toEqual(GIVEN_BACK);
    }
  });
});

describe('a terminal that is closed', () => {
  unless(NO_TMUX)('ends what is done in it, and leaves no half of anything', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    server.set('go1.27.3.linux-amd64.tar.gz', { kind: 'stall', after: 100 });
    for (const [command, seen] of [
      ['gv', /^gv .*\nLines/m],
      ['gv install 1.27.3', /go1\.27\.3/],
      ['gv self-uninstall', /\[y\/N\]/],
    ] as const) {
      {
        using terminal = await openScreen(box);
        // A shell that outlives the terminal tells how gv ended.
        terminal.type(`clear; sh -c 'trap : HUP; ${command}; echo $? >left'`);
        await terminal.sees(seen);
      }
      const left = join(box.project, 'left');
      await expect.poll(() => readFile(left, 'utf8').catch(() => '')).toBe('129\n');
      await rm(left);
    }
    expect(await readdir(join(box.root, 'staging')).catch(() => [])).toEqual([]);
  });
});

/** What breaks gv in a place of its choosing, loaded into Node before it. */
const BUGS = {
  'in what is read': "Map.groupBy = () => { throw new TypeError('broken on purpose'); };",
  'while the screen is drawn': `const { padEnd } = String.prototype;
String.prototype.padEnd = function (width, ...rest) {
  if (width === 5) throw new TypeError('broken on purpose');
  return padEnd.call(this, width, ...rest);
};`,
  'while something is installed': `const { toString } = Buffer.prototype;
Buffer.prototype.toString = function (encoding, ...rest) {
  if (encoding === 'base64') throw new TypeError('broken on purpose');
  return toString.call(this, encoding, ...rest);
};`,
} as const;

describe('a bug', () => {
  unless(NO_TMUX)('gives the terminal back, is told once, and leaves no half of anything', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    server.set('go1.27.3.linux-amd64.tar.gz', { kind: 'stall', after: 100 });
    using terminal = await openScreen(box);
    for (const [where, text] of Object.entries(BUGS)) {
      const breaking = join(box.home, 'breaking.mjs');
      await writeFile(breaking, text);
      const gv = `${box.root}/runtime/node --import ${breaking} ${box.root}/lib/gv.js tui`;
      await run(terminal, gv);
      if (where === 'while something is installed') {
        await terminal.sees(/▸ 1\.27 /);
        terminal.press('i');
        await terminal.sees(/… gv install 1\.27\.3 download/);
        terminal.press('c');
      }
      const left = await terminal.sees(/ended:\d/);
      expect(left, where).toMatch(
        /^gv: unexpected: broken on purpose\n {4}This is a bug in gv\..*\nended:1/m,
      );
      expect(left.match(/broken on purpose/g), where).toHaveLength(1);
      expect(terminal.state(), where).toEqual(GIVEN_BACK);
    }
    // Made before a download, to see whether the tree can take its place.
    for (const place of ['staging', 'versions'])
      expect(await readdir(join(box.root, place)).catch(() => [])).toEqual([]);
  });
});
