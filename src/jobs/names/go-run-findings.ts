import type { Finding } from '../../core/choice/finding.ts';
import type { GoRunReport } from '../../core/net/names-report.ts';

/** A shorter time of go's own is nothing to look into, in milliseconds. */
const LONG_MS = 1_000;

/** The finding that the network is not what takes the time of go's own run. */
export function runFindings(report: GoRunReport): readonly Finding[] {
  const { outcome, ms, networkMs, localMs, requests } = report;
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
