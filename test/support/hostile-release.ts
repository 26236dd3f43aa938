import { randomBytes } from 'node:crypto';
import type { ProofKind } from '../../src/core/proof.ts';
import type { SourceChoice } from '../../src/core/release/source-choice.ts';
import { parseVersion } from '../../src/core/version.ts';
import { GvError } from '../../src/errors.ts';
import { install } from '../../src/jobs/install/install.ts';
import { GO_LOG_KEY } from '../../src/trust/log/verifier-key.ts';
import { userKeys } from '../../src/trust/openpgp/keys.ts';
import type { ReleaseServer } from './release-server.ts';
import type { TestSigner } from './release-signing.ts';
import { tarGz, toolchainEntries } from './tar-bytes.ts';
import { runIn, type TestWorld } from './test-world.ts';

export const RELEASE = '1.22.5';
export const ARCHIVE = `go${RELEASE}.linux-amd64.tar.gz`;

const MIB = 1024 * 1024;

/** An archive of so many MiB that do not pack, so that it is unpacked in many steps while it arrives. */
export function longArchive(mib: number): Buffer {
  const noise = Array.from({ length: mib }, (_, n) => ({ path: `go/src/${n}`, body: randomBytes(MIB) }));
  return tarGz([...toolchainEntries(RELEASE), ...noise]);
}

/** Has the real job install the release from a server that may lie; gives `ok`, or the code of its failure. */
export async function installRelease(
  world: TestWorld,
  server: ReleaseServer,
  signer: TestSigner,
): Promise<string> {
  return await installBeside(world, { server, signer });
}

export interface BesideLog {
  readonly server: ReleaseServer;
  readonly signer: TestSigner;
  /** A module proxy, perhaps one that passes on a checksum database of this key. */
  readonly goproxy?: string;
  readonly logKey?: string;
  readonly unproven?: boolean;
  readonly demanded?: readonly ProofKind[];
  readonly source?: SourceChoice;
}

/** The same where a module proxy can be asked for the checksum database. */
export async function installBeside(world: TestWorld, given: BesideLog): Promise<string> {
  const {
    server,
    signer,
    goproxy = 'off',
    logKey = GO_LOG_KEY,
    unproven = false,
    demanded = [],
    source = 'official',
  } = given;
  const version = parseVersion(RELEASE);
  if (version === undefined) throw new Error('no release');
  const env = { ...world.env, GV_DL_URL: server.base, GOPROXY: goproxy, GOENV: 'off', PATH: '/usr/bin:/bin' };
  try {
    await install(
      runIn({ ...world, env }),
      { kind: 'exact', version },
      {
        force: false,
        full: false,
        unproven,
        reuse: false,
        source,
        demanded,
        global: 'first',
        logKey,
        keyring: userKeys(Buffer.from(signer.publicKey), 'the keyring of a test'),
      },
    );
    return 'ok';
  } catch (error) {
    if (error instanceof GvError) return error.code;
    throw error;
  }
}
