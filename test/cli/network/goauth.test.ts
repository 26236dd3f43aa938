import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { believer, goodLog, ZIP } from '../../support/believer.ts';
import { VERSION } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { makeAuthority } from '../../support/release-tls.ts';
import { sandbox } from '../../support/sandbox.ts';

/** What a GOAUTH program of this test prints for whom it is asked about. */
const LOGIN = `printf 'https://%s\\n\\nAuthorization: Basic ${btoa('gopher:s3cret')}\\n\\n' "$HOST"`;

/** Installs two releases in one command through a proxy that wants a login; gives the questions to the GOAUTH program. */
async function questions(script: string): Promise<readonly string[]> {
  await using folder = await sandbox();
  const authority = await makeAuthority(folder.project);
  const log = goodLog();
  await using proxy = await startModuleProxy({
    // The second is a zip that the log knows nothing of: gv asks all the same.
    zips: { [VERSION]: ZIP, 'v0.0.1-go1.23.1.linux-amd64': ZIP },
    sumdb: (path) => Promise.resolve(log.answer(path)),
    credentials: 'gopher:s3cret',
    tls: await authority.issue('IP:127.0.0.1'),
  });
  const [program, asked] = [join(folder.project, 'login'), join(folder.project, 'asked')];
  await writeFile(
    program,
    `#!/bin/sh\necho "asked $*$NODE_PATH" >>'${asked}'\nHOST=${proxy.host}\n${script}\n`,
  );
  await chmod(program, 0o755);
  // gv's own Node does not get NODE_PATH; a program of the person's does.
  const env = { GOAUTH: program, SSL_CERT_FILE: authority.certificateFile, NODE_PATH: ' in /mine' };
  await using box = await believer(proxy, env);
  const ran = await box.gv(['install', '--source', 'proxy', '1.22.5', '1.23.1']);
  expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('installed go 1.22.5') });
  expect(proxy.requests.map(({ path }) => path)).toContain(
    '/golang.org/toolchain/@v/v0.0.1-go1.23.1.linux-amd64.zip',
  );
  const lines = (await readFile(asked, 'utf8')).trim().split('\n');
  expect(lines.filter((line) => !line.endsWith(' in /mine'))).toEqual([]);
  return lines.map((line) => line.replace(proxy.host, 'proxy').replace(' in /mine', '').trim());
}

it('a GOAUTH program is asked once in a command, whatever the command fetches', async () => {
  // 404 for the unknown record of 1.23.1 is a refusal too, and is asked about once.
  const asked = await questions(`[ $# = 0 ] || exit 0; ${LOGIN}`);
  expect(asked.filter((line) => line === 'asked')).toEqual(['asked']);
});

it('a GOAUTH program is asked about a refused address once for each directory', async () => {
  const asked = await questions(`[ $# = 1 ] || exit 0; ${LOGIN}`);
  const directories = asked.slice(1).map((line) => line.replace(/[^/]*$/, ''));
  expect(asked[0]).toBe('asked');
  expect(directories).toContain('asked https://proxy/golang.org/toolchain/@v/');
  expect(directories).toEqual([...new Set(directories)]);
});
