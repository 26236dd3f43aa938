import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { failedPhase, type Phase } from '../../core/net/phase.ts';
import { isClosed } from '../../core/settings/shown.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { GvError } from '../../errors.ts';
import { httpProxyFor } from '../../io/http/proxy-env.ts';
import type { Run } from '../../world.ts';
import type { NetContext } from '../net/context.ts';
import type { MeasuredEntry } from './entry.ts';

/** Findings about the way to the entries: HTTP proxies, families of addresses, connections. */
export function wayFindings(
  run: Run,
  context: NetContext,
  measured: readonly MeasuredEntry[],
): readonly Finding[] {
  return [
    ...refusedTunnels(measured),
    ...ignoredProxy(run, context, measured),
    ...hiddenByNoProxy(run, context),
    ...measured.flatMap((each) => [...brokenIPv6(each), ...keepAlive(each), ...withoutH2(each)]),
  ];
}

function refusedTunnels(measured: readonly MeasuredEntry[]): readonly Finding[] {
  const refused = measured.filter(({ report: { phases, verdict } }) => {
    const failed = failedPhase(phases);
    // A silent one in front of | is told by its cost.
    return failed?.name === 'connect' && !(failed.failed === 'no-answer' && verdict === 'next');
  });
  const byProxy = new Map(refused.map(({ report }) => [report.via ?? '', report] as const).toReversed());
  return [...byProxy].map(([via, report]) => {
    const phase = failedPhase(report.phases);
    const status = phase?.name === 'connect' ? phase.status : undefined;
    const host = via.replace(/^\w+:\/\//, '');
    const evidence: Evidence[] = [
      { what: `answer to CONNECT for ${report.entry}`, value: status ?? report.why, how: 'measured' },
    ];
    const text =
      status === 407
        ? `the HTTP proxy ${host} wants a login: go reaches ${report.entry} only with one`
        : `the HTTP proxy ${host} opens no way to ${report.entry}: ${report.why}`;
    return { code: 'connect-refused', text, evidence, cure: tunnelCure(status, host) };
  });
}

function tunnelCure(status: number | undefined, host: string): string {
  if (status === 407)
    return `export HTTPS_PROXY=http://NAME:PASSWORD@${host} with your name and password there; gv shows neither`;
  return status === undefined
    ? `compare HTTPS_PROXY with the settings of your company; ${host} does not speak as an HTTP proxy`
    : 'ask the operator of the HTTP proxy; a host that is reached directly belongs in NO_PROXY';
}

/** ALL_PROXY, and HTTP_PROXY for https, are read by curl and others, and not by go (golang.org/x/net/http/httpproxy). */
function ignoredProxy(
  run: Run,
  { chain }: NetContext,
  measured: readonly MeasuredEntry[],
): readonly Finding[] {
  const valueOf = (name: string): string => run.env[name] || run.env[name.toLowerCase()] || '';
  const name = ['ALL_PROXY', 'HTTP_PROXY'].find((each) => valueOf(each) !== '');
  const hasHttps = chain.some(({ entry }) => entry.kind === 'url' && entry.url.protocol === 'https:');
  if (name === undefined || valueOf('HTTPS_PROXY') !== '' || !hasHttps) return [];
  const tcp = measured.flatMap(({ report }) => report.phases).find((phase) => phase.name === 'tcp');
  const direct: readonly Evidence[] =
    tcp === undefined
      ? []
      : [
          {
            what: `direct connection${tcp.failed === undefined ? '' : `: ${tcp.failed}`}`,
            value: tcp.ms,
            unit: 'ms',
            how: 'measured',
          },
        ];
  const value = valueOf(name);
  const cure = isClosed(name, value)
    ? `export HTTPS_PROXY with the value of ${name}`
    : `export ${shellWord(`HTTPS_PROXY=${value}`)}`;
  const text = `${name} is set and HTTPS_PROXY is not: go reads HTTPS_PROXY only, and connects directly`;
  const evidence: Evidence[] = [
    { what: name, value: 'set', how: 'read', from: 'the environment' },
    ...direct,
  ];
  return [{ code: 'all-proxy-ignored', level: 'advice', text, evidence, cure, undo: 'unset HTTPS_PROXY' }];
}

function hiddenByNoProxy({ env }: Run, { chain }: NetContext): readonly Finding[] {
  const hosts = chain.flatMap(({ entry }) =>
    entry.kind === 'url' && isHidden(entry.url, env) ? [entry.url.host] : [],
  );
  if (hosts.length === 0) return [];
  const text = `NO_PROXY covers ${hosts.join(', ')}: go connects there directly, past HTTPS_PROXY`;
  const evidence: Evidence[] = [
    { what: 'NO_PROXY', value: hosts.join(', '), how: 'read', from: 'the environment' },
  ];
  return [{ code: 'no-proxy-hides', level: 'note', text, evidence, cure: 'nothing, where that is meant' }];
}

function isHidden(url: URL, env: Run['env']): boolean {
  try {
    const without = { ...env, NO_PROXY: '', no_proxy: '' };
    return httpProxyFor(url, without) !== undefined && httpProxyFor(url, env) === undefined;
  } catch (error) {
    // A proxy that is no address is told by the entry.
    if (error instanceof GvError) return false;
    throw error;
  }
}

/** The head start of IPv6 in milliseconds (net, Dialer.FallbackDelay). */
const GO_HEAD_START_MS = 300;

function brokenIPv6({ report }: MeasuredEntry): readonly Finding[] {
  const tcp = report.phases.find((phase) => phase.name === 'tcp');
  const other = tcp?.other;
  if (
    tcp === undefined ||
    other?.failed !== 'no-answer' ||
    !other.address.includes(':') ||
    tcp.failed !== undefined
  )
    return [];
  const evidence: Evidence[] = [
    { what: `IPv6 ${other.address}: no answer`, value: other.ms, unit: 'ms', how: 'measured' },
    { what: `IPv4 ${tcp.address ?? ''}`, value: tcp.ms, unit: 'ms', how: 'measured' },
  ];
  return [
    {
      code: 'ipv6-broken',
      level: 'advice',
      text: `the IPv6 address of ${report.entry} gives no answer, and go waits ${GO_HEAD_START_MS} ms for it at each new connection (curl and git 200 ms)`,
      evidence,
      cost: { ms: GO_HEAD_START_MS, per: 'connection' },
      cure: 'mend the route for IPv6, or have the AAAA record taken away',
    },
  ];
}

/** A connection that is kept for less than this is made again between two commands. */
const SHORT_IDLE_SECONDS = 15;

function keepAlive({ report }: MeasuredEntry): readonly Finding[] {
  const { again, idle, entry } = report;
  if (again?.newConnection === true) {
    const ms = openingMs(report.phases);
    const evidence: Evidence[] = [
      { what: 'the second request, on a new connection', value: again.ms, unit: 'ms', how: 'measured' },
    ];
    const text = `${entry} closes the connection after each answer: every request makes a new one`;
    const cure = 'for its operator: keep connections open between requests (keep-alive)';
    return [{ code: 'no-keepalive', level: 'advice', text, evidence, cost: { ms, per: 'request' }, cure }];
  }
  if (idle?.closed !== true || idle.seconds >= SHORT_IDLE_SECONDS) return [];
  const evidence: Evidence[] = [
    { what: 'closed without a request after', value: idle.seconds, unit: 's', how: 'measured' },
  ];
  const text = `${entry} closes a connection without requests after ${idle.seconds} s`;
  const cure = `for its operator: keep connections for ${SHORT_IDLE_SECONDS} s or more`;
  return [{ code: 'short-idle', level: 'note', text, evidence, cure }];
}

function openingMs(phases: readonly Phase[]): number {
  const opening = phases.filter(({ name }) => name === 'tcp' || name === 'connect' || name === 'tls');
  return Math.round(opening.reduce((sum, { ms }) => sum + ms, 0) * 10) / 10;
}

function withoutH2({ report, facts }: MeasuredEntry): readonly Finding[] {
  if (!facts.couldH2) return [];
  const evidence: Evidence[] = [
    { what: 'GODEBUG', value: 'http2client=0', how: 'read', from: 'the environment' },
    { what: 'tcp and tls of one connection', value: openingMs(report.phases), unit: 'ms', how: 'measured' },
  ];
  const text = `GODEBUG=http2client=0 keeps go from HTTP/2, which ${report.entry} offers: requests side by side need a connection each`;
  return [{ code: 'http2-off', level: 'advice', text, evidence, cure: 'take http2client=0 out of GODEBUG' }];
}
