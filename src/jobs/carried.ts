import { basename, join, resolve } from 'node:path';
import { parseArchiveName, type ArchiveName } from '../core/archives.ts';
import type { Emit } from '../core/events.ts';
import { LIMITS } from '../core/limits.ts';
import { platformText } from '../core/platform.ts';
import type { ReceiptProof } from '../core/receipt.ts';
import { GvError } from '../errors.ts';
import { copyCarried, openCarried } from '../io/carried.ts';
import { removeFile } from '../io/files.ts';
import { readSmallBytes } from '../io/read.ts';
import { inspect } from '../io/inspect.ts';
import type { Installed } from '../io/toolchains.ts';
import { checkContent, readVersionFile } from '../trust/content.ts';
import type { Keyring } from '../trust/keys.ts';
import type { World } from '../world.ts';
import { placing, proveAndPlace } from './placing.ts';
import { type Arrived, checkBuilt, prove, receiptProofs } from './prove.ts';
import { cachedReleases } from './refresh.ts';

/** An archive on this machine, and what its bearer says of it. */
export interface CarriedFile {
  readonly path: string;
  /** Detached signature; default: the file's name with `.asc`. */
  readonly signature: string | undefined;
  /** Lower-case hex. */
  readonly sha256: string | undefined;
  readonly keyring: Keyring;
  readonly unproven: boolean;
}

/** What a file was proven to be. */
export interface Verified {
  readonly file: string;
  readonly release: string;
  /** `linux-amd64`, or `src`. */
  readonly target: string;
  readonly sha256: string;
  readonly proofs: readonly ReceiptProof[];
  readonly missing: readonly string[];
}

/** Proves a file without installing it and without network. Fails with the codes of class 5, `bad-query` for a file whose name is no archive's, `disk`. */
export async function verifyFile(world: World, file: CarriedFile): Promise<Verified> {
  const path = resolve(world.cwd, file.path);
  const name = archiveName(path);
  const { handle, measured } = await openCarried(path);
  try {
    const verdict = await prove(world, arrived(world, { file, path, name, measured }));
    const source = name.target === 'src';
    const inspected = await inspect(handle, source ? 'source' : 'tools', { signal: world.signal });
    const versionFile = readVersionFile(inspected.versionFile);
    const platform = source ? 'source' : platformIn(name.target);
    checkContent({ ...inspected, version: name.version, platform, versionFile });
    checkBuilt(verdict, versionFile.time);
    const { missing, proofs } = verdict;
    const release = name.version.label;
    return {
      file: path,
      release,
      target: name.target,
      sha256: measured.sha256,
      proofs: receiptProofs(proofs),
      missing,
    };
  } finally {
    await handle.close();
  }
}

/** Installs an archive that somebody carried here. Fails like `verifyFile`, and with `no-archive` when it is another platform's. */
export async function installCarried(world: World, file: CarriedFile, emit: Emit): Promise<Installed> {
  const path = resolve(world.cwd, file.path);
  const name = archiveName(path);
  const { version } = name;
  if (!fits(world, name)) {
    const here = platformText(world.platform);
    throw new GvError('no-archive', `${basename(path)} is for ${name.target}, this machine is ${here}`);
  }
  return placing(world, { version, force: true, offline: false, emit }, async () => {
    const copy = join(world.layout.cache, `carried-${basename(path)}`);
    const { handle, measured } = await copyCarried(path, copy);
    try {
      const archive = arrived(world, { file, path, name, measured });
      await proveAndPlace(world, { ...archive, handle, source: path }, emit);
    } finally {
      await handle.close();
      await removeFile(copy);
    }
  });
}

function archiveName(path: string): ArchiveName {
  const name = parseArchiveName(basename(path));
  if (name !== undefined) return name;
  throw new GvError('bad-query', `${basename(path)} is not the name of a Go archive`, {
    hint: 'Official names look like go1.22.5.linux-amd64.tar.gz or go1.22.5.src.tar.gz; keep the name it had.',
  });
}

function fits(world: World, { target }: ArchiveName): boolean {
  const { os, arch } = world.platform;
  return target === `${os}-${arch}` || (arch === 'arm' && target === `${os}-armv6l`);
}

function platformIn(target: string): { readonly os: string; readonly arch: string } {
  const [os = '', arch = ''] = target.split('-');
  return { os, arch: arch.startsWith('armv') ? 'arm' : arch };
}

interface Bearing {
  readonly file: CarriedFile;
  readonly path: string;
  readonly name: ArchiveName;
  readonly measured: Arrived['measured'];
}

function arrived(world: World, { file, path, name, measured }: Bearing): Arrived {
  const { keyring, unproven } = file;
  return {
    version: name.version,
    measured,
    how: 'carried',
    expected: expectedBytes(world, file, measured.name),
    signature: signatureBeside(world, file, path),
    keyring,
    unproven,
  };
}

function expectedBytes(world: World, file: CarriedFile, name: string): Arrived['expected'] {
  if (file.sha256 !== undefined) return { sha256: file.sha256.toLowerCase(), from: 'flag' };
  const known = cachedReleases(world)
    .flatMap(({ archives, source }) => (source === undefined ? archives : [...archives, source]))
    .find((entry) => entry.name === name);
  return known?.sha256 === undefined ? undefined : { sha256: known.sha256, size: known.size, from: 'cache' };
}

function signatureBeside(world: World, file: CarriedFile, path: string): Uint8Array | undefined {
  if (file.signature === undefined) return readSmallBytes(`${path}.asc`, LIMITS.signatureBytes);
  const named = resolve(world.cwd, file.signature);
  const bytes = readSmallBytes(named, LIMITS.signatureBytes);
  if (bytes === undefined) throw new GvError('disk', `there is no file ${named}`);
  return bytes;
}
