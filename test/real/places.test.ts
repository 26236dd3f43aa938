import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { checkup, codesOf } from '../support/checkup.ts';
import { mounted, NO_MOUNT } from '../support/mounts.ts';
import { sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

const GO = spawnSync('sh', ['-c', 'command -v go'], { encoding: 'utf8' }).stdout.trim();
const missing = NO_MOUNT ?? (GO === '' ? 'there is no go on PATH' : undefined);

unless(missing)(
  'finds a directory from which go test starts nothing; its cure mends that, and the undo brings it back',
  async () => {
    await using box = await sandbox();
    const tmp = join(box.home, 'tmp');
    mkdirSync(tmp);
    using _ = mounted(['-t', 'tmpfs', '-o', 'noexec,size=600m', 'tmpfs', tmp]);
    const PATH = `${join(box.root, 'bin')}:${dirname(GO)}:/usr/bin:/bin`;
    const env = { TMPDIR: tmp, GOENV: join(box.home, 'goenv'), PATH };
    const found = await checkup(box, ['machine'], env);
    const [finding] = found.findings.filter(({ code }) => code === 'tmp-noexec');
    expect(found.code).toBe(1);
    const follow = (words: string | undefined): Promise<unknown> =>
      box.run(['/bin/sh', '-c', words ?? 'false'], { env });
    expect(await follow(finding?.cure)).toMatchObject({ code: 0 });
    expect(codesOf(await checkup(box, ['machine'], env))).not.toContain('tmp-noexec');
    expect(await follow(finding?.undo)).toMatchObject({ code: 0 });
    expect(codesOf(await checkup(box, ['machine', '--no-probe'], env))).toContain('tmp-noexec');
  },
);
