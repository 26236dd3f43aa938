import { basename, join } from 'node:path';
import { gzipMembers } from '../../core/archive/gzip.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Measured } from '../../core/measured.ts';
import { platformText } from '../../core/platform.ts';
import type { ProofKind } from '../../core/proof.ts';
import { foreignHost } from '../../core/release/addresses.ts';
import { parseArchiveName, type ArchiveName } from '../../core/release/archive-name.ts';
import { parseModuleZipName } from '../../core/release/module-name.ts';
import { GvError } from '../../errors.ts';
import { readSmallBytes } from '../../io/disk/read.ts';
import { removeFile } from '../../io/disk/write.ts';
import { copyCarried, openCarried } from '../../io/download/carried.ts';
import { pathFrom } from '../../io/host/here.ts';
import { openHttp } from '../../io/http/http.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import { inspect } from '../../io/tar/inspect.ts';
import { inspectZip } from '../../io/zip/zip-hash.ts';
import { checkContent, readVersionFile } from '../../trust/content.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import { verifySignature } from '../../trust/openpgp/signature.ts';
import type { Run, World } from '../../world.ts';
import { placing, proveAndPlace } from '../install/placing.ts';
import { type Arrived, checkBuilt, prove, receiptProofs } from '../install/prove.ts';
import { cachedIndex } from '../releases/release-index.ts';
import { type CarriedFile, logOf, type OpenCarried, platformIn, type Verified } from './carried-file.ts';
import { placeZip, verifyZip } from './carried-zip.ts';

/**
 * Proves a file without installing it. Uses the network only where the checksum database is the only possible proof. Fails with
 * the codes of class 5, `bad-query` for a file that is not named as an archive, `disk`.
 */
export async function verifyFile(run: Run, file: CarriedFile): Promise<Verified> {
  const path = pathFrom(run, file.path);
  const zip = parseModuleZipName(basename(path));
  const { handle, measured } = await openCarried(path);
  const http = openHttp(run);
  try {
    const carried = { file, path, measured, handle, http };
    return zip === undefined ? await verifyArchive(run, carried) : await verifyZip(run, carried, zip);
  } finally {
    await http.close();
    await handle.close();
  }
}

async function verifyArchive(run: Run, carried: OpenCarried): Promise<Verified> {
  const { path, measured, handle } = carried;
  const name = archiveName(path);
  const archive = arrived(run, carried, name);
  const { platform } = archive;
  const verdict = await prove(run, archive);
  const wants = platform === 'source' ? 'source' : 'tools';
  const inspected =
    name.suffix === 'zip'
      ? inspectZip(handle, 'go/')
      : await inspect(handle, wants, { signal: run.signal, members: gzipMembers(name.version) });
  const versionFile = readVersionFile(inspected.versionFile);
  checkContent({ ...inspected, version: name.version, platform, versionFile });
  checkBuilt(verdict, versionFile.time);
  return {
    file: path,
    release: name.version.label,
    target: name.target,
    sha256: measured.sha256,
    proofs: receiptProofs(verdict.proofs),
    missing: verdict.missing,
  };
}

/**
 * Installs an archive or module zip that the user carried here. Fails as `verifyFile` does, and with `no-archive` for a file of
 * another platform.
 */
export async function installCarried(run: Run, file: CarriedFile): Promise<Installed> {
  const path = pathFrom(run, file.path);
  const zip = parseModuleZipName(basename(path));
  const { version, target } = zip ?? archiveName(path);
  if (!fits(run, target)) {
    const here = platformText(run.platform);
    throw new GvError('no-archive', `${basename(path)} is for ${target}, this machine is ${here}`);
  }
  return placing(run, { version, keeps: () => false, global: 'first' }, async () => {
    const copy = join(run.layout.cache, `carried-${basename(path)}`);
    const { handle, measured } = await copyCarried(path, copy);
    const http = openHttp(run);
    const carried = { file, path, measured, handle, http };
    try {
      if (zip !== undefined) await placeZip(run, carried, zip);
      else
        await proveAndPlace(run, { ...arrived(run, carried, archiveName(path)), source: path, whole: false });
    } finally {
      await http.close();
      await handle.close();
      await removeFile(copy);
    }
  });
}

function archiveName(path: string): ArchiveName {
  const name = parseArchiveName(basename(path));
  if (name !== undefined) return name;
  throw new GvError('bad-query', `${basename(path)} is not the name of a Go archive`, {
    hint: 'Give the file its official name, such as go1.22.5.linux-amd64.tar.gz or go1.22.5.src.tar.gz',
  });
}

function fits(world: World, target: string): boolean {
  const { os, arch } = world.platform;
  return target === `${os}-${arch}` || (arch === 'arm' && target === `${os}-armv6l`);
}

function arrived(run: Run, carried: OpenCarried, { version, target }: ArchiveName): Arrived {
  const { file, path, measured, handle } = carried;
  const { keyring, unproven } = file;
  // A proof file that is named must hold.
  const demanded: readonly ProofKind[] =
    file.logProof === undefined ? file.demanded : [...file.demanded, 'log'];
  const signature = signatureBeside(run, file, path);
  return {
    version,
    platform: target === 'src' ? 'source' : platformIn(target),
    measured,
    handle,
    how: 'carried',
    expected: expectedBytes(run, file, measured.name),
    signature:
      signature && ((it: Measured) => verifySignature({ measured: it, signature, keyring, now: run.now() })),
    askLog: logOf(run, carried),
    isOwnLog: file.logKey !== GO_LOG_KEY,
    unproven,
    demanded,
  };
}

function expectedBytes(world: World, file: CarriedFile, name: string): Arrived['expected'] {
  if (file.sha256 !== undefined) return { sha256: file.sha256.toLowerCase(), from: 'flag' };
  const index = cachedIndex(world);
  const known = index?.releases
    .flatMap(({ archives, source }) => (source === undefined ? archives : [...archives, source]))
    .find((entry) => entry.name === name);
  if (index === undefined || known?.sha256 === undefined) return undefined;
  return { sha256: known.sha256, size: known.size, from: 'cache', host: foreignHost(index.base) };
}

function signatureBeside(world: World, file: CarriedFile, path: string): Uint8Array | undefined {
  if (file.signature === undefined) return readSmallBytes(`${path}.asc`, LIMITS.signatureBytes);
  const named = pathFrom(world, file.signature);
  const bytes = readSmallBytes(named, LIMITS.signatureBytes);
  if (bytes === undefined) throw new GvError('disk', `there is no file ${named}`);
  return bytes;
}
