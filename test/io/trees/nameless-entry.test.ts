import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { judged } from '../../support/judging.ts';
import { proxyWithRanges } from '../../support/reusing.ts';

it('an entry whose name is no text is named, and hides nothing', async () => {
  await using proxy = await proxyWithRanges();
  const before = (root: string): Promise<void> =>
    writeFile(Buffer.concat([Buffer.from(`${root}/src/x`), Buffer.of(0xff), Buffer.from('.go')]), '');
  expect(await judged({ proxy, before })).toMatchObject({
    kind: 'differs',
    flaws: [{ kind: 'extra', path: 'src/x\ufffd.go' }],
  });
});
