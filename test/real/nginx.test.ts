import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { passwordLine } from '../support/htpasswd.ts';
import { VERSION } from '../support/log.ts';
import { recordedModule, writeModuleTree } from '../support/module-tree.ts';
import { startNginx, type Nginx } from '../support/nginx.ts';
import { makeAuthority } from '../support/release-tls.ts';
import { sandbox, type Ran, type RunOptions, type Sandbox } from '../support/sandbox.ts';
import { isPresent } from '../support/shells.ts';
import { unless } from '../support/unless.ts';

const USER = 'gopher';
const SECRET = 'pa55/w+rd';

interface Company extends AsyncDisposable {
  readonly nginx: Nginx;
  readonly box: Sandbox;
  /** The company's certificate: what SSL_CERT_FILE is set to. */
  readonly certificateFile: string;
  install(options?: RunOptions & { readonly args?: readonly string[] }): Promise<Ran>;
  /** What nginx let through. */
  served(): Promise<readonly string[]>;
}

/** A module proxy that is a directory behind nginx, with TLS by a private authority and a password; nothing else answers. */
async function company(): Promise<Company> {
  const box = await sandbox({ env: { GV_SOURCE: 'proxy' } });
  const folder = join(box.home, 'nginx');
  await mkdir(folder);
  const module = recordedModule();
  await writeModuleTree(join(folder, 'www'), module);
  const authority = await makeAuthority(folder);
  const tls = await authority.issue('IP:127.0.0.1');
  const nginx = await startNginx({ folder, tls, users: await passwordLine(USER, SECRET) });
  const config = { 'log-key': module.log.key.text };
  await writeFile(join(box.root, 'config.json'), JSON.stringify(config), { mode: 0o644 });
  const { certificateFile } = authority;
  return {
    nginx,
    box,
    certificateFile,
    install: ({ args = [], env } = {}) =>
      box.gv(['install', '--verbose', '1.22.5', ...args], {
        env: { SSL_CERT_FILE: certificateFile, GOPROXY: nginx.url, ...env },
      }),
    served: async () => (await nginx.log()).filter((line) => line.startsWith('20')),
    [Symbol.asyncDispose]: async () => {
      await nginx[Symbol.asyncDispose]();
      await box[Symbol.asyncDispose]();
    },
  };
}

/** The password as somebody may have written it: plain, in a URL, in a header. */
const SPELLINGS = [SECRET, encodeURIComponent(SECRET), btoa(`${USER}:${SECRET}`)];

/** No output and no file of gv's root holds the password. */
async function expectSecretKept({ box }: Company, ...runs: readonly Ran[]): Promise<void> {
  for (const spelling of SPELLINGS) {
    for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain(spelling);
    expect(await box.run(['grep', '-rlF', '--', spelling, box.root])).toMatchObject({ code: 1, stdout: '' });
  }
}

async function expectInstalled(on: Company, ran: Ran): Promise<void> {
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining("(in Go's checksum database)") });
  expect((await on.box.run(['go', 'version'])).stdout).toBe('go version go1.22.5 linux/amd64 (test)\n');
  const served = await on.served();
  expect(served).toContain(`200 /golang.org/toolchain/@v/${VERSION}.zip`);
  expect(served).toContain('200 /sumdb/sum.golang.org/tile/8/0/000');
  await expectSecretKept(on, ran);
}

const missing = isPresent('nginx') && isPresent('openssl') ? undefined : 'nginx or openssl is not installed';

describe('a private module proxy behind nginx, with TLS and a password', () => {
  unless(missing)('lets in who has a login in ~/.netrc', async () => {
    await using on = await company();
    const line = `machine ${on.nginx.host} login ${USER} password ${SECRET}\n`;
    await writeFile(join(on.box.home, '.netrc'), line);
    await expectInstalled(on, await on.install());
  });

  unless(missing)('lets in who has a GOAUTH command', async () => {
    await using on = await company();
    const script = join(on.box.home, 'login');
    const header = `Authorization: Basic ${btoa(`${USER}:${SECRET}`)}`;
    await writeFile(script, `#!/bin/sh\nprintf '%s\\n\\n%s\\n\\n' '${on.nginx.url}' '${header}'\n`);
    await chmod(script, 0o755);
    await expectInstalled(on, await on.install({ env: { GOAUTH: script } }));
  });

  unless(missing)(
    'lets in who has a login in GOPROXY, and shows and keeps the address without it',
    async () => {
      await using on = await company();
      const login = `${USER}:${encodeURIComponent(SECRET)}@`;
      const GOPROXY = on.nginx.url.replace('//', `//${login}`);
      await expectInstalled(on, await on.install({ env: { GOPROXY } }));
      const listed = await on.box.gv(['list', '--remote'], {
        env: { GOPROXY, SSL_CERT_FILE: on.certificateFile },
      });
      expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('1.22.5') });
      await expectSecretKept(on, listed);
    },
  );

  describe('where nobody gets in', () => {
    let on: Company;
    beforeAll(async () => {
      if (missing === undefined) on = await company();
    });
    afterAll(async () => {
      if (missing === undefined) await on[Symbol.asyncDispose]();
    });

    unless(missing)('refuses strangers and wrong passwords: exit 4, the address, what to do', async () => {
      const wrong = on.nginx.url.replace('//', `//${USER}:${encodeURIComponent(`not ${SECRET}`)}@`);
      for (const env of [{}, { GOPROXY: wrong }, { GOPROXY: `${wrong},direct` }]) {
        const ran = await on.install({ env });
        expect(ran).toMatchObject({ code: 4, stdout: '' });
        expect(ran.stderr).toContain(`HTTP 401 for ${on.nginx.url}/golang.org/toolchain/@v/`);
        expect(ran.stderr).toContain('~/.netrc or GOAUTH');
        await expectSecretKept(on, ran);
      }
      const json = await on.install({ args: ['--json'] });
      expect(json).toMatchObject({ code: 4, stderr: expect.stringContaining('"code":"http-status"') });
      expect(await on.served()).toEqual([]);
      expect(await readdir(on.box.root)).not.toContain('versions');
    });

    unless(missing)(
      'is not asked under an address that is none, and the message leaves the login out',
      async () => {
        const ran = await on.install({
          env: { GOPROXY: on.nginx.url.replace('//', `//${USER}:${SECRET}@`) },
        });
        expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(`https://${on.nginx.host}`) });
        await expectSecretKept(on, ran);
      },
    );

    unless(missing)('is not spoken to without its authority’s certificate', async () => {
      const GOPROXY = on.nginx.url.replace('//', `//${USER}:${encodeURIComponent(SECRET)}@`);
      const ran = await on.install({ env: { SSL_CERT_FILE: '', GOPROXY } });
      expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('is not trusted') });
      expect(ran.stderr).toContain('SSL_CERT_FILE');
      await expectSecretKept(on, ran);
      expect(await on.served()).toEqual([]);
    });
  });
});
