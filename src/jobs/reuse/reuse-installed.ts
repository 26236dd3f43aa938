import { join } from 'node:path';
import type { Reuse } from '../../core/events.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import type { ErrorCode } from '../../errors.ts';
import { GvError } from '../../errors.ts';
import { arrivedBytes } from '../../io/download/download.ts';
import type { Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import type { RemoteZip } from '../../io/ranges/remote-zip.ts';
import { type ReusedZip, unpackReusing } from '../../io/reuse/unpack-reusing.ts';
import { checkRoom } from '../../io/stage/room.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { ZipWorkers } from '../../io/zip/zip-workers.ts';
import type { Run } from '../../world.ts';
import { reusableBase } from './base.ts';

export interface ReuseJob {
  readonly http: Http;
  readonly version: Version;
  readonly workers: ZipWorkers;
  /** The stage, which takes the tree; empty again where the release was not unpacked. */
  readonly stage: string;
  /** The toolchain whose files are copied; by default the nearest patch of its line. */
  readonly base?: Installed | undefined;
  /** Called once the server serves ranges. */
  readonly onStart: () => void;
}

/** A release of which a part was copied from an installed toolchain; nothing of it is proven. */
export interface ReusedRelease {
  readonly tree: ReusedZip;
  readonly base: Installed;
  readonly reused: Reuse;
  readonly name: string;
  /** Bytes of the whole zip. */
  readonly size: number;
  /** Without credentials. */
  readonly source: string;
}

/** Failures that the download of the whole zip may not have, or explains better. */
const DOUBTS: ReadonlySet<string> = new Set<ErrorCode>([
  'network',
  'stalled',
  'http-status',
  'bad-redirect',
  'size-wrong',
  'archive-hostile',
]);

/**
 * Unpacks a release's module zip into the stage, with what an installed toolchain of its line has already, and fetches only the
 * rest. Undefined where there is no such toolchain, where an interrupted download of the zip goes on, and after any doubt
 * about the server or the zip, which is reported: the whole zip is then downloaded. The caller proves the tree.
 * Fails with `interrupted`, `disk-full`, `permission`, `disk` and the failures of go settings.
 */
export async function reuseInstalled(run: Run, job: ReuseJob): Promise<ReusedRelease | undefined> {
  const { version, http } = job;
  const { module, version: moduleVersion } = toolchainModule(version, run.platform);
  const name = `${moduleVersion}.zip`;
  const base = job.base ?? reusableBase(run, version);
  if (base === undefined || arrivedBytes(join(run.layout.cache, name)) > 0) return undefined;
  try {
    const zip = await moduleProxy(run, http).directory(moduleVersion, run.signal);
    if (zip === undefined) return undefined;
    job.onStart();
    return await unpack(run, job, { zip, base, name, prefix: `${module}@${moduleVersion}/` });
  } catch (error) {
    if (!(error instanceof GvError) || !DOUBTS.has(error.code)) throw error;
    run.emit({
      type: 'notice',
      text: `downloading all of ${name}, and nothing of go ${base.version.label} is reused: ${error.message}`,
    });
    return undefined;
  }
}

interface Found {
  readonly zip: RemoteZip;
  readonly base: Installed;
  readonly name: string;
  readonly prefix: string;
}

async function unpack(run: Run, { version, workers, stage }: ReuseJob, found: Found): Promise<ReusedRelease> {
  const { zip, base, name, prefix } = found;
  const started = performance.now();
  const { total: size, url } = zip.file;
  // The pieces need some room too, and clones none: the least counts.
  checkRoom({ subject: `go ${version.label}`, size, arrived: size, file: join(stage, name), stage });
  const tree = await unpackReusing(stage, {
    zip,
    base: base.path,
    workers,
    prefix,
    signal: run.signal,
    progress: (bytes, total) => run.emit({ type: 'download', file: name, bytes, total }),
  });
  const { fetched } = tree;
  const reused = { release: base.version.label, files: tree.reused.size, bytes: Math.max(0, size - fetched) };
  const ms = Math.round(performance.now() - started);
  run.emit({ type: 'downloaded', file: name, bytes: fetched, ms, resumed: 0, retries: 0, url, reused });
  return { tree, base, reused, name, size, source: url };
}
