import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sandbox } from '../../support/sandbox.ts';

it('a record of the last import that others could write takes nothing back, also once only its owner can', async () => {
  await using box = await sandbox();
  const pin = join(box.project, '.go-version');
  await writeFile(pin, '1.22.5\n');
  const record = join(box.root, 'trust', 'import.json');
  await mkdir(join(box.root, 'trust'), { recursive: true });
  const began = '2026-11-28T00:00:00.000Z';
  const pins = [{ file: pin, pin: '1.22.5' }];
  await writeFile(record, JSON.stringify({ schema: 1, began, toolchains: [], global: null, pins }));
  await chmod(record, 0o666);
  for (const args of [['rehash'], ['import', '--undo', '-y']]) {
    const ran = await box.gv(args);
    if (args[0] === 'rehash') expect(ran.stderr).toContain('gv import --undo takes nothing back');
    else expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('no gv import to take back') });
  }
  expect([existsSync(pin), existsSync(record)]).toEqual([true, false]);
});
