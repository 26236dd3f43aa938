import { join } from 'node:path';
import type { Emit } from '../core/events.ts';
import type { Version } from '../core/version.ts';
import { EXIT_OF, GvError } from '../errors.ts';
import type { Downloaded } from '../io/download.ts';
import { removeFile } from '../io/files.ts';
import type { GoSettings } from '../io/go-settings.ts';
import type { Http } from '../io/http.ts';
import { proxyFor } from '../io/module-proxy.ts';
import { unpackModuleZip } from '../io/zip-unpack.ts';
import { toolchainModule } from '../trust/log/toolchain.ts';
import type { Verdict } from '../trust/evidence.ts';
import { judge } from '../trust/policy.ts';
import type { World } from '../world.ts';
import { tellDownload, tellDownloaded } from './fetch.ts';
import { askLog } from './log.ts';
import { commitTree, inStage } from './place.ts';
import { receiptProofs } from './prove.ts';

/** A release that a module proxy has. */
export interface ModuleJob {
  readonly http: Http;
  readonly settings: GoSettings;
  readonly version: Version;
  /** Verifier key of the checksum database to believe. */
  readonly logKey: string;
  readonly emit: Emit;
}

/** What a module zip lacks of the archive, for the receipt. */
const LACKS = 'api, doc, misc and test: a module zip does not contain them';

/**
 * Brings a release as a module zip and makes it visible. Its proof is over its contents, so they are unpacked first: into
 * a stage that nobody else can open, not executable, under names that were checked; nothing leaves it before the checksum
 * database has proven every file. Call it under the release's lock.
 * Fails with `log-wrong` and its siblings, `archive-hostile`, `content-wrong`, and the codes of network and disk.
 */
export async function placeModule(world: World, job: ModuleJob): Promise<void> {
  const { http, settings, version, emit } = job;
  const { module, version: moduleVersion } = toolchainModule(version, world.platform);
  const destination = join(world.layout.cache, `${moduleVersion}.zip`);
  const zip = await proxyFor(world, http, settings).zip(moduleVersion, destination, (event) =>
    tellDownload(event, `${moduleVersion}.zip`, emit),
  );
  tellDownloaded(zip, emit);
  try {
    await unpackAndProve(world, { ...job, zip, prefix: `${module}@${moduleVersion}/` });
  } catch (error) {
    if (error instanceof GvError && error.exit === EXIT_OF['log-wrong']) await removeFile(zip.path);
    throw error;
  } finally {
    await zip.handle.close();
  }
  await removeFile(zip.path);
}

interface Unpacking extends ModuleJob {
  readonly zip: Downloaded;
  readonly prefix: string;
}

async function unpackAndProve(world: World, { zip, prefix, ...job }: Unpacking): Promise<void> {
  const { version, emit } = job;
  const { handle, measured } = zip;
  await inStage(world, version, async (stage) => {
    // The log is asked while the zip is unpacked; neither believes the other.
    const answer = askLog(world, job);
    answer.catch(() => undefined);
    const tree = await unpackModuleZip(handle, stage.path, {
      prefix,
      signal: world.signal,
      progress: (bytes) => emit({ type: 'unpack', release: version.label, bytes, total: measured.size }),
    });
    const verdict = judgeModule(measured.name, version, { proof: await answer, h1: tree.h1 });
    for (const proof of receiptProofs(verdict.proofs)) emit({ type: 'proof', release: version.label, proof });
    await tree.seal();
    const source = zip.stats.url ?? `cache of ${measured.name}`;
    await commitTree(world, { stage, origin: { version, measured, verdict, source }, tree });
  });
}

interface Compared {
  readonly proof: Awaited<ReturnType<typeof askLog>>;
  readonly h1: string;
}

function judgeModule(fileName: string, version: Version, { proof, h1 }: Compared): Verdict {
  const differs = new GvError(
    'log-wrong',
    `${fileName} holds other files than the checksum database records: ${h1} instead of ${proof.h1}`,
    { hint: 'Do not use it. A proxy on the way serves another toolchain; compare with another network.' },
  );
  const verdict = judge({
    version,
    fileName,
    how: 'proxy',
    digest: { state: 'none' },
    signature: { state: 'absent' },
    log:
      proof.h1 === h1
        ? { state: 'included', h1, record: proof.record, treeSize: proof.treeSize }
        : { state: 'failed', error: differs },
    unproven: false,
  });
  return { ...verdict, missing: [...verdict.missing, LACKS] };
}
