import { busyWith } from '../../core/machine/judging.ts';
import type { MachineReport } from '../../core/machine/machine-report.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { placesText } from './places-text.ts';

export interface MachineTextContext {
  readonly page: { readonly width: number | undefined };
  readonly home: string | undefined;
}

/** The machine under the go command on one page: the places with what was measured, the limits with what Go takes of them, and files of settings. */
export function machineText(machine: MachineReport, { page, home }: MachineTextContext): string {
  const busy = busyWith(machine);
  const header =
    busy.length === 0 ? '' : `this machine is busy (${busy.join(', ')}): times are upper bounds\n\n`;
  const settings = machine.files.map(
    ({ name, for: directory, text }) => `\nfor ${directory}/${name}, not in force\n${indented(text)}`,
  );
  return `${header}${placesText(machine.places, { home })}\n${limitsText(machine, page)}${settings.join('')}\n`;
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${printable(line)}\n`)
    .join('');
}

function limitsText(machine: MachineReport, page: MachineTextContext['page']): string {
  const { cpus, memory } = machine;
  const go = cpus.go === null ? 'go here takes' : `go ${cpus.go} takes`;
  const isSmall = memory.limitBytes !== null;
  const goMemLimit = memory.goMemLimit === null ? 'no GOMEMLIMIT' : `GOMEMLIMIT ${memory.goMemLimit}`;
  const rows: readonly (readonly string[])[] = [
    ['limits', 'here', go, 'a program of this module takes'],
    ['  CPUs', cpusText(machine), takenText(cpus.goTakes), programsText(machine)],
    ['  memory', isSmall ? bytesText(memory.limitBytes ?? 0) : 'no limit of a group', goMemLimit, goMemLimit],
  ];
  return `${columns(rows.map((row) => row.map(printable)))}${columns(
    loadRows(machine).map((row) => row.map(printable)),
    page,
  )}`;
}

function cpusText({ cpus }: MachineReport): string {
  const { affinity, online, quota, tighterAncestor } = cpus;
  const of = online === null || (online === affinity && quota === null) ? '' : ` of ${online}`;
  const above = tighterAncestor === null ? '' : `, ${tighterAncestor.quota} in ${tighterAncestor.directory}`;
  return `${quota === null ? affinity : Math.min(quota, affinity)}${of}${above}`;
}

function takenText(taken: number | null): string {
  return taken === null ? 'unknown' : `GOMAXPROCS ${taken}`;
}

function programsText({ cpus: { programsTake, goLine } }: MachineReport): string {
  if (programsTake === null) return 'no module here';
  return `GOMAXPROCS ${programsTake}${goLine === null ? '' : ` (its go line: ${goLine})`}`;
}

function loadRows(machine: MachineReport): readonly (readonly string[])[] {
  const { cpus, pressure, swapInPerS, memory, limits } = machine;
  const percent = (value: number | null): string => (value === null ? 'unknown' : `${Math.round(value)} %`);
  const used = ({
    used: count,
    max,
  }: {
    readonly used: number | null;
    readonly max: number | null;
  }): string => (max === null ? 'unknown' : `${count ?? 'unknown'} of ${max}`);
  const periods = cpus.periods ?? 0;
  const throttled =
    periods === 0
      ? []
      : [
          [
            '  throttled',
            `${Math.round(((cpus.throttledPeriods ?? 0) * 100) / periods)} % of all periods since this group began; ` +
              `${cpus.throttledHere ?? 0} of ${cpus.periodsHere ?? 0} in this run`,
          ],
        ];
  return [
    ...throttled,
    [
      '  pressure',
      `cpu ${percent(pressure.cpu)}, io ${percent(pressure.io)}, memory ${percent(pressure.memory)}`,
    ],
    ['  killed', memory.oomKills === null ? 'unknown' : `${memory.oomKills} for want of memory`],
    ['  swapped in', swapInPerS === null ? 'unknown' : `${swapInPerS} pages a second`],
    ['  open files', limits.nofileHard === null ? 'unknown' : `${limits.nofileHard} at most for a process`],
    [
      '  inotify',
      `${used(limits.inotifyWatches)} watches, ${used(limits.inotifyInstances)} instances (go uses none)`,
    ],
    [
      '  kernel',
      `swappiness ${limits.swappiness ?? 'unknown'}, somaxconn ${limits.somaxconn ?? 'unknown'}, ` +
        `huge pages ${limits.thp ?? 'unknown'} (no cure for go test)`,
    ],
  ];
}
