import type { Finding } from '../../core/choice/finding.ts';
import { isThrottled } from '../../core/machine/judging.ts';
import type { CpusReport } from '../../core/machine/machine-report.ts';
import { compareText } from '../../core/version.ts';

/** Findings about processors: a quota that Go does not see, or that is too small for it. Without a quota there are none. */
export function cpuFindings(cpus: CpusReport, asked: string): readonly Finding[] {
  const isAsked = asked !== '';
  return [
    ...(isAsked ? [] : [...unseenByGo(cpus), ...tighterParent(cpus), ...unseenByPrograms(cpus)]),
    ...smallQuota(cpus),
  ];
}

/** The GOMAXPROCS that an advice of `cpuFindings` exports; undefined where none does. */
export function advisedMaxprocs(cpus: CpusReport, asked: string): number | undefined {
  const quota = asked === '' ? (quotaUnseen(cpus) ?? tighterQuota(cpus)) : undefined;
  return quota === undefined ? undefined : byHandOf(quota);
}

/** The least that Go takes for a quota. */
const LEAST_TAKEN = 2;

/** GOMAXPROCS by hand for a quota: rounded up as Go does, and one where the quota is no more. */
function byHand(quota: number): Pick<Finding, 'cure' | 'undo'> {
  return { cure: `export GOMAXPROCS=${byHandOf(quota)}`, undo: 'unset GOMAXPROCS' };
}

function byHandOf(quota: number): number {
  return Math.max(1, Math.ceil(quota));
}

function quotaEvidence({ quota, quotaFrom }: CpusReport): NonNullable<Finding['evidence']> {
  return [{ what: 'quota', value: quota ?? 0, unit: 'processors', how: 'read', from: quotaFrom ?? '' }];
}

/** The quota that the go here takes more than, and a newer one would not. */
function quotaUnseen({ quota, affinity, go, goTakes }: CpusReport): number | undefined {
  if (quota === null || go === null || compareText(go, '1.25rc1') >= 0) return undefined;
  return Math.max(LEAST_TAKEN, Math.ceil(quota)) < (goTakes ?? affinity) ? quota : undefined;
}

function unseenByGo(cpus: CpusReport): readonly Finding[] {
  const { affinity, go, goTakes } = cpus;
  const quota = quotaUnseen(cpus);
  if (quota === undefined) return [];
  const { cure, undo } = byHand(quota);
  return [
    {
      code: 'cpu-quota',
      level: 'advice',
      text: `this process may use ${quota} of ${affinity} processors, and go ${go} takes ${goTakes ?? affinity}: Go heeds a quota from 1.25 on`,
      cure: `${cure}; or gv use 1.25 and newer`,
      ...(undo === undefined ? {} : { undo }),
      evidence: quotaEvidence(cpus),
    },
  ];
}

/** The quota of an ancestor that Go takes more than. */
function tighterQuota({ tighterAncestor: above, affinity, goTakes }: CpusReport): number | undefined {
  return above !== null && byHandOf(above.quota) < (goTakes ?? affinity) ? above.quota : undefined;
}

function tighterParent(cpus: CpusReport): readonly Finding[] {
  const { tighterAncestor: above, quota } = cpus;
  if (above === null || tighterQuota(cpus) === undefined) return [];
  const own = quota === null ? 'no quota of its own' : `a quota of ${quota}`;
  return [
    {
      code: 'parent-tighter',
      level: 'advice',
      text: `${above.directory} allows ${above.quota} processors, and the group of this process has ${own}: Go reads that one alone (golang/go#81180)`,
      ...byHand(above.quota),
      evidence: [
        { what: 'quota', value: above.quota, unit: 'processors', how: 'read', from: above.directory },
      ],
    },
  ];
}

function unseenByPrograms(cpus: CpusReport): readonly Finding[] {
  const { quota, affinity, go, programsTake, goTakes, goLine } = cpus;
  if (quota === null || go === null || programsTake === null || goTakes === null) return [];
  if (compareText(go, '1.25rc1') < 0 || programsTake <= goTakes) return [];
  return [
    {
      code: 'program-quota',
      level: 'advice',
      text: `programs of this module take ${programsTake} processors, and may use ${quota} of ${affinity}: its go line is ${goLine ?? 'missing'}, and a program heeds a quota from go 1.25 on`,
      cure: 'go mod edit -godebug=containermaxprocs=1 (Go before 1.25 refuses that line); or a line go 1.25',
      undo: 'go mod edit -dropgodebug=containermaxprocs',
      evidence: quotaEvidence(cpus),
    },
  ];
}

function smallQuota(cpus: CpusReport): readonly Finding[] {
  const { quota, affinity, periods, throttledPeriods } = cpus;
  if (quota === null || quota >= LEAST_TAKEN || affinity < LEAST_TAKEN) return [];
  if (!isThrottled(periods, throttledPeriods)) return [];
  return [
    {
      code: 'cpu-quota-small',
      level: 'note',
      text: `the quota is ${quota} processors, and Go takes ${LEAST_TAKEN} at least: the kernel stopped this group in ${throttledPeriods ?? 0} of ${periods ?? 0} periods`,
      cure: 'export GOMAXPROCS=1; go build -p 1 takes less at a time',
      undo: 'unset GOMAXPROCS',
      evidence: [
        ...quotaEvidence(cpus),
        { what: 'periods that were throttled', value: throttledPeriods ?? 0, how: 'measured' },
      ],
    },
  ];
}
