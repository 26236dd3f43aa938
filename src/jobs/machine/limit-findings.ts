import type { Finding } from '../../core/choice/finding.ts';
import {
  busyWith,
  isNear,
  LEAST_FILES,
  SMALL_MEMORY_BYTES,
  SWAPPING_PER_S,
} from '../../core/machine/judging.ts';
import type { MachineReport } from '../../core/machine/machine-report.ts';
import { RAISED_FILES } from '../../core/machine/settings-files.ts';
import { megabytes } from '../../core/text/megabytes.ts';
import type { ReadLimits } from './limits.ts';

/** Findings about memory, from what the kernel counted. */
export function memoryFindings({ report: { memory, swapInPerS }, groups }: ReadLimits): readonly Finding[] {
  const { limitBytes, oomKills } = memory;
  const kills = oomKills ?? 0;
  const times = kills === 1 ? 'a process' : `${kills} processes`;
  const limit = limitBytes === null ? '' : `, whose limit is ${megabytes(limitBytes)}`;
  return [
    ...(kills === 0
      ? []
      : [
          {
            code: 'oom-killed',
            text: `the kernel killed ${times} of this group for want of memory${limit}: "signal: killed" in a build comes from that`,
            cure: 'a higher limit of memory; go build -p 1 builds one package at a time',
            evidence: [{ what: 'oom_kill', value: kills, how: 'measured', from: groups.oomFile ?? '' }],
          } as const,
        ]),
    ...(limitBytes === null || limitBytes >= SMALL_MEMORY_BYTES
      ? []
      : [
          {
            code: 'memory-limit',
            level: 'note',
            text: `this process and its group may use ${megabytes(limitBytes)} of memory, and a link of a large program takes more than that`,
            cure: 'go build -p 1 where a build is killed; Go sets GOMEMLIMIT by no limit of a group',
            evidence: [{ what: 'limit of memory', value: limitBytes, unit: 'bytes', how: 'read' }],
          } as const,
        ]),
    ...(swapInPerS === null || swapInPerS <= SWAPPING_PER_S
      ? []
      : [
          {
            code: 'swapping',
            level: 'advice',
            text: 'this machine reads memory back from swap: what is in use does not fit into memory',
            cure: 'more memory, or fewer programs at a time (go build -p 1); swappiness changes nothing of that',
            evidence: [
              { what: 'pages read back from swap', value: swapInPerS, unit: 'a second', how: 'measured' },
            ],
          } as const,
        ]),
  ];
}

/** A note where others take the time of this machine: figures of this run are upper bounds then. */
export function loadFindings(report: Pick<MachineReport, 'pressure' | 'stealPercent'>): readonly Finding[] {
  const busy = busyWith(report);
  if (busy.length === 0) return [];
  return [
    {
      code: 'busy',
      level: 'note',
      text: `this machine is busy: ${busy.join(', ')}`,
      cure: 'measure again when less runs; the figures above are upper bounds of times',
      evidence: [{ what: 'pressure', value: busy.join(', '), how: 'read', from: '/proc/pressure' }],
    },
  ];
}

/** Findings about the limits of the kernel for files and watches. */
export function kernelFindings({ limits }: Pick<MachineReport, 'limits'>): readonly Finding[] {
  const { nofileHard, inotifyWatches, inotifyInstances } = limits;
  const near = [
    ...(isNear(inotifyWatches) ? [{ what: 'max_user_watches', ...inotifyWatches }] : []),
    ...(isNear(inotifyInstances) ? [{ what: 'max_user_instances', ...inotifyInstances }] : []),
  ];
  return [
    ...(nofileHard === null || nofileHard >= LEAST_FILES
      ? []
      : [
          {
            code: 'nofile',
            text: `a process may open ${nofileHard} files at most, and go raises its limit no further than that`,
            cure: `a line in /etc/security/limits.d ("* hard nofile ${RAISED_FILES}"), or LimitNOFILE=${RAISED_FILES} in a unit of systemd; gv doctor machine --write DIR writes one`,
            evidence: [
              { what: 'Max open files, hard', value: nofileHard, how: 'read', from: '/proc/self/limits' },
            ],
          } as const,
        ]),
    ...near.map(({ what, used, max }): Finding => {
      return {
        code: 'inotify-near-limit',
        level: 'note',
        text: `your programs use ${used ?? 0} of ${max ?? 0} (fs.inotify.${what}): editors and watchers fail at the limit; go uses none`,
        cure: `as root: sysctl fs.inotify.${what}=${2 * (max ?? 0)}; gv doctor machine --write DIR writes the file that keeps it`,
        undo: `as root: sysctl fs.inotify.${what}=${max ?? 0}`,
        evidence: [
          { what: 'in use', value: used ?? 0, how: 'measured' },
          { what, value: max ?? 0, how: 'read', from: `/proc/sys/fs/inotify/${what}` },
        ],
      };
    }),
  ];
}
