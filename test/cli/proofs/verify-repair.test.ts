import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { layRelease } from '../../support/judging.ts';
import { unless } from '../../support/unless.ts';
import { failingAt, whyNoTrace } from '../../tools/kills/strace.ts';

unless(whyNoTrace())(
  'gv verify --repair says that it repaired a toolchain whose old tree cannot be removed',
  async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await believer(proxy);
    await layRelease(join(box.home, '.goenv/versions/1.22.5'), ENTRIES);
    expect(await box.gv(['import', '-y', '--from', 'goenv'])).toMatchObject({ code: 0 });
    appendFileSync(join(box.root, 'versions/1.22.5/bin/go'), 'x');
    const ran = await failingAt(box, ['verify', '--repair'], { call: 'unlinkat,rmdir', nth: 1 });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/as released.*\n {2}put back:\n/) });
    const [left = ''] = readdirSync(join(box.root, 'staging'));
    expect(left).toContain('1.22.5+gone-');
    expect(ran.stderr).toContain(`${join(box.root, 'staging', left)} cannot be deleted: `);
    expect(await box.gv(['prune'])).toMatchObject({ code: 0, stdout: expect.stringContaining(left) });
    expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
  },
);
