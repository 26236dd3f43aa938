import { join } from 'node:path';
import type { Emit } from '../core/events.ts';
import type { Version } from '../core/version.ts';
import { EXIT_OF, GvError } from '../errors.ts';
import { removeFile } from '../io/files.ts';
import { type GoSettings, isFileProxyAlone } from '../io/go-settings.ts';
import type { Http } from '../io/http.ts';
import { proxyFor } from '../io/module-proxy.ts';
import { toolchainModule } from '../trust/log/toolchain.ts';
import type { World } from '../world.ts';
import { tellDownload, tellDownloaded } from './fetch.ts';
import { answerOf, askLog, isSilence, type LogAnswer } from './log.ts';
import { placeModuleZip } from './module-zip.ts';

/** A release that a module proxy has. */
export interface ModuleJob {
  readonly http: Http;
  readonly settings: GoSettings;
  readonly version: Version;
  /** Verifier key of the checksum database to believe. */
  readonly logKey: string;
  /** `--unproven` stood on this very command line. */
  readonly unproven: boolean;
  readonly emit: Emit;
}

/**
 * Brings a release as a module zip and makes it visible once the checksum database has proven it. Call it inside
 * `placing`. Fails as `placeModuleZip` does, and with the codes of the network.
 */
export async function placeModule(world: World, job: ModuleJob): Promise<void> {
  const { http, settings, version, unproven, emit } = job;
  const { version: moduleVersion } = toolchainModule(version, world.platform);
  const destination = join(world.layout.cache, `${moduleVersion}.zip`);
  const zip = await proxyFor(world, http, settings).zip(moduleVersion, destination, (event) =>
    tellDownload(event, `${moduleVersion}.zip`, emit),
  );
  tellDownloaded(zip, emit);
  const { handle, measured } = zip;
  const source = zip.stats.url ?? `cache of ${measured.name}`;
  const arrived = { version, handle, measured, source, digest: { state: 'none' }, unproven } as const;
  try {
    await placeModuleZip(world, arrived, () => answerFor(world, job), emit);
  } catch (error) {
    if (error instanceof GvError && error.exit === EXIT_OF['log-wrong']) await removeFile(zip.path);
    throw error;
  } finally {
    await handle.close();
  }
  await removeFile(zip.path);
}

/**
 * A log that says nothing is a failure of its own, unless the user takes what is unproven; so is GOSUMDB=off, which is
 * honoured, as the go command does, where the only proxy is a directory – and then too the zip is unproven.
 */
function answerFor(world: World, job: ModuleJob): Promise<LogAnswer> {
  const alone = isFileProxyAlone(job.settings);
  const excused = (error: GvError): boolean =>
    alone ? isSilence(error) || error.code === 'log-disabled' : job.unproven && isSilence(error);
  return answerOf(askLog(world, { ...job, platform: world.platform }), excused);
}
