import type { Finding } from '../../core/choice/finding.ts';
import type { GoRunReport } from '../../core/net/names-report.ts';

/** A shorter time of go's own is nothing to look into, in milliseconds. */
const LONG_MS = 1_000;

export interface RunRequest {
  /** The module and its version, as go was given them. */
  readonly asked: string;
  /** True where an entry of GOPROXY answered, so that go had what it needs. */
  readonly isServed: boolean;
}

/** The findings of go's own run: that the network is not what takes its time, or that it failed although an entry answered. */
export function runFindings(report: GoRunReport, request: RunRequest): readonly Finding[] {
  const { outcome, ms, networkMs, localMs, requests } = report;
  if (outcome === 'failed' && request.isServed) return [failure(report, request.asked)];
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

/** The words of go may hold the text of a server, and are not repeated: go says them again. */
function failure({ requests, unanswered, version }: GoRunReport, asked: string): Finding {
  return {
    code: 'go-run-fails',
    text: `go ${version} itself fails to download ${asked}, although an entry of GOPROXY answers`,
    cure: `go mod download -x ${asked} tells why, in go's own words`,
    evidence: [
      { what: 'requests', value: requests, how: 'measured' },
      { what: 'without an answer', value: unanswered, how: 'measured' },
    ],
  };
}
