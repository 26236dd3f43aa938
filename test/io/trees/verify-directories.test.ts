import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifyDirectories, verifyInstalled } from '../../../src/jobs/installed/verify.ts';
import { installedWorld } from '../../support/installed-world.ts';
import { layRelease } from '../../support/judging.ts';
import { proxyWithRanges } from '../../support/reusing.ts';
import { runIn } from '../../support/test-world.ts';

it('gv verify looks at each directory once, and none that cannot be judged hides another', async () => {
  await using proxy = await proxyWithRanges();
  await using world = await installedWorld({ proxy, archive: 'v0.0.1-go1.22.5.linux-amd64.zip' });
  const [changed, whole, gone] = ['a', 'b', 'c'].map((name) => join(world.folder, name));
  if (changed === undefined || whole === undefined || gone === undefined) throw new RangeError();
  await layRelease(changed);
  await layRelease(whole);
  await appendFile(join(changed, 'bin/go'), 'x');
  const { verdicts, failures } = await verifyDirectories(runIn(world), {
    directories: [gone, changed, whole, whole],
  });
  expect(verdicts.map(({ path, state }) => [path, state])).toEqual([
    [changed, 'changed'],
    [whole, 'intact'],
  ]);
  expect(failures.map(({ code, message }) => [code, message])).toEqual([
    ['tree-changed', `${changed} is not go 1.22.5 as released`],
    ['disk', `there is no directory ${gone}`],
  ]);
});

it('gv verify looks at each toolchain once, however often it is named', async () => {
  await using proxy = await proxyWithRanges();
  await using world = await installedWorld({ proxy });
  const { verdicts } = await verifyInstalled(runIn(world), { names: ['1.22.5', '1.22', '1.22.5'] });
  expect(verdicts.map(({ state }) => state)).toEqual(['intact']);
});
