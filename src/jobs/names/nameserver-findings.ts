import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { tenths } from '../../core/net/tenths.ts';
import { RESOLV_CONF } from '../../io/names/resolver-files.ts';
import {
  hasAnswered,
  isMute,
  medianMs,
  NAMESERVER_MS,
  SLOW_MS,
  type AskedNameserver,
  wasAsked,
} from './asked-nameservers.ts';
import type { MeasuredNames } from './measured-names.ts';

/** An answer within this, in milliseconds, shows that the other one's time is not that of the line. */
const QUICK_MS = 50;

/** Findings about single nameservers: one that gives no answer, one that takes long. */
export function nameserverFindings(measured: MeasuredNames): readonly Finding[] {
  const nameservers = measured.nameservers.filter(wasAsked);
  const names = { ...measured, nameservers };
  const quick = nameservers.find((each) => (medianMs(each) ?? QUICK_MS) < QUICK_MS);
  const slow = nameservers.filter((each) => (medianMs(each) ?? 0) > SLOW_MS);
  return [
    ...deadFindings(names),
    ...(quick === undefined ? [] : slow.map((each) => slowFinding(each, quick, names))),
  ];
}

/** Without a file Go asks two defaults, which are one fault. */
function deadFindings(names: MeasuredNames): readonly Finding[] {
  const { nameservers, files } = names;
  const isAnyAlive = nameservers.some((each) => hasAnswered(each) && !isMute(each));
  const isNamed = files.conf.nameservers.some(({ line }) => line !== undefined);
  if (!isNamed) return isAnyAlive || nameservers.length === 0 ? [] : [unnamedFinding(names)];
  const dead = nameservers.filter((each) => isMute(each) || (!isAnyAlive && !hasAnswered(each)));
  return dead.map((each) => deadFinding(each, names, isAnyAlive ? 'one-of-many' : 'all'));
}

function unnamedFinding({ nameservers, lookUp }: MeasuredNames): Finding {
  return {
    code: 'nameserver-dead',
    level: lookUp?.own.isFromHosts === true ? 'advice' : 'problem',
    text: `${RESOLV_CONF} names no nameserver, and the default ${nameservers[0]?.address ?? ''} gives no answer`,
    cure: `write a line "nameserver ADDRESS" into ${RESOLV_CONF}, or start what makes the file (systemd-resolved, NetworkManager)`,
    evidence: nameservers.flatMap(answerEvidence),
    at: { file: RESOLV_CONF },
  };
}

type Share = 'one-of-many' | 'all';

function deadFinding(
  dead: AskedNameserver,
  { files, nameservers, lookUp }: MeasuredNames,
  share: Share,
): Finding {
  const { address, line } = dead;
  const { timeoutMs } = files.conf;
  const isFirst = nameservers[0] === dead;
  const place = `${address} (${RESOLV_CONF}:${line ?? 0})`;
  const seconds = timeoutMs / 1000;
  const libc = lookUp?.libc;
  return {
    code: 'nameserver-dead',
    level: (isFirst || share === 'all') && lookUp?.own.isFromHosts !== true ? 'problem' : 'advice',
    text: `${place} ${faultOf(dead)}; ${costText(share, { isFirst, rotates: files.conf.rotates, seconds })}`,
    cure: `${cureOf(share, line ?? 0)}, or where the file is made (resolvectl, NetworkManager)`,
    undo: `the line again in ${RESOLV_CONF}: nameserver ${address}`,
    evidence: [
      ...answerEvidence(dead),
      ...(libc === undefined
        ? []
        : [
            {
              what: `getaddrinfo ${lookUp?.name ?? ''}`,
              value: tenths(libc.ms),
              unit: 'ms',
              how: 'measured',
            } as const,
          ]),
      { what: 'timeout', value: timeoutMs, unit: 'ms', how: 'read', from: RESOLV_CONF },
    ],
    ...(isFirst && share !== 'all' ? { cost: { ms: timeoutMs, per: 'look-up' } as const } : {}),
    at: { file: RESOLV_CONF, ...(line === undefined ? {} : { line }) },
  };
}

function faultOf({ a, aaaa }: AskedNameserver): string {
  if (a.kind === 'refused') return 'refuses the packet: no nameserver runs there';
  if (a.kind === 'no-route') return 'cannot be reached from here';
  if (a.kind !== 'no-answer') return 'answers for IPv4 and gives no answer for IPv6, and go waits for both';
  return aaaa.kind === 'no-answer' ? 'gives no answer' : 'gives no answer for IPv4, and go waits for both';
}

interface DeadCost {
  readonly isFirst: boolean;
  readonly rotates: boolean;
  readonly seconds: number;
}

function costText(share: Share, { isFirst, rotates, seconds }: DeadCost): string {
  if (share === 'all') return 'no other nameserver answers either, so no name is found';
  if (isFirst) return `each look-up waits ${seconds} s for it before the next is asked`;
  return rotates
    ? `with rotate, a part of all look-ups waits ${seconds} s for it`
    : `a look-up waits ${seconds} s for it whenever the ones before it give no answer`;
}

function cureOf(share: Share, line: number): string {
  return share === 'all'
    ? `name a nameserver that answers in line ${line} of ${RESOLV_CONF}`
    : `take line ${line} out of ${RESOLV_CONF}`;
}

function slowFinding(slow: AskedNameserver, quick: AskedNameserver, { nameservers }: MeasuredNames): Finding {
  const { address, line } = slow;
  const ms = Math.round(medianMs(slow) ?? 0);
  const isFirst = nameservers[0] === slow;
  const undo = `the line again in its place in ${RESOLV_CONF}: nameserver ${address}`;
  return {
    code: 'nameserver-slow',
    level: 'advice',
    text: `${address} (${RESOLV_CONF}:${line ?? 0}) takes ${ms} ms for an answer, and ${quick.address} ${Math.round(medianMs(quick) ?? 0)} ms`,
    cure: isFirst
      ? `put line ${line ?? 0} of ${RESOLV_CONF} behind that of ${quick.address}, or where the file is made (resolvectl, NetworkManager)`
      : `nothing to do while ${quick.address} answers first; else another nameserver in line ${line ?? 0} of ${RESOLV_CONF}`,
    undo,
    evidence: [slow, quick].map((each) => ({
      what: `${each.address}, median of ${each.times.length}`,
      value: tenths(medianMs(each) ?? 0),
      unit: 'ms',
      how: 'measured',
    })),
    ...(isFirst ? { cost: { ms, per: 'look-up' } as const } : {}),
    at: { file: RESOLV_CONF, ...(line === undefined ? {} : { line }) },
  };
}

function answerEvidence({ address, a, aaaa }: AskedNameserver): readonly Evidence[] {
  return (
    [
      ['A', a],
      ['AAAA', aaaa],
    ] as const
  ).map(([type, reply]) => ({
    what: `${address} ${type}: ${reply.kind === 'no-answer' ? `no answer in ${NAMESERVER_MS / 1000} s` : reply.kind}`,
    value: tenths(reply.ms),
    unit: 'ms',
    how: 'measured',
  }));
}
