import { foreignHost } from '../../core/release/addresses.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import { removeFile } from '../../io/disk/write.ts';
import { goSettings, namesProxy } from '../../io/go/go-settings.ts';
import type { Http } from '../../io/http/http.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import type { Run } from '../../world.ts';
import { askLog } from './ask-log.ts';
import { fetchRelease } from './fetch.ts';
import type { Found } from './find-archive.ts';
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

/** Fetches the found archive, proves and places it. Fails with any code of the classes 4 to 6. */
export async function placeArchive(run: Run, { http, found, options }: ArchiveJob): Promise<void> {
  const { version, file, how, base } = found;
  const { archive, signature } = await fetchRelease(run, http, found);
  const { handle, measured } = archive;
  const { sha256, size } = file;
  const host = base === undefined ? undefined : foreignHost(base);
  const expected = sha256 === undefined ? undefined : { sha256, size, from: 'index' as const, host };
  const { keyring, unproven, full: whole } = options;
  const { platform } = run;
  const source = archive.stats.url ?? `cache of ${file.name}`;
  const arrived = {
    version,
    platform,
    handle,
    measured,
    how,
    expected,
    signature: signature?.bytes,
    keyring,
    unproven,
    whole,
    source,
  };
  try {
    await proveAndPlace(run, { ...arrived, askLog: logFor(run, { http, found, options }) });
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF['digest-wrong']) throw error;
    // The next attempt must not find a disproved file in the cache.
    await removeFile(archive.path);
    throw namingSources(error, archive.stats.url, signature?.url);
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

/** Adds the servers of the archive and of its signature to a failed proof, as there may be several mirrors. */
function namingSources(error: GvError, archive: string | undefined, signature: string | undefined): GvError {
  const { code, message, hint } = error;
  const ofSignature = signature !== undefined && code.startsWith('sign') ? `signature from ${signature}` : '';
  const served = [archive === undefined ? '' : `from ${archive}`, ofSignature].filter((text) => text !== '');
  if (served.length === 0) return error;
  const options = { ...(hint === undefined ? {} : { hint }), cause: error };
  return new GvError(code, `${message} (${served.join(', ')})`, options);
}
