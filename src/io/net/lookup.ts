import { isIP } from 'node:net';
import { isRecord, parseJson } from '../../core/json.ts';
import type { NamePhase } from '../../core/net/phase.ts';
import type { World } from '../../world.ts';
import { runBounded } from '../children/run-bounded.ts';
import { msSince, type PhaseLimit } from './timed.ts';

export interface LookUpRequest {
  readonly hostname: string;
  /** The environment of the C library's resolver: RES_OPTIONS, LOCALDOMAIN, HOSTALIASES. */
  readonly env: World['env'];
  readonly limit: PhaseLimit;
}

/** Nothing but the look-up is timed, by the clock of the process that makes it. A JSON text is one of JavaScript. */
const programFor = (host: string): string => `
  const { lookup } = require('node:dns');
  const start = performance.now();
  lookup(${JSON.stringify(host)}, { all: true, verbatim: true }, (error, found) => {
    const ms = performance.now() - start;
    process.stdout.write(JSON.stringify({ ms, addresses: (found ?? []).map(({ address }) => address) }));
  });`;

/**
 * Looks a host up as git, ssh and curl do (getaddrinfo), with all its addresses in the order of the system. A host that is an
 * address has no look-up: its phase takes no time. Nothing ends getaddrinfo, which waits 30 s and more for dead nameservers, and a
 * process waits for it even in its exit; so a process of its own asks, which the limit ends.
 */
export async function lookUp({ hostname, env, limit }: LookUpRequest): Promise<NamePhase> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { name: 'name', ms: 0, addresses: [host] };
  const start = performance.now();
  const { end, stdout } = await runBounded({
    program: process.execPath,
    // As in the launcher: no signal opens a debugger.
    args: ['--disable-sigusr1', '-e', programFor(host)],
    env: withoutNode(env),
    group: 'own',
    deadline: limit.ms,
    signal: limit.signal,
    drop: ['stderr'],
  });
  const found = end.kind === 'exited' ? parseJson(Buffer.from(stdout.head).toString()) : undefined;
  if (!isRecord(found)) {
    const failed = end.kind === 'ended' ? 'no-answer' : 'no-name';
    return { name: 'name', ms: msSince(start), failed };
  }
  const ms = Math.round(Number(found['ms']) * 10) / 10;
  const { addresses } = found;
  const texts = Array.isArray(addresses) ? addresses.filter((each) => typeof each === 'string') : [];
  return texts.length === 0
    ? { name: 'name', ms, failed: 'no-name' }
    : { name: 'name', ms, addresses: [...new Set(texts)] };
}

/** NODE_OPTIONS is for the programs of the user. */
function withoutNode(env: World['env']): World['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('NODE_')));
}
