import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createMessage, enums, generateKey, readPrivateKey, sign, type PrivateKey } from 'openpgp';

/** Signs what a test server serves, as the Go team signs archives: a detached signature by a signing subkey. */
export interface TestSigner {
  /** Armoured; a keyring file for the program under test. */
  readonly publicKey: string;
  /** Upper-case hex of the primary key. */
  readonly fingerprint: string;
  sign(bytes: Uint8Array): Promise<string>;
}

/** Signatures of files from this size on are kept between runs: signing 78 MB takes most of a second. */
const KEEP_FROM = 1024 * 1024;

/** A key of its own, forgotten with the process. */
export async function newSigner(name = 'Release signing (test)'): Promise<TestSigner> {
  return signerOf(await mint(name), undefined);
}

/** The key that all tests of this user share, so that signatures of big files can be kept in the system's temporary directory. */
export async function sharedSigner(): Promise<TestSigner> {
  const folder = join(tmpdir(), `gv-test-signing-${userInfo().username}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'key-rsa.asc');
  const armored =
    (await readKept(path)) ?? (await keep(path, (await mint('Release signing (test)', RSA)).armor()));
  return signerOf(await readPrivateKey({ armoredKey: armored }), folder);
}

/** Minted in milliseconds. openpgp.js signs with SHA-512 by such a key, which makes gv read the file once more. */
const QUICK = { type: 'ecc', curve: 'ed25519Legacy' } as const;
/** What the Go team signs with, and the digest that goes with it: for files that are big. */
const RSA = { type: 'rsa', rsaBits: 3072 } as const;

async function mint(name: string, algorithm: typeof QUICK | typeof RSA = QUICK): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    ...algorithm,
    userIDs: [{ name, email: 'signing@example.test' }],
    subkeys: [{ sign: true }],
    format: 'object',
    date: new Date('2016-04-12T00:00:00Z'),
    config: { preferredHashAlgorithm: enums.hash.sha256 },
  });
  return privateKey;
}

function signerOf(key: PrivateKey, folder: string | undefined): TestSigner {
  const made = new Map<string, string>();
  return {
    publicKey: key.toPublic().armor(),
    fingerprint: key.getFingerprint().toUpperCase(),
    sign: async (bytes) => {
      const digest = createHash('sha256').update(key.getFingerprint()).update(bytes).digest('hex');
      const path =
        folder === undefined || bytes.length < KEEP_FROM ? undefined : join(folder, `${digest}.asc`);
      const known = made.get(digest) ?? (path === undefined ? undefined : await readKept(path));
      const signature = known ?? (await detached(key, bytes));
      made.set(digest, signature);
      return path === undefined || known !== undefined ? signature : await keep(path, signature);
    },
  };
}

async function detached(key: PrivateKey, bytes: Uint8Array): Promise<string> {
  const message = await createMessage({ binary: bytes });
  // The digest that all signatures of the Go team use.
  const config = { preferredHashAlgorithm: enums.hash.sha256 };
  const signature: unknown = await sign({
    message,
    signingKeys: key,
    detached: true,
    format: 'armored',
    config,
  });
  return String(signature);
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Two processes may make the same file at once: whichever rename comes last, both read what is there then. */
async function keep(path: string, text: string): Promise<string> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, text, { mode: 0o600 });
  await rename(temporary, path);
  return await readFile(path, 'utf8');
}
