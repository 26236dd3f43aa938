import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashTree } from '../../src/io/tar/unpack.ts';
import { moduleH1 } from '../../src/trust/log/module-h1.ts';
import { GOPROXY, proxyMissing, realToolchains } from '../support/real-go.ts';
import { realMaterial } from '../support/real.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { weekly } from '../support/unless.ts';
import { unless, withMaterial } from '../support/unless.ts';

const CERTIFICATES = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'];
const SOURCE = { GOPROXY, GV_SOURCE: 'proxy' };

const missing = await proxyMissing();
const rarely = missing === undefined ? weekly : unless(missing);
const archive = realMaterial('dist/go1.24.9.linux-amd64.tar.gz');
const both = missing ?? ('missing' in archive ? archive.missing : undefined);

async function receiptOf(box: Sandbox, version: string): Promise<unknown> {
  const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', `${version}.json`), 'utf8'));
  return receipt;
}

describe('a release through the module proxy', () => {
  unless(missing)(
    'is proven by the checksum database, runs, and needs no certificate settings; one that does not exist is exit 3',
    async () => {
      await using box = await sandbox();
      expect(await box.gv(['install', '1.99.9'], { env: SOURCE })).toMatchObject({ code: 3 });
      const ran = await box.gv(['install', '1.22.5'], { env: SOURCE });
      expect(ran).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/proven . \(in Go's checksum database\)/),
      });
      for (const name of CERTIFICATES) expect(box.env[name]).toBeUndefined();
      expect((await box.run(['go', 'version'])).stdout).toBe('go version go1.22.5 linux/amd64\n');
      expect(await receiptOf(box, '1.22.5')).toMatchObject({
        unproven: false,
        proofs: [{ kind: 'log', h1: 'h1:LQChnsjY/4sr12W+7pci1Qg1+X/n7vmLOOaq2aTBG0w=' }],
      });
      const manifest = `cd '${join(box.root, 'versions', '1.22.5')}' && sha256sum --quiet -c ../../receipts/1.22.5.sha256`;
      expect(await box.run(['sh', '-c', manifest])).toMatchObject({ code: 0 });
      expect((await box.run(['ls', join(box.root, 'staging')])).stdout).toBe('');
      // The next patch takes half the bytes, and its proof is over all files.
      const next = await box.gv(['install', '1.22.6'], { env: SOURCE });
      expect(next).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/ MB in .* s, reused [2-9]\d\.\d MB of 1\.22\.5\)/),
      });
      expect(await receiptOf(box, '1.22.6')).toMatchObject({
        unproven: false,
        proofs: [{ kind: 'log', h1: expect.stringMatching(/^h1:/) }],
        reused: { release: '1.22.5', files: expect.any(Number) },
      });
      expect((await box.run(['go1.22.6', 'version'])).stdout).toBe('go version go1.22.6 linux/amd64\n');
    },
  );

  withMaterial(both)(
    'is the archive’s tree without api, doc, misc and test, with the same modes',
    async () => {
      await using box = await realToolchains(['1.24.9']);
      const path = 'path' in archive ? archive.path : '';
      await box.run(['tar', 'xzf', path]);
      const tree = join(box.root, 'versions', '1.24.9');
      const diff = await box.run(['diff', '-r', 'go', tree]);
      expect(diff.stdout).toBe('Only in go: api\nOnly in go: doc\nOnly in go: misc\nOnly in go: test\n');
      const modes = `find . -type f ! -path './api/*' ! -path './doc/*' ! -path './misc/*' ! -path './test/*' -printf '%p %m\\n' | sort`;
      const [ours, theirs] = [
        await box.run(['sh', '-c', modes], { cwd: tree }),
        await box.run(['sh', '-c', modes], { cwd: join(box.project, 'go') }),
      ];
      expect(ours.stdout).toBe(theirs.stdout);
      expect(ours.stdout.split('\n').length).toBeGreaterThan(10_000);
    },
  );

  rarely('may be an old one, whose zip records no modes and whose go needs GOROOT', async () => {
    await using box = await sandbox();
    expect(await box.gv(['install', '1.16.15', '1.8.3', '-q'], { env: SOURCE })).toMatchObject({ code: 0 });
    const version = async (name: string): Promise<string> =>
      (await box.run(['go', 'version'], { env: { GV_VERSION: name } })).stdout;
    expect(await version('1.16.15')).toBe('go version go1.16.15 linux/amd64\n');
    expect(await version('1.8.3')).toBe('go version go1.8.3 linux/amd64\n');
  });

  rarely('of a line is the newest that the list names', async () => {
    await using box = await sandbox();
    expect(await box.gv(['install', '1.21', '-q'], { env: SOURCE })).toMatchObject({ code: 0 });
    expect((await box.gv(['list'])).stdout).toContain('1.21.13');
  });
});

describe('the checksum database', () => {
  withMaterial(both)('has the h1 that gv computes from a real archive, without its module zip', async () => {
    await using box = await sandbox({ env: { GOPROXY } });
    const handle = await open('path' in archive ? archive.path : '');
    const module = { module: 'golang.org/toolchain', version: 'v0.0.1-go1.24.9.linux-amd64' };
    const { files } = await hashTree(handle, { signal: new AbortController().signal });
    await handle.close();
    const base = GOPROXY.split(/[,|]/)[0] ?? '';
    const ran = await box.run([
      'curl',
      '-fsS',
      `${base}/sumdb/sum.golang.org/lookup/${module.module}@${module.version}`,
    ]);
    expect(ran.stdout).toContain(`${module.version} ${moduleH1(files, module)}\n`);
  });

  unless(missing)('proves a zip of a module cache, then once more without network', async () => {
    await using box = await sandbox({ env: { GOPROXY } });
    const zip = 'v0.0.1-go1.8.3.linux-amd64.zip';
    const base = GOPROXY.split(/[,|]/)[0] ?? '';
    await box.run(['curl', '-fsSO', `${base}/golang.org/toolchain/@v/${zip}`]);
    expect(await box.gv(['verify', zip])).toMatchObject({ code: 0 });
    expect(await box.gv(['install', `./${zip}`, '--offline', '-q'])).toMatchObject({ code: 0 });
    expect((await box.run(['go', 'version'])).stdout).toBe('go version go1.8.3 linux/amd64\n');
  });
});

describe('where no proxy is named', () => {
  it('the error names GOPROXY', async () => {
    await using box = await sandbox();
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('GOPROXY') });
  });
});
