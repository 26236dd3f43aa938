import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRoad } from '../../../src/io/roads/road.ts';
import { runs } from '../../support/children.ts';
import { roadHome } from '../../support/road-home.ts';
import { runIn, type TestWorld } from '../../support/test-world.ts';

const read = (world: TestWorld, subject = 'git.corp.example/team/lib') =>
  readRoad(runIn(world), { subject, goroot: undefined });

describe('a road that cannot be read', () => {
  it('without git says so', async () => {
    await using world = await roadHome({}, { PATH: '' });
    expect(await read(world)).toEqual({ missing: 'no-git' });
    expect(await read({ ...world, env: { ...world.env, PATH: '.:bin' } })).toEqual({ missing: 'no-git' });
  });

  it.each(['', 'lib', '-x', '--upload-pack=touch ran', 'a b.example', '\u001b.example/x'])(
    'to %j is none, and no program is run',
    async (subject) => {
      await using world = await roadHome({ 'bin/git': '#!/bin/sh\ntouch "$HOME/ran"\n' });
      chmodSync(join(world.folder, 'bin', 'git'), 0o755);
      const env = { ...world.env, PATH: join(world.folder, 'bin') };
      expect(await read({ ...world, env }, subject)).toEqual({ missing: 'no-host' });
      expect(readdirSync(world.folder)).not.toContain('ran');
    },
  );

  it.each([
    ['an include of itself', '[include]\n\tpath = .gitconfig\n', 'ended with exit code 128'],
    ['no syntax', '[url "x\n', 'ended with exit code 128'],
    [
      '2 MB of settings',
      `[url "ssh://x/"]\n${`\tinsteadOf = https://${'x'.repeat(980)}\n`.repeat(2_000)}`,
      'printed more than 1 MiB',
    ],
  ])('by a configuration with %s has the reason', async (_what, text, why) => {
    await using world = await roadHome({ '.gitconfig': text });
    const reading = await read(world);
    if ('missing' in reading) throw new Error(reading.missing);
    expect(reading.road.unread[0]).toEqual({ what: "git's configuration", why: `git config ${why}` });
    expect(reading.road.transport).toBe('https');
  });

  it('has control characters of a configuration only in values that are made printable when shown', async () => {
    const text =
      '[url "ssh://git@h.example/\\u001b[31m\u001b[2J/"]\n\tinsteadOf = https://git.corp.example/\n';
    await using world = await roadHome({ '.gitconfig': text.replace('\\u001b', '\u001b') });
    const reading = await read(world);
    expect('road' in reading && reading.road.transport).toBe('ssh');
  });

  it('by a host that ssh would take for an option has the reason, and ssh is not run', async () => {
    const text = '[url "ssh://-oProxyCommand=touch%20ran/"]\n\tinsteadOf = https://git.corp.example/\n';
    await using world = await roadHome({ '.gitconfig': text });
    const reading = await read(world);
    expect('road' in reading && reading.road.between.kind).toMatch(/unknown|none/);
    expect(readdirSync(world.folder)).not.toContain('ran');
  });

  it('leaves nothing behind', async () => {
    await using world = await roadHome({});
    await read(world);
    expect(readdirSync(join(world.folder, 'tmp'))).toEqual([]);
  });

  it('by a git that hangs, ignores TERM and leaves a grandchild ends all the same', async () => {
    await using world = await roadHome({});
    const script =
      '#!/bin/sh\ntrap "" TERM\nsleep 300 & echo $! >"$HOME/grandchild"\necho $$ >"$HOME/child"\nwhile :; do sleep 300; done\n';
    writeFileSync(join(world.folder, 'git'), script, { mode: 0o755 });
    const env = { ...world.env, PATH: `${world.folder}:/usr/bin:/bin` };
    const controller = new AbortController();
    const reading = read({ ...world, env, signal: controller.signal });
    await expect.poll(() => existsSync(join(world.folder, 'child'))).toBe(true);
    controller.abort();
    expect(await reading).toMatchObject({ road: { unread: [{ why: 'git config was interrupted' }] } });
    for (const name of ['child', 'grandchild'])
      expect([name, runs(Number(readFileSync(join(world.folder, name), 'utf8')))]).toEqual([name, false]);
  });
});
