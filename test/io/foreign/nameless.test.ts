import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { audit } from '../../../src/jobs/audit/audit.ts';
import { treesHere } from '../../../src/jobs/audit/audited-roots.ts';
import { planImport } from '../../../src/jobs/import/plan.ts';
import type { Run } from '../../../src/world.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

/** Two bytes that no UTF-8 has, and what Node reads for them. */
const BYTES = Buffer.of(0xff, 0xfe);
const SHOWN = '\ufffd\ufffd';

function under(directory: string, below = ''): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), BYTES, Buffer.from(below)]);
}

/** An image with one Go under such a name, in the directory of goenv. */
function imageIn(world: TestWorld): { readonly image: string; readonly store: string } {
  const image = join(world.folder, 'image');
  const store = join(image, 'root/.goenv/versions');
  mkdirSync(join(image, 'etc'), { recursive: true });
  layGoTree(join(store, 'x'), '1.22.5');
  renameSync(join(store, 'x'), under(store));
  return { image, store };
}

function offline(world: TestWorld): Run {
  return { ...runIn(world), offline: true };
}

describe('a Go under a name that is no UTF-8', () => {
  it('is no clean bill of an image, and is named', async () => {
    await using world = await testWorld();
    const { image, store } = imageIn(world);
    const path = join(store, SHOWN);
    const { findings, nameless, empty } = await audit(offline(world), [image]);
    expect([nameless, empty]).toEqual([[path], [image]]);
    expect(findings).toMatchObject([
      { code: 'not-looked-at', text: expect.stringContaining(path) as string },
    ]);
  });

  it('does not hide behind a Go whose name is what is left of it', async () => {
    await using world = await testWorld();
    const { image, store } = imageIn(world);
    layGoTree(join(store, SHOWN), '1.22.5');
    layGoTree(join(store, '1.26.8'), '1.26.8');
    const { trees, nameless } = await audit(offline(world), [image]);
    expect([trees.map(({ path }) => path), nameless]).toEqual([
      [join(store, '1.26.8')],
      [join(store, SHOWN)],
    ]);
  });

  it('is told of behind a link, and of a home above it; a plain file of such a name is none', async () => {
    await using world = await testWorld();
    const image = join(world.folder, 'image');
    for (const name of ['etc', 'opt', 'home', 'usr/local']) mkdirSync(join(image, name), { recursive: true });
    mkdirSync(under(join(image, 'home')));
    mkdirSync(under(join(image, 'opt')));
    // A genuine Go, where the link seems to lead.
    layGoTree(join(image, 'opt', SHOWN), '1.22.5');
    symlinkSync(Buffer.concat([Buffer.from('/opt/'), BYTES]), join(image, 'usr/local/go'));
    writeFileSync(under(image), '');
    const { trees, nameless } = await audit(offline(world), [image]);
    expect([trees, nameless.toSorted()]).toEqual([
      [],
      [join(image, 'home', SHOWN), join(image, 'opt', SHOWN)],
    ]);
  });

  it('keeps no settings unseen', async () => {
    await using world = await testWorld();
    const { image } = imageIn(world);
    symlinkSync(BYTES, join(image, 'etc/environment'));
    const { findings } = await audit(offline(world), [image]);
    expect(findings.map(({ at }) => at?.file)).toContain(join(image, 'etc', SHOWN));
  });

  it('is refused where it is named, with the reason, and looked at through a link to it', async () => {
    await using world = await testWorld();
    const { image, store } = imageIn(world);
    symlinkSync(under(store), join(image, 'link'));
    const path = join(store, SHOWN);
    await expect(audit(offline(world), [path])).rejects.toMatchObject({
      code: 'disk',
      path,
      message: expect.stringContaining('no UTF-8') as string,
    });
    layGoTree(path, '1.26.8');
    const { trees } = await audit(offline(world), [join(image, 'link')]);
    expect(trees).toMatchObject([{ path: join(image, 'link'), identity: { version: { label: '1.22.5' } } }]);
  });

  it('is told of on this machine, and by an import', async () => {
    await using base = await testWorld();
    const { image, store } = imageIn(base);
    const entry = join(base.folder, `bin${SHOWN}`);
    const world = { ...base, env: { PATH: `/usr/bin:${entry}`, GOENV_ROOT: join(image, 'root/.goenv') } };
    const events: JobEvent[] = [];
    const run = { ...offline(base), ...world, emit: (event: JobEvent) => void events.push(event) };
    expect(treesHere(run, []).nameless).toEqual([join(store, SHOWN), entry]);
    await planImport(run, [], 'copy');
    expect(events).toContainEqual({
      type: 'warning',
      text: expect.stringContaining(join(store, SHOWN)) as string,
    });
  });
});
