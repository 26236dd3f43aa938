import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox } from '../../support/sandbox.ts';
import { isPresent } from '../../support/shells.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');

describe('gv use -s', () => {
  it('without a hook says what to type instead', async () => {
    await using box = await sandbox();
    const ran = await box.gv(['use', '-s', '1.22.5']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('eval "$(gv init bash)"');
    expect(ran.stderr).toContain('export GV_VERSION=1.22.5');
    expect((await box.gv(['use', '-s', '--unset'])).stderr).toContain('type: unset GV_VERSION');
  });

  it('contradictions are usage errors', async () => {
    await using box = await sandbox();
    const env = { __GV_HOOK: '1' };
    for (const more of [['-g', '1.22.5'], ['--json', '1.22.5'], ['--unset', '1.22.5'], [], ['nonsense']])
      expect(await box.gv(['use', '-s', ...more], { env }), more.join(' ')).toMatchObject({
        code: 2,
        stdout: '',
      });
  });

  it.each(['bash', 'zsh'].filter(isPresent))(
    'under the hook of %s installs what is missing, for this shell',
    async (name) => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await box.gv(['install', '1.21.13']);
      const source = `__gv_env=$GV_ROOT; . "$GV_ROOT/lib/shims/hook.${name}"`;
      const script = `${source}
gv use -s 1.22; echo "$GV_VERSION"; go version
gv use -s 1.99; echo "$? $GV_VERSION"
gv use -s --track 1.21; echo "$GV_VERSION"
gv use -s --unset; echo "\${GV_VERSION-none}"; go version
gv use --help | head -n 1`;
      const ran = await box.run([name, '-c', script]);
      const lines = ran.stdout.split('\n').map((line) => line.replace(/^(go version \S+).*/, '$1'));
      expect(lines).toEqual([
        '1.22.5',
        'go version go1.22.5',
        '3 1.22.5',
        '1.21',
        'none',
        'go version go1.21.13',
        expect.stringContaining('gv use'),
        '',
      ]);
      expect((await box.run(['ls', '-A', box.project])).stdout).toBe('');
      expect((await box.run(['ls', join(box.root, 'versions')])).stdout).toBe('1.21.13\n1.22.5\n');
    },
  );
});
