import { gzipMembers } from '../../core/archive/gzip.ts';
import { foreignHost } from '../../core/release/addresses.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import { removeFile } from '../../io/disk/write.ts';
import { goSettings, namesProxy } from '../../io/go/go-settings.ts';
import type { Http } from '../../io/http/http.ts';
import { unpackAhead } from '../../io/tar/unpack-ahead.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import type { Run } from '../../world.ts';
import { askLog } from './ask-log.ts';
import { type Fetched, fetchRelease, namingSources } from './fetch.ts';
import type { Found } from './find-archive.ts';
import { inStage, type StagedArchive } from './place.ts';
import { proveAndPlace } from './placing.ts';
import type { AskLog } from './prove.ts';

export interface ArchiveJob {
  readonly http: Http;
  readonly found: Found;
  readonly options: {
    readonly keyring: Keyring;
    readonly unproven: boolean;
    /** Refuse an archive of which only a part is proven. */
    readonly full: boolean;
    /** Verifier key of the trusted checksum database. */
    readonly logKey: string;
  };
}

/**
 * Fetches the found archive, unpacks it meanwhile into a closed stage, proves it and makes it visible. Call it inside `placing`. Fails
 * with any code of the classes 4 to 6.
 */
export async function placeArchive(run: Run, job: ArchiveJob): Promise<void> {
  const { version } = job.found;
  await inStage(run, version, async (stage) => {
    let total = 0;
    const ahead = unpackAhead(stage.path, {
      members: gzipMembers(version),
      signal: run.signal,
      progress: (bytes) => run.emit({ type: 'unpack', release: version.label, bytes, total }),
    });
    try {
      const { http, found } = job;
      const fetched = await fetchRelease(run, {
        http,
        found,
        keyring: job.options.keyring,
        reader: ahead.reader,
      });
      total = fetched.archive.measured.size;
      await placeFetched(run, job, { fetched, staged: { stage, ahead } });
    } finally {
      await ahead.stop();
    }
  });
}

interface Arrival {
  readonly fetched: Fetched;
  readonly staged: StagedArchive;
}

async function placeFetched(run: Run, job: ArchiveJob, { fetched, staged }: Arrival): Promise<void> {
  const { archive, signature } = fetched;
  const { handle, measured } = archive;
  const { version, file, how, base } = job.found;
  const { sha256, size } = file;
  const host = base === undefined ? undefined : foreignHost(base);
  const expected = sha256 === undefined ? undefined : { sha256, size, from: 'index' as const, host };
  const { unproven, full: whole } = job.options;
  const { platform } = run;
  const source = archive.stats.url ?? `cache of ${file.name}`;
  // The last files are written while the proofs are looked at.
  void staged.ahead.tree();
  const arrived = { version, platform, handle, measured, how, expected, unproven, whole, source, staged };
  try {
    await proveAndPlace(run, {
      ...arrived,
      tree: () => staged.ahead.tree(),
      signature: signature?.opened.verify,
      askLog: logFor(run, job),
    });
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF['digest-wrong']) throw error;
    // The next attempt must not find a disproved file in the cache.
    await removeFile(archive.path);
    throw namingSources(error, { archive: archive.stats.url, signature: signature?.url });
  } finally {
    await handle.close();
  }
  await removeFile(archive.path);
}

/**
 * The checksum database for an archive. With a mirror and without an index, it is only a further proof: gv asks it only where
 * GOPROXY names a module proxy that may pass it on.
 */
function logFor(run: Run, { http, found, options }: ArchiveJob): AskLog | undefined {
  if (found.how === 'mirror-without-index' && !namesProxy(goSettings(run).logProxies)) return undefined;
  const { logKey } = options;
  return (version, platform) => askLog(run, { http, version, platform, logKey });
}
