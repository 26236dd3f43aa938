import type { Finding } from '../../core/choice/finding.ts';
import { isRecord, parseJson } from '../../core/json.ts';
import { escapedElement } from '../../core/net/subject.ts';
import { joinUrl } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import { withGoAuth } from '../../io/go/auth.ts';
import { httpUntil, openHttp } from '../../io/http/http.ts';
import { moduleGet } from '../../io/modules/module-get.ts';
import type { Run } from '../../world.ts';
import type { MeasuredContext } from '../net/context.ts';

/** The branch or tag of `MODULE@branch`; undefined for a version, and for the words that go gives a meaning. */
export function referenceOf({ subject: { version } }: MeasuredContext): string | undefined {
  const isWord = version === undefined || /^(?:latest|upgrade|patch|none)$/.test(version);
  return isWord || /^v\d+(?:\.|$)/.test(version) || /^[0-9a-f]{7,64}$/.test(version) ? undefined : version;
}

const INFO_BYTES = 64 * 1024;

/**
 * Compares the commit of a branch in the repository with the one that the first answering entry of GOPROXY names: an entry keeps an
 * answer for a while. Undefined where both are the same, where one is not known, and for a private module, whose chain has no entry to ask.
 */
export async function staleBranch(
  run: Run,
  context: MeasuredContext,
  commit: string | undefined,
): Promise<Finding | undefined> {
  const { subject, chain, entries, deadline } = context;
  const reference = referenceOf(context);
  const { module } = subject;
  if (reference === undefined || module === undefined || commit === undefined) return undefined;
  const at = entries.findIndex(({ verdict }) => verdict === 'answers');
  const found = chain[at];
  if (found?.entry.kind !== 'url') return undefined;
  const url = joinUrl(found.entry.url, `${escapedElement(module)}/@v/${escapedElement(reference)}.info`);
  const told = await commitIn(run, url, deadline.signal);
  if (told === undefined || commit.startsWith(told) || told.startsWith(commit)) return undefined;
  const evidence = [
    { what: found.shown, value: told.slice(0, 12), how: 'measured' as const },
    { what: 'git ls-remote', value: commit.slice(0, 12), how: 'measured' as const },
  ];
  const text = `${found.shown} names another commit for ${module}@${reference} than its repository does`;
  const cure = `GOPROXY=direct go get ${module}@${reference}`;
  return { code: 'branch-query-stale', level: 'note', text, cure, evidence };
}

/** The commit of a pseudo-version, or of the origin that the entry tells. */
async function commitIn(run: Run, url: URL, signal: AbortSignal): Promise<string | undefined> {
  const http = openHttp(run);
  try {
    const bytes = await moduleGet(withGoAuth(run, httpUntil(http, signal)), url, INFO_BYTES);
    const info = parseJson(Buffer.from(bytes ?? []).toString());
    if (!isRecord(info)) return undefined;
    const origin = isRecord(info['Origin']) ? info['Origin']['Hash'] : undefined;
    if (typeof origin === 'string' && /^[0-9a-f]{40,64}$/.test(origin)) return origin;
    return typeof info['Version'] === 'string'
      ? /-(?:0\.)?\d{14}-([0-9a-f]{12})$/.exec(info['Version'])?.[1]
      : undefined;
  } catch (error) {
    if (error instanceof GvError && error.code !== 'interrupted') return undefined;
    throw error;
  } finally {
    await http.close();
  }
}
