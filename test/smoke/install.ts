import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { endianness, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { inCheckout } from '../../scripts/checkout.ts';
import { platformOf } from '../../src/core/platform.ts';
import type { GivenRelease } from '../support/release-files.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';

/**
 * One story on whatever system this is, through install.sh and the shell as a person has them: set gv up from this checkout,
 * install two releases from a server on this machine that signs them with a key made for it, switch between them, be refused
 * a third with a foreign signature, and remove everything. Ends with 1 at the first thing that is not so. Needs npm run build.
 */
async function main(): Promise<void> {
  const { os, arch } = platformOf({
    platform: process.platform,
    arch: process.arch,
    littleEndian: endianness() === 'LE',
  });
  const fileName = (version: string): string => `go${version}.${os}-${arch}.tar.gz`;
  const releases = ['1.24.9', '1.22.5', '1.21.13'].map((version): GivenRelease => {
    const bytes = tarGz(toolchainEntries(version, `${os}_${arch}`));
    return { version, files: [{ fileName: fileName(version), os, arch, bytes }] };
  });
  const signer = await newSigner();
  await using server = await startReleaseServer({ releases, signer });
  const foreign = await (await newSigner('Somebody else')).sign(Buffer.from('something else'));
  server.set(`${fileName('1.21.13')}.asc`, { kind: 'instead', bytes: Buffer.from(foreign) });

  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gv-smoke-')));
  try {
    await story(folder, { base: server.base, keyring: signer.publicKey });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Served {
  readonly base: string;
  /** Armoured. */
  readonly keyring: string;
}

async function story(folder: string, { base, keyring }: Served): Promise<void> {
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  for (const directory of [home, project]) mkdirSync(directory);
  writeFileSync(join(home, 'keyring.asc'), keyring);
  const root = join(home, '.gv');
  const env = {
    HOME: home,
    // The Node of this script is the one that gv takes where its own does not run (musl).
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(
      delimiter,
    ),
    GV_DL_URL: base,
    GOPROXY: 'off',
    GOENV: 'off',
  };
  const sh = (script: string): Promise<Ended> => run(script, { cwd: project, env });
  const good = async (script: string): Promise<string> => {
    const { code, stdout, stderr } = await sh(script);
    strictEqual(code, 0, `${script}: exit ${code}\n${stdout}${stderr}`);
    process.stdout.write(`ok    ${script}\n`);
    return stdout;
  };
  const gv = `. "$HOME/.gv/env"; gv`;

  await good(`sh '${inCheckout('install.sh')}' -y`);
  await good(`${gv} config set keyring "$HOME/keyring.asc"`);
  await good(`${gv} install 1.24.9`);
  match(await good(`${gv} use 1.22.5`), /^go 1\.22\.5 /);
  match(await good('. "$HOME/.gv/env"; go version'), /go1\.22\.5/);
  match(await good('. "$HOME/.gv/env"; cd ..; go version'), /go1\.24\.9/);
  match(await good(`${gv} exec 1.24.9 -- go version`), /go1\.24\.9/);
  match(await good(`${gv} list`), /\* +1\.22\.5/);
  await good(`${gv} verify`);

  const refused = await sh(`${gv} install 1.21.13`);
  strictEqual(refused.code, 5, `a foreign signature: exit ${refused.code}\n${refused.stderr}`);
  deepStrictEqual(readdirSync(join(root, 'versions')).toSorted(), ['1.22.5', '1.24.9']);
  process.stdout.write('ok    a release with a foreign signature is refused\n');

  await good(`${gv} self-uninstall -y`);
  ok(!existsSync(root), `${root} is still there`);
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function run(script: string, { cwd, env }: Place): Promise<Ended> {
  const child = spawn('/bin/sh', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  await once(child, 'close');
  return { code: child.exitCode, ...texts };
}

await main();
