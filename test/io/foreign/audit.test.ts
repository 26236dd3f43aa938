import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { audit } from '../../../src/jobs/audit/audit.ts';
import { treesHere } from '../../../src/jobs/audit/audited-roots.ts';
import { treesBelow } from '../../../src/jobs/audit/named-roots.ts';
import { ownSettings } from '../../../src/jobs/audit/weak-settings.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

it('an audit without a set-up, and without network, says what was not asked and leaves nothing', async () => {
  await using world = await testWorld({ env: { GOENV: 'off', GOPROXY: 'off', TMPDIR: '' } });
  const tree = join(world.folder, 'go');
  layGoTree(tree, '1.22.5', { files: { 'go.env': 'GONOSUMDB=*\n' } });
  const env = { ...world.env, TMPDIR: world.folder };
  const before = readdirSync(world.folder);
  const { trees, findings, roots } = await audit(runIn({ ...world, env }, { offline: true }), [tree]);
  expect([readdirSync(world.folder), existsSync(world.layout.root)]).toEqual([before, false]);
  expect(trees.map(({ state, support }) => [state.kind, support])).toEqual([['unknown', null]]);
  expect(findings.map(({ code }) => code)).toEqual(['tree-unproven', 'deceivable-base', 'sumdb-off']);
  expect(roots).toEqual([tree]);
});

it('an audit of a path that is no directory fails, and names the path', async () => {
  await using world = await testWorld();
  writeFileSync(join(world.folder, 'file'), '');
  for (const name of ['file', 'missing']) {
    const path = join(world.folder, name);
    await expect(audit(runIn(world), [path])).rejects.toMatchObject({ code: 'disk', path });
  }
});

it('the trees of this machine are those of this account, and those behind PATH; its settings are told', async () => {
  await using world = await testWorld();
  const at = (name: string): string => join(world.folder, name);
  layGoTree(at('.goenv/versions/1.22.5'), '1.22.5');
  layGoTree(at('tools/go'), '1.21.0', { version: 'devel\n' });
  // gv's own shim on PATH leads to gv's program.
  for (const name of ['shims', 'lib/shims']) mkdirSync(at(`root/${name}`), { recursive: true });
  writeFileSync(at('root/lib/VERSION'), 'gv 1\n');
  writeFileSync(at('root/lib/shims/shim.sh'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync('../lib/shims/shim.sh', at('root/shims/go'));
  const PATH = `${at('root/shims')}:${at('tools/go/bin')}:bin`;
  const env = { HOME: world.folder, PATH, GOENV: 'off', GOSUMDB: 'off' };
  const run = runIn({ ...world, env });
  const own = treesHere(run).trees.filter(({ path }) => path.startsWith(world.folder));
  expect(own.map(({ by, path }) => [by, path])).toEqual([
    ['goenv', at('.goenv/versions/1.22.5')],
    ['path', at('tools/go')],
  ]);
  expect(ownSettings(run).map(({ code, cure }) => [code, cure])).toEqual([['sumdb-off', 'unset GOSUMDB']]);
});

it('a directory that holds several trees is looked at as a whole', async () => {
  await using world = await testWorld();
  const at = (name: string): string => join(world.folder, 'store', name);
  layGoTree(at('1.22.5'), '1.22.5');
  layGoTree(at('1.21.0/go'), '1.21.0');
  layGoTree(at('usr/local/go'), '1.20.1');
  mkdirSync(at('notes/src'), { recursive: true });
  const { trees } = treesBelow(runIn(world), join(world.folder, 'store'));
  expect(trees.map(({ by, path }) => [by, path])).toEqual([
    ['system', at('usr/local/go')],
    ['path', at('1.22.5')],
    ['path', at('1.21.0/go')],
  ]);
});
