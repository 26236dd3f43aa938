import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { gvHome, type GvHome } from '../../support/gv-home.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { unpackedRelease, type Outcome } from '../../support/set-up.ts';
import { NO_OTHER_USER, NOBODY } from '../../support/shared-root.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const second = unless(NO_OTHER_USER);

interface SharedMachine {
  readonly root: string;
  readonly home: string;
  readonly as: (...command: readonly string[]) => Promise<Outcome>;
}

/** A gv that root set up with go 1.22.5, and a user who trusts the key of the test in a root of their own. */
async function sharedMachine(box: GvHome, server: ReleaseServer): Promise<SharedMachine> {
  const [release, root] = [join(box.directory, 'release'), join(box.directory, 'opt', 'g v')];
  const home = join(box.directory, 'user');
  const keyring = join(box.directory, 'keyring.asc');
  for (const directory of [release, join(box.directory, 'opt'), home, join(home, '.gv')])
    mkdirSync(directory);
  writeFileSync(keyring, signer.publicKey, { mode: 0o644 });
  const config = join(home, '.gv', 'config.json');
  writeFileSync(config, JSON.stringify({ keyring }), { mode: 0o644 });
  for (const path of [home, join(home, '.gv'), config]) chownSync(path, NOBODY, NOBODY);
  const env = { GV_ROOT: root, GV_DL_URL: server.base, GOPROXY: 'off' };
  await box.run(['sh', unpackedRelease(release)], { env });
  await box.run([join(root, 'bin', 'gv'), 'install', '--keyring', keyring, '1.22.5'], { env });
  const become = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];
  const path = [join(root, 'shims'), join(root, 'bin'), '/usr/bin', '/bin'].join(':');
  return {
    root,
    home,
    as: (...command) =>
      box.run([...become, ...command], { cwd: home, env: { ...env, HOME: home, PATH: path } }),
  };
}

describe("a version that is not in another account's root", () => {
  second('is had by the command of the hint, typed as it stands, in a root of the user’s own', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    using box = gvHome();
    const { root, home, as } = await sharedMachine(box, server);
    const refused = await as('gv', 'use', '1.21.13');
    expect(refused).toMatchObject({ status: 6, stdout: '' });
    const [command = ''] = /GV_ROOT=.* 1\.21\.13(?=;)/.exec(refused.stderr) ?? [];
    expect(command).toBe(`GV_ROOT="$HOME/.gv" sh '${root}/lib/install.sh' 1.21.13`);
    expect(await as('sh', '-c', command)).toMatchObject({ status: 0 });
    expect((await as(join(home, '.gv', 'shims', 'go'), 'version')).stdout).toContain('go1.21.13');
    expect(readdirSync(join(root, 'versions'))).toEqual(['1.22.5']);
  });

  second('is asked of the administrator by gv install alone, never by a global choice', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    using box = gvHome();
    const { home, as } = await sharedMachine(box, server);
    writeFileSync(join(home, '.go-version'), '1.21\n');
    for (const args of [['use', '-g', '1.21'], ['use', '1.21'], ['use'], ['install'], ['install', '1.21']]) {
      const ran = await as('gv', ...args);
      expect(ran, args.join(' ')).toMatchObject({ status: 6, stdout: '' });
      expect(ran.stderr).toMatch(/ask the administrator to run: gv install 1\.21\n/);
    }
    const gone = await as('gv', 'self-uninstall', '-y');
    expect(gone.status).toBe(6);
    expect(gone.stderr).not.toContain('gv self-uninstall');
  });
});
