import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Ran } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5');

/** Runs the script beside a gv ($p) whose download stands still, once the first bytes are there. */
async function beside(gv: string, script: string, work: (ran: Ran) => void): Promise<void> {
  await using server = await startReleaseServer({ releases: RELEASES, signer });
  server.set('go1.22.5.linux-amd64.tar.gz', { kind: 'stall', after: 300 });
  await using box = await sandbox({ server, signer });
  const part = join(box.root, 'cache', 'go1.22.5.linux-amd64.tar.gz.part');
  const start = `${gv} install 1.22.5 & p=$!; until [ -s "$0" ]; do :; done;`;
  work(await box.run(['bash', '-c', `${start} ${script}`, part]));
}

describe('SIGUSR1', () => {
  it('opens no debugger, on whose port other accounts could run code', async () => {
    const caught =
      'while read -r name mask; do [ "$name" != SigCgt: ] || echo "$mask"; done < /proc/$p/status';
    await beside('gv', `${caught}; kill -USR1 $p; kill -TERM $p; wait $p`, (ran) => {
      expect(ran.code).toBe(143);
      // Where there is no /proc, nothing is printed.
      expect(Number.parseInt(ran.stdout.trim().slice(-3) || '0', 16) & 0x200).toBe(0);
      expect(ran.stderr).not.toContain('ebugger');
    });
  });
});

describe('SIGHUP', () => {
  it('ends gv once, however often a closing terminal sends it', async () => {
    await beside('gv --json', 'kill -HUP $p; kill -HUP $p; kill -HUP $p; wait $p', ({ code, stderr }) => {
      const failed = { error: { code: 'hung-up', exit: 129 } };
      expect([code, JSON.parse(stderr)]).toMatchObject([129, failed]);
    });
  });

  it('has no effect under nohup, which Node would undo', async () => {
    await beside('nohup gv', 'kill -HUP $p; kill -TERM $p; wait $p', ({ code }) => expect(code).toBe(143));
  });

  it('keeps no command from starting where it is blocked, as in children of some daemons', async () => {
    await using box = await sandbox();
    const block = 'sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGHUP)); exec @ARGV';
    const ran = await box.run(['perl', '-MPOSIX', '-e', block, 'gv', 'list']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });
});
