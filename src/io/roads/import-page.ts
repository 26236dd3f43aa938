import type { NamePhase } from '../../core/net/phase.ts';
import type { RoadFailure } from '../../core/net/road-report.ts';
import { type GoImport, goImports, importFor } from '../../core/roads/go-import.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { Run } from '../../world.ts';
import { withGoAuth } from '../go/auth.ts';
import { httpUntil, openHttp } from '../http/http.ts';
import { httpProxyFor } from '../http/proxy-env.ts';
import { lookUp } from '../net/lookup.ts';

/** The answer of a module's host to go's question for the repository. */
export interface ImportPage {
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly failed: RoadFailure | undefined;
  readonly found: GoImport | undefined;
}

export interface PageRequest {
  readonly url: string;
  readonly module: string;
  /** Milliseconds. */
  readonly within: number;
  readonly signal: AbortSignal;
}

/** go reads the head of a page, which is far smaller. */
const PAGE_BYTES = 256 * 1024;

/**
 * Reads the page that names the repository of a module, by the way and with the logins of go itself (cmd/go/internal/vcs,
 * repoRootForImportDynamic): HTTPS_PROXY, SSL_CERT_FILE, GOAUTH, netrc. The page's status counts for little: go reads a 404 too.
 */
export async function importPage(
  run: Run,
  { url, module, within, signal }: PageRequest,
): Promise<ImportPage> {
  const name = await lookUp({
    hostname: (httpProxyFor(new URL(url), run.env)?.url ?? new URL(url)).hostname,
    env: run.env,
    limit: { ms: within, signal },
  });
  // A name without an answer would keep gv for as long as the C library waits, whatever the limit of the request.
  if (name.failed !== undefined) return { status: undefined, failed: nameFailure(name), found: undefined };
  const http = openHttp(run);
  try {
    const asking = withGoAuth({ ...run, signal }, httpUntil(http, signal));
    const answer = await asking.get(url, { purpose: 'evidence', maxBytes: PAGE_BYTES, withinMs: within });
    const text = await start(answer.body);
    return { status: answer.status, failed: undefined, found: importFor(goImports(text), module) };
  } catch (error) {
    if (!(error instanceof GvError) || error.code === 'interrupted') throw error;
    return { status: undefined, failed: failureOf(error), found: undefined };
  } finally {
    await http.close();
  }
}

function nameFailure({ failed }: NamePhase): RoadFailure {
  return failed === 'no-answer' ? 'no-answer' : 'no-name';
}

async function start(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const UNTRUSTED =
  /^(?:UNABLE_TO_|CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|HOSTNAME_MISMATCH|ERR_TLS_CERT)/;

/** The reason in the failure's causes, by the codes of Node and OpenSSL. */
function failureOf(error: GvError): RoadFailure {
  if (error.code === 'http-status') return 'login-wanted';
  if (error.code === 'stalled') return 'no-answer';
  for (let cause: unknown = error.cause, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if (isSystemError(cause, 'ENOTFOUND', 'EAI_AGAIN')) return 'no-name';
    if (isSystemError(cause, 'ECONNREFUSED')) return 'refused';
    if (isSystemError(cause, 'EHOSTUNREACH', 'ENETUNREACH')) return 'no-route';
    if (isSystemError(cause, 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT')) return 'no-answer';
    if ('code' in cause && UNTRUSTED.test(String(cause.code))) return 'untrusted';
    cause = cause.cause;
  }
  return 'other';
}
