import type { Finding } from '../../core/choice/finding.ts';
import { godebugValue } from '../../core/names/godebug.ts';
import type { GoRunReport } from '../../core/net/names-report.ts';
import { tenths } from '../../core/net/tenths.ts';
import { valueOf } from '../environment/subject.ts';
import { named, wayBack } from '../environment/way-back.ts';
import type { MeasuredContext } from '../net/context.ts';

/** A shorter time of go's own is nothing to look into, in milliseconds. */
const LONG_MS = 1_000;

/** Findings that rest on go's own run. */
export function runFindings(context: MeasuredContext, report: GoRunReport): readonly Finding[] {
  return [...localFindings(report), ...http2Findings(context, report)];
}

function localFindings({ outcome, ms, networkMs, localMs, requests }: GoRunReport): readonly Finding[] {
  if (outcome !== 'downloaded' || localMs <= LONG_MS || localMs <= ms / 2) return [];
  const share = Math.round((100 * localMs) / ms);
  return [
    {
      code: 'local-bound',
      level: 'note',
      text: `${share} % of go's own run passed without a request under way: the network is not what takes the time`,
      cure: 'look at the disk of GOMODCACHE and at the load of this machine (uptime, vmstat 1)',
      evidence: [
        { what: "go's own run", value: ms, unit: 'ms', how: 'measured' },
        { what: 'with a request under way', value: networkMs, unit: 'ms', how: 'measured' },
        { what: 'without one', value: localMs, unit: 'ms', how: 'measured' },
        { what: 'requests', value: requests, how: 'measured' },
      ],
      cost: { ms: localMs, per: 'run' },
    },
  ];
}

/** Without HTTP/2 go opens a connection for each request that runs beside another, and shakes hands for each. */
function http2Findings({ go, entries }: MeasuredContext, { requests }: GoRunReport): readonly Finding[] {
  if (godebugValue(valueOf(go, 'GODEBUG'), 'http2client') !== '0') return [];
  return entries.flatMap(({ entry, phases }) => {
    const tls = phases.find((phase) => phase.name === 'tls');
    const tcp = phases.find((phase) => phase.name === 'tcp');
    if (tls?.name !== 'tls' || tls.alpn !== 'h2') return [];
    const ms = tenths(tls.ms + (tcp?.ms ?? 0));
    const way = wayBack(go, 'GODEBUG');
    return [
      {
        code: 'http2-off',
        level: 'advice',
        text: `${named(go, 'GODEBUG')}: go uses no HTTP/2 at ${entry}, which has it, and opens a connection for each request that runs beside another`,
        ...way,
        evidence: [
          ...(way.evidence ?? []),
          { what: 'one connection: tcp and tls', value: ms, unit: 'ms', how: 'measured' },
          { what: 'requests of one module', value: requests, how: 'measured' },
        ],
        cost: { ms, per: 'connection' },
      },
    ];
  });
}
