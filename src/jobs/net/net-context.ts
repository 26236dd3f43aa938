import { chainOf, chainTo, type ChainEntry, DIRECT_ONLY } from '../../core/net/chain.ts';
import { GvError } from '../../errors.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { httpProxyFor } from '../../io/http/proxy-env.ts';
import type { Run } from '../../world.ts';
import type { Subject } from '../environment/subject.ts';
import type { Deadline, NetContext, NetWishes } from './context.ts';
import { netSubject } from './subject.ts';

export interface ContextRequest {
  readonly go: Subject;
  /** As it was typed. */
  readonly target?: string | undefined;
  readonly wishes: NetWishes;
  readonly deadline: Deadline;
}

/** Reads everything that the parts of `gv doctor net` look at; no server is asked. Fails with `usage` for a bad target. */
export function netContext(run: Run, { go, target, wishes, deadline }: ContextRequest): NetContext {
  const read = goValuesOf(run, go.goroot);
  const subject = netSubject(run, { go, read }, target);
  const chain = chainFor(read, subject);
  return { go, read, subject, chain, hosts: hostsOf(run, chain), wishes, deadline };
}

/** A GOPROXY that cannot be read has no entries; a finding says why. */
function chainFor(
  read: NetContext['read'],
  { url, isPrivate }: NetContext['subject'],
): readonly ChainEntry[] {
  if (url !== undefined) return chainTo(url);
  if (isPrivate) return DIRECT_ONLY;
  try {
    return chainOf(read('GOPROXY'));
  } catch (error) {
    if (error instanceof GvError) return [];
    throw error;
  }
}

function hostsOf({ env }: Run, chain: readonly ChainEntry[]): readonly string[] {
  const urls = chain.flatMap(({ entry }) =>
    entry.kind === 'url' && entry.url.protocol !== 'file:' ? [entry.url] : [],
  );
  return [...new Set(urls.map((url) => lookedUp(url, env)))];
}

/** The host whose name this machine looks up for an address: behind an HTTP proxy, that of the HTTP proxy. */
function lookedUp(url: URL, env: Run['env']): string {
  return (proxyOrNothing(url, env) ?? url).hostname;
}

function proxyOrNothing(url: URL, env: Run['env']): URL | undefined {
  try {
    return httpProxyFor(url, env)?.url;
  } catch (error) {
    if (error instanceof GvError) return undefined;
    throw error;
  }
}
