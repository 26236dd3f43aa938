import { gzipMembers } from '../../core/archive/gzip.ts';
import type { ProofKind } from '../../core/proof.ts';
import { foreignHost, isOfficialBase } from '../../core/release/addresses.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import { removeFile } from '../../io/disk/write.ts';
import { inOnePiece, type Note } from '../../io/download/in-one-piece.ts';
import { goSettings, isBadGoproxy, namesProxy } from '../../io/go/go-settings.ts';
import type { Http } from '../../io/http/http.ts';
import { unpackAhead } from '../../io/tar/unpack-ahead.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import { isRecorded } from '../../trust/policy.ts';
import { signatureExpected } from '../../trust/published.ts';
import type { Run } from '../../world.ts';
import { type AsideQuestion, asideQuestion } from '../log/aside.ts';
import { askLog, type LogQuery } from '../log/ask-log.ts';
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
    /** Proofs that the user makes mandatory. */
    readonly demanded: readonly ProofKind[];
  };
}

/**
 * Fetches the found archive, unpacks it meanwhile into a closed stage, proves it and makes it visible. Call it inside `placing`. Fails
 * with any code of the classes 4 to 6.
 */
export async function placeArchive(run: Run, job: ArchiveJob): Promise<void> {
  await inOnePiece(run, (note) => placeDownload(run, job, note));
}

async function placeDownload(run: Run, job: ArchiveJob, note: Note): Promise<void> {
  const { version } = job.found;
  await inStage(run, version, async (stage) => {
    let total = 0;
    const ahead = unpackAhead(stage.path, {
      members: gzipMembers(version),
      signal: run.signal,
      progress: (bytes) => run.emit({ type: 'unpack', release: version.label, bytes, total }),
    });
    const { http, found, options } = job;
    const query = { http, version, platform: run.platform, logKey: options.logKey };
    try {
      using question = asideQuestion(run, query);
      const isDemanded = options.demanded.includes('log');
      const mayAskLog = isDemanded || mayAsk(run, found);
      const isAside = isDemanded || (mayAskLog && isRecorded(found.file.name));
      const fetched = await fetchRelease(run, {
        http,
        found,
        keyring: options.keyring,
        reader: ahead.reader,
        onArriving: isAside ? question.start : () => undefined,
      });
      note(fetched.archive);
      total = fetched.archive.measured.size;
      const askLog = mayAskLog ? askerOf(run, { query, question, isDemanded }) : undefined;
      await placeFetched(run, job, { fetched, staged: { stage, ahead }, askLog });
    } finally {
      await ahead.stop();
    }
  });
}

interface Arrival {
  readonly fetched: Fetched;
  readonly staged: StagedArchive;
  readonly askLog: AskLog | undefined;
}

async function placeFetched(run: Run, job: ArchiveJob, { fetched, staged, askLog }: Arrival): Promise<void> {
  const { archive, signature } = fetched;
  const { handle, measured } = archive;
  const { version, file, how, base } = job.found;
  const { sha256, size } = file;
  const host = base === undefined ? undefined : foreignHost(base);
  const expected = sha256 === undefined ? undefined : { sha256, size, from: 'index' as const, host };
  const { unproven, demanded, full: whole } = job.options;
  const { platform } = run;
  const source = archive.stats.url ?? `cache of ${file.name}`;
  // The last files are written while the proofs are looked at.
  void staged.ahead.tree();
  const arrived = {
    version,
    platform,
    handle,
    measured,
    how,
    expected,
    unproven,
    whole,
    source,
    staged,
    demanded,
  };
  try {
    await proveAndPlace(run, {
      ...arrived,
      tree: () => staged.ahead.tree(),
      signature: signature?.opened.verify,
      askLog,
      isOwnLog: job.options.logKey !== GO_LOG_KEY,
    });
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF['digest-wrong']) throw error;
    // The next attempt must not find a disproved file in the cache.
    await removeFile(archive.path);
    throw namingSources(error, { archive: archive.stats.url, signature: signature?.url });
  } finally {
    await handle.close();
  }
}

/**
 * Whether gv may ask the checksum database about an archive that its digest and signature prove. With an index of another server
 * than the official ones, or without one, gv may be where only module proxies lead out: they are asked, and the database's own host is not.
 */
function mayAsk(run: Run, { base, how, file, version }: Found): boolean {
  if (how !== 'mirror-without-index' && !signatureExpected(version, file.name)) return true;
  try {
    const { logProxies } = goSettings(run);
    if (namesProxy(logProxies)) return true;
    return base !== undefined && isOfficialBase(base) && logProxies.some(({ kind }) => kind === 'direct');
  } catch (error) {
    if (isBadGoproxy(error)) return false;
    throw error;
  }
}

interface Asker {
  readonly query: LogQuery;
  readonly question: AsideQuestion;
  readonly isDemanded: boolean;
}

/** Asks beside the download where the answer need only come in time. */
function askerOf(run: Run, { query, question, isDemanded }: Asker): AskLog {
  return ({ version, platform, wish }) => {
    if (wish === 'in-time') return question.recordInTime();
    return isDemanded ? question.record() : askLog(run, { ...query, version, platform });
  };
}
