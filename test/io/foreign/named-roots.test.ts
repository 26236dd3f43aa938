import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { audit } from '../../../src/jobs/audit/audit.ts';
import { treesBelow } from '../../../src/jobs/audit/named-roots.ts';
import { ownSettings } from '../../../src/jobs/audit/weak-settings.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

describe('the Go trees below a directory that was named', () => {
  it.each([
    ['.goenv', 'versions/1.22.5', 'goenv'],
    ['backup-of-goenv', 'versions/1.22.5', 'path'],
    ['.asdf', 'installs/golang/1.22.5/go', 'asdf'],
    ['.asdf/installs/golang', '1.22.5/go', 'asdf'],
    ['.gvm', 'gos/go1.22.5', 'gvm'],
    ['.gobrew', 'versions/1.22.5/go', 'gobrew'],
    ['.local/share/mise', 'installs/go/1.22.5', 'mise'],
    ['sdk', 'go1.22.5', 'sdk'],
    ['any-cache', 'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64', 'path'],
    ['home', '.gvm/gos/go1.22.5', 'gvm'],
    ['root', 'versions/1.22.5', 'gv'],
  ])('%s has %s of %s', async (name, tree, owner) => {
    await using world = await testWorld();
    const named = join(world.folder, name);
    layGoTree(join(named, tree), '1.22.5');
    const { trees } = treesBelow(runIn(world), named);
    expect(trees.map(({ by, path }) => [by, path])).toEqual([[owner, join(named, tree)]]);
  });

  it('are more than one of many directories, and a directory that is cut is told', async () => {
    await using world = await testWorld();
    const sdk = join(world.folder, 'sdk');
    mkdirSync(sdk);
    for (let count = 0; count < 3_000; count += 1) mkdirSync(join(sdk, `go1.${count}`));
    layGoTree(join(sdk, 'go9'), '1.22.5');
    const few = treesBelow(runIn(world), sdk);
    expect([few.trees.length, few.cut]).toEqual([1, []]);
    for (let count = 3_000; count < 10_001; count += 1) mkdirSync(join(sdk, `go1.${count}`));
    expect(treesBelow(runIn(world), sdk).cut).toEqual([sdk]);
  });

  it('are not programs of others that have a VERSION file', async () => {
    await using world = await testWorld();
    const other = join(world.folder, 'store', 'other');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'VERSION'), '2.4.1\n');
    const fifth = join(world.folder, 'store', 'fifth', 'VERSION');
    mkdirSync(fifth, { recursive: true });
    expect(treesBelow(runIn(world), join(world.folder, 'store')).trees).toEqual([]);
  });
});

describe('an audit of directories without a Go', () => {
  it('knows of the root of an image alone that none is there', async () => {
    await using world = await testWorld();
    const at = (name: string): string => join(world.folder, name);
    for (const name of ['image/etc', 'other-image/usr', 'empty', 'file'])
      mkdirSync(at(name), { recursive: true });
    writeFileSync(at('file/usr'), '');
    symlinkSync('/nowhere', at('empty/etc'));
    const names = ['image', 'other-image', 'empty', 'file'].map(at);
    const { empty, roots } = await audit(runIn(world), names);
    expect(roots).toEqual(names);
    expect(empty).toEqual([at('empty'), at('file')]);
  });

  it('looks once at what is named twice, through a link too', async () => {
    await using world = await testWorld();
    const image = join(world.folder, 'image');
    mkdirSync(join(image, 'etc'), { recursive: true });
    writeFileSync(join(image, 'etc/environment'), 'export GOSUMDB=off\n');
    symlinkSync('image', join(world.folder, 'link'));
    const { roots, findings } = await audit(runIn(world), [image, join(world.folder, 'link')]);
    expect([roots, findings.map(({ code }) => code)]).toEqual([[image], ['sumdb-off']]);
  });
});

describe('a link', () => {
  it('that is named is followed, which is told; one that leads nowhere is called that', async () => {
    await using world = await testWorld();
    const at = (name: string): string => join(world.folder, name);
    layGoTree(at('opt/go'), '1.22.5');
    mkdirSync(at('image'));
    symlinkSync(at('opt/go'), at('image/go'));
    symlinkSync('/nowhere/go', at('image/gone'));
    const events: JobEvent[] = [];
    const run = { ...runIn(world), emit: (event: JobEvent) => void events.push(event) };
    expect(treesBelow(run, at('image/go')).trees.map(({ path }) => path)).toEqual([at('opt/go')]);
    const text = `${at('image/go')} is a link to ${at('opt/go')}: gv looks there`;
    expect(events).toEqual([{ type: 'notice', text }]);
    expect(() => treesBelow(run, at('image/gone'))).toThrow(
      `${at('image/gone')} is a link to /nowhere/go, and nothing is there on this machine`,
    );
  });

  it('between homes does not double a setting', async () => {
    await using world = await testWorld();
    const image = join(world.folder, 'image');
    mkdirSync(join(image, 'root/.config/go'), { recursive: true });
    mkdirSync(join(image, 'home'));
    writeFileSync(join(image, 'root/.config/go/env'), 'GOSUMDB=off\n');
    symlinkSync('/root', join(image, 'home/v'));
    const { findings } = await audit(runIn(world), [image, join(image, 'root')]);
    expect(findings.map(({ code }) => code)).toEqual(['sumdb-off']);
  });
});

describe('settings that are not read', () => {
  it('are told of, as the go command reads a file of any length', async () => {
    await using world = await testWorld({ env: { GOENV: 'off' } });
    const image = join(world.folder, 'image');
    mkdirSync(join(image, '.config/go'), { recursive: true });
    const env = join(image, '.config/go/env');
    const long = `GOSUMDB=off\n#${'x'.repeat(80_000)}\n`;
    writeFileSync(env, long);
    const run = runIn(world);
    expect((await audit(run, [image])).findings.map(({ code }) => code)).toEqual(['sumdb-off']);
    writeFileSync(env, long.repeat(20));
    expect((await audit(run, [image])).findings.map(({ code }) => code)).toEqual(['not-looked-at']);
    const own = ownSettings({ ...run, env: { ...world.env, GOENV: env } });
    expect(own.map(({ code }) => code)).toEqual(['not-looked-at']);
  });
});
