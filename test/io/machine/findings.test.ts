import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/choice/finding.ts';
import type { CpusReport } from '../../../src/core/machine/machine-report.ts';
import { cpuFindings } from '../../../src/jobs/machine/cpu-findings.ts';
import { kernelFindings, loadFindings, memoryFindings } from '../../../src/jobs/machine/limit-findings.ts';
import { SOUND } from '../../support/machine-report.ts';

const QUOTA: CpusReport = { ...SOUND.cpus, quota: 2.5, quotaFrom: '/sys/fs/cgroup/job', goTakes: 3 };
const GROUPS = {
  cpu: undefined,
  tighter: undefined,
  periods: undefined,
  throttled: undefined,
  memoryBytes: undefined,
  oomKills: 2,
  oomFile: '/sys/fs/cgroup/job/memory.events',
};

function briefly(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, level = 'problem', cure, undo = '-' }) =>
    [code, level, cure, undo].join(' | '),
  );
}

describe('findings about processors', () => {
  it.each([
    ['no quota', SOUND.cpus, []],
    ['a quota that all heed', { ...QUOTA, programsTake: 3 }, []],
    [
      'a program that heeds none',
      QUOTA,
      [
        'program-quota | advice | go mod edit -godebug=containermaxprocs=1 (Go before 1.25 refuses that line); or a line go 1.25 | go mod edit -dropgodebug=containermaxprocs',
      ],
    ],
    [
      'a go that heeds none',
      { ...QUOTA, go: '1.24.9', goTakes: 8 },
      ['cpu-quota | advice | export GOMAXPROCS=3; or gv use 1.25 and newer | unset GOMAXPROCS'],
    ],
    ['a go that is not known', { ...QUOTA, go: null, goTakes: null, programsTake: null }, []],
    [
      'a tighter group above',
      { ...QUOTA, programsTake: 3, tighterAncestor: { directory: '/sys/fs/cgroup', quota: 1.5 } },
      ['parent-tighter | advice | export GOMAXPROCS=2 | unset GOMAXPROCS'],
    ],
    [
      'a group above for which Go takes no less',
      { ...QUOTA, programsTake: 3, tighterAncestor: { directory: '/sys/fs/cgroup', quota: 2.2 } },
      [],
    ],
    ['an older go for which a newer one takes no less', { ...QUOTA, affinity: 3, go: '1.24.9' }, []],
    [
      'a group above that allows more than there is',
      { ...SOUND.cpus, tighterAncestor: { directory: '/sys/fs/cgroup', quota: 9 } },
      [],
    ],
    [
      'half a processor, and much throttling',
      { ...QUOTA, quota: 0.5, goTakes: 2, programsTake: 2, periods: 8, throttledPeriods: 4 },
      ['cpu-quota-small | note | export GOMAXPROCS=1; go build -p 1 takes less at a time | unset GOMAXPROCS'],
    ],
    [
      'half a processor that is enough',
      { ...QUOTA, quota: 0.5, goTakes: 2, programsTake: 2, periods: 80, throttledPeriods: 4 },
      [],
    ],
  ])('%s', (_, cpus, expected) => {
    expect(briefly(cpuFindings(cpus, ''))).toEqual(expected);
  });

  it('tell nothing of what GOMAXPROCS mends already', () => {
    expect(cpuFindings({ ...QUOTA, go: '1.24.9' }, '3')).toEqual([]);
  });
});

describe('findings about memory, load and limits', () => {
  it('name what the kernel counted', () => {
    const report = { ...SOUND, memory: { limitBytes: 200_000_000, oomKills: 2, goMemLimit: null } };
    const found = memoryFindings({ report: { ...report, swapInPerS: 101 }, groups: GROUPS });
    expect(found.map(({ code, level }) => [code, level])).toEqual([
      ['oom-killed', undefined],
      ['memory-limit', 'note'],
      ['swapping', 'advice'],
    ]);
    expect(found[0]?.text).toContain(
      'killed 2 processes of this group for want of memory, whose limit is 200.0 MB',
    );
    expect(found[0]?.evidence?.[0]?.from).toBe(GROUPS.oomFile);
  });

  it('are none for a sound machine', () => {
    expect(memoryFindings({ report: SOUND, groups: GROUPS })).toEqual([]);
    expect([...loadFindings(SOUND), ...kernelFindings(SOUND)]).toEqual([]);
  });

  it('are a note for a busy machine, and a problem only for files', () => {
    expect(briefly(loadFindings({ ...SOUND, stealPercent: 30 }))[0]).toMatch(/^busy \| note/);
    const limits = { ...SOUND.limits, nofileHard: 256, inotifyInstances: { used: 127, max: 128 } };
    expect(briefly(kernelFindings({ limits })).map((each) => each.split(';')[0])).toEqual([
      'nofile | problem | a line in /etc/security/limits.d ("* hard nofile 524288"), or LimitNOFILE=524288 in a unit of systemd',
      'inotify-near-limit | note | as root: sysctl fs.inotify.max_user_instances=256',
    ]);
  });
});
