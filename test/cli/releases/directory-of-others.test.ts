import { existsSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { ALICE, as, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { giveTree } from '../../support/modes.ts';
import { sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { unless } from '../../support/unless.ts';

unless(NO_TWO_ACCOUNTS)(
  'a toolchain with a directory of another account is no bug in gv: the failure names the directory',
  async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5', '1.21.13');
    giveTree(dirname(box.root), ALICE.uid, ALICE.gid);
    const bin = join(box.root, 'versions', '1.22.5', 'bin');
    await chown(bin, 0, 0);
    const ran = await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'uninstall', '1.22.5']);
    expect(ran).toMatchObject({ code: 6, stderr: expect.stringMatching(/not allowed to write \S+\/bin\b/) });
    expect(ran.stderr).not.toContain('bug in gv');
    expect(existsSync(join(box.root, 'versions', '1.21.13'))).toBe(true);
  },
);
