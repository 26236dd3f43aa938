import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedBoxes } from '../../support/filled-once.ts';

const filled = await installedBoxes('1.22.5', '1.22.4');

describe('what lies in staging/ and is not of gv', () => {
  it.each(['+x', 'x+new-1', '1.22+new-1', 'go1.22.5+new-1', 'a b+c', '.hidden+new-1'])(
    'is left alone by prune, and told by doctor with its path: %s',
    async (name) => {
      await using box = await filled();
      const path = join(box.root, 'staging', name);
      mkdirSync(path, { recursive: true });
      expect(await box.gv(['prune', '-y'])).toMatchObject({ code: 0, stdout: 'nothing to remove\n' });
      const ran = await box.gv(['doctor']);
      expect(ran.stdout).not.toContain('unfinished work');
      expect(ran.stdout.replaceAll(/\s+/g, ' ')).toMatch(/rm -r \S+staging\//);
    },
  );

  it('and has no name in UTF-8 is told by neither', async () => {
    await using box = await filled();
    const staging = join(box.root, 'staging');
    mkdirSync(staging, { recursive: true });
    mkdirSync(Buffer.concat([Buffer.from(`${staging}/1.22.5+new-`), Buffer.of(0xff)]));
    expect(await box.gv(['prune', '-y'])).toMatchObject({ code: 0, stdout: 'nothing to remove\n' });
    expect((await box.gv(['doctor'])).stdout).not.toContain('unfinished work');
  });
});
