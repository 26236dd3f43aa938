import type { Finding } from '../../core/choice/finding.ts';
import type { MachineReport, PlaceMeasures, PlaceReport } from '../../core/machine/machine-report.ts';
import { isNetwork } from '../../core/machine/mounts.ts';
import { settingsFiles } from '../../core/machine/settings-files.ts';
import { mountsHere } from '../../io/machine/cgroups.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { noPlace } from '../environment/no-place.ts';
import { subjectOf, type SubjectGo } from '../environment/subject.ts';
import { startDeadline } from '../net/deadline.ts';
import { cacheHomes } from '../places/cache-homes.ts';
import type { Filesystem } from '../places/context.ts';
import { filesystemsOf, TIME_IS_UP } from '../places/filesystems.ts';
import { namedPlaces } from '../places/named-places.ts';
import { insideModule } from '../places/shared-link.ts';
import { speedFindings } from '../places/speed-findings.ts';
import { useFindings } from '../places/use-findings.ts';
import { advisedMaxprocs, cpuFindings } from './cpu-findings.ts';
import { kernelFindings, loadFindings, memoryFindings } from './limit-findings.ts';
import { limitsBefore, readLimits } from './limits.ts';
import { settingsDirectory, writeSettings } from './settings-directory.ts';

/** The wishes for the section `machine`. */
export interface MachineWishes {
  /** Directories beside those of Go, as they were typed. */
  readonly places: readonly string[];
  /** False with `--no-probe`: nothing is written. */
  readonly probes: boolean;
  /** The directory for files of settings, as it was typed. */
  readonly write: string | undefined;
  readonly timeoutMs: number;
  /** True where the section `env` tells that Go has no place for its caches. */
  readonly tellsNoPlace: boolean;
}

export interface MachineRequest extends MachineWishes {
  readonly go: SubjectGo;
  readonly installed: readonly Installed[];
}

export interface MachineSection {
  readonly checks: readonly { readonly what: string; readonly found: readonly Finding[] }[];
  readonly machine: MachineReport;
}

/**
 * Measures the places of Go with small files that are removed again, and reads the limits of this machine. Changes nothing. Fails
 * with `usage` for a directory to write that the system reads, and with `interrupted`.
 */
export async function machineSection(run: Run, request: MachineRequest): Promise<MachineSection> {
  const { go: subject, installed, places: asked, probes, write, timeoutMs } = request;
  const directory = write === undefined ? undefined : settingsDirectory(run, write);
  using deadline = startDeadline(run, timeoutMs);
  const go = subjectOf(run, subject, installed);
  const mounts = mountsHere();
  const before = limitsBefore(mounts);
  const named = namedPlaces(go, asked);
  const measuring = { mounts, probes, deadline };
  const filesystems = await filesystemsOf(named, measuring);
  const homes = await cacheHomes(run, filesystems, measuring);
  const limits = await readLimits({ go, mounts, before, deadline });
  const context = { go, mounts, filesystems, homes };
  const [{ cpus }, maxprocs] = [limits.report, run.env['GOMAXPROCS'] ?? ''];
  const files = settingsFiles(limits.report, { maxprocs: advisedMaxprocs(cpus, maxprocs) });
  if (directory !== undefined) await writeSettings(directory, files);
  return {
    machine: { places: filesystems.map(placeReport), ...limits.report, files },
    checks: [
      { what: 'the speed of places', found: speedFindings(context) },
      {
        what: 'rights and room in places',
        found: [
          ...(request.tellsNoPlace ? [] : noPlace(go)),
          ...useFindings(context),
          ...(await insideModule(run, named)),
        ],
      },
      { what: 'processors', found: cpuFindings(cpus, maxprocs) },
      { what: 'memory', found: memoryFindings(limits) },
      {
        what: 'load and limits of the kernel',
        found: [...loadFindings(limits.report), ...kernelFindings(limits.report)],
      },
      ...lateCheck(filesystems),
    ],
  };
}

function lateCheck(filesystems: readonly Filesystem[]): MachineSection['checks'] {
  const late = filesystems.filter(({ why }) => why === TIME_IS_UP);
  if (late.length === 0) return [];
  const text = `the time was up before ${late.map(({ facts }) => facts.directory).join(', ')} had been measured`;
  const cure = 'gv doctor machine --timeout 60';
  return [{ what: 'the time', found: [{ code: 'cut-short', level: 'note', text, cure }] }];
}

const UNMEASURED: PlaceMeasures = {
  createPerS: null,
  createMs: null,
  statPerS: null,
  readPerS: null,
  unlinkPerS: null,
  fsyncMs: null,
  exec: null,
  caseSensitive: null,
  files: 0,
  ms: 0,
  full: false,
};

function placeReport({ places, facts, measured, why }: Filesystem): PlaceReport {
  const { mount, freeInodes, inodes } = facts;
  return {
    names: places.map(({ name }) => name),
    path: facts.directory,
    exists: facts.exists,
    at: places.map(({ name, path, facts: { exists } }) => ({ name, path, exists })),
    type: mount?.type ?? null,
    network: isNetwork(mount?.type ?? ''),
    source: mount?.source ?? null,
    mountedOn: mount?.point ?? null,
    options: mount?.options ?? [],
    freeBytes: facts.freeBytes ?? null,
    freeInodes: freeInodes ?? null,
    freeInodesPercent:
      freeInodes === undefined || inodes === undefined ? null : Math.round((freeInodes * 100) / inodes),
    ...(measured ?? UNMEASURED),
    ...(why === undefined ? {} : { why }),
  };
}
