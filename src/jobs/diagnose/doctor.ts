import {
  levelOf,
  type Complaint,
  type Evidence,
  type Finding,
  type FindingLevel,
  type FindingSection,
} from '../../core/choice/finding.ts';
import type { MachineReport } from '../../core/machine/machine-report.ts';
import type { ModulesReport } from '../../core/modules/report.ts';
import type { NetReport } from '../../core/net/net-report.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { GvError } from '../../errors.ts';
import { isDirectory } from '../../io/disk/access.ts';
import { pathFrom } from '../../io/host/here.ts';
import { realPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';
import type { EnvironmentReport } from '../environment/environment.ts';
import { currentBase } from '../here/answering.ts';
import type { MachineWishes } from '../machine/machine.ts';
import type { ModulesWishes } from '../modules/section.ts';
import { timeLeft } from '../net/deadline.ts';
import type { NetRequest } from '../network/network.ts';
import { asComplaint } from './checks/config-checks.ts';
import { explain } from './explain.ts';
import { examine, goHere, type Check } from './sections.ts';

export interface DoctorOptions {
  /** Mend the findings that gv can mend by itself. */
  readonly fix: boolean;
  /** Ask the official hosts too. */
  readonly online: boolean;
  readonly sections: readonly FindingSection[];
  /** The time for what may take long, in milliseconds; what is left then is named by `cut-short`. */
  readonly timeoutMs: number;
  /** Set where the section `net` was asked for. */
  readonly net?: NetOptions;
  /** Set where the section `modules` was asked for. */
  readonly modules?: ModulesOptions;
  /** Set where the section `machine` was asked for. */
  readonly machine?: MachineWishes;
}

/** The wishes for the section `net`, and its own time. */
export type NetOptions = Pick<NetRequest, 'target' | 'wishes' | 'timeoutMs'>;

/** The wishes for the section `modules`, and the directory that was typed behind it. */
export interface ModulesOptions extends ModulesWishes {
  readonly directory: string | undefined;
}

/** A finding as it is reported. */
export interface Reported extends Finding {
  readonly level: FindingLevel;
  readonly section: FindingSection;
  readonly evidence: readonly Evidence[];
  readonly fixable: boolean;
}

export interface Checkup {
  /** The findings that remain. */
  readonly findings: readonly Reported[];
  /** The findings that were mended. */
  readonly fixed: readonly Finding[];
  /** The checks without a finding, in words for people. */
  readonly fine: readonly string[];
  /** Set where the section `env` was asked for. */
  readonly env?: EnvironmentReport;
  /** Set where the section `net` was asked for. */
  readonly net?: NetReport;
  /** Set where the section `modules` was asked for. */
  readonly modules?: ModulesReport;
  /** Set where the section `machine` was asked for. */
  readonly machine?: MachineReport;
  /** Set for the section `test`. */
  readonly test?: TestReport;
}

/** Checks the installation and what surrounds it. Fails with `permission` or `disk` when `fix` cannot write. */
export async function doctor(run: Run, options: DoctorOptions): Promise<Checkup> {
  const { fix, online, sections, timeoutMs, net: wanted, modules: wantedModules, machine: wishes } = options;
  const remains = timeLeft(timeoutMs);
  const request = { sections, isLate: () => remains() === 0 };
  const first = await examine(run, request);
  const before = first.checks.flatMap(({ found }) => found);
  const mends = fix ? new Set(before.flatMap((each) => each.mend ?? [])) : new Set<() => Promise<void>>();
  for (const mend of mends) await mend();
  const { checks: examined, env } = mends.size === 0 ? first : await examine(run, request);
  const measured = wanted === undefined ? undefined : await netChecks(run, wanted);
  const official = online && sections.includes('install') ? [await officialCheck(run)] : [];
  const looked = wantedModules === undefined ? undefined : await modulesChecks(run, wantedModules);
  const probed = wishes === undefined ? undefined : await machineChecks(run, wishes);
  const checks = [
    ...examined,
    ...official,
    ...(looked?.checks ?? []),
    ...(measured?.checks ?? []),
    ...(probed?.checks ?? []),
  ];
  const findings = checks.flatMap(({ section, found }) => found.map((each) => reported(each, section)));
  const left = new Set(findings.map(({ text }) => text));
  return {
    findings,
    fixed: before.filter(({ text }) => !left.has(text)).map(({ code, text, cure }) => ({ code, text, cure })),
    fine: checks.filter(({ found }) => found.length === 0).map(({ what }) => what),
    ...(env === undefined ? {} : { env }),
    ...(measured === undefined ? {} : { net: measured.net }),
    ...(looked?.modules === undefined ? {} : { modules: looked.modules }),
    ...(probed === undefined ? {} : { machine: probed.machine }),
  };
}

async function netChecks(
  run: Run,
  options: NetOptions,
): Promise<{ readonly checks: readonly Check[]; readonly net: NetReport }> {
  const { netSection } = await import('../network/network.ts');
  const { checks, net } = await netSection(run, { ...options, ...(await goHere(run)) });
  return { net, checks: checks.map((check) => ({ ...check, section: 'net' })) };
}

async function machineChecks(
  run: Run,
  wishes: MachineWishes,
): Promise<{ readonly checks: readonly Check[]; readonly machine: MachineReport }> {
  const { machineSection } = await import('../machine/machine.ts');
  const { checks, machine } = await machineSection(run, { ...wishes, ...(await goHere(run)) });
  return { machine, checks: checks.map((check) => ({ ...check, section: 'machine' })) };
}

async function modulesChecks(
  run: Run,
  { directory, ...wishes }: ModulesOptions,
): Promise<{ readonly checks: readonly Check[]; readonly modules: ModulesReport | undefined }> {
  const { modulesSection } = await import('../modules/section.ts');
  const path = directory === undefined ? run.cwd : pathFrom(run, directory);
  if (directory !== undefined && !isDirectory(path))
    throw new GvError('usage', `${path} is not a directory`, { hint: 'gv doctor modules' });
  const there = { ...run, cwd: directory === undefined ? path : (realPath(path) ?? path) };
  const resolution = await currentBase(there);
  const explanation = resolution.ok ? await explain(there, resolution) : undefined;
  const found = { ...(await goHere(there)), resolution, explanation, typedIn: run.cwd };
  const { checks, modules } = await modulesSection(there, { ...wishes, ...found });
  return { modules, checks: checks.map((check) => ({ ...check, section: 'modules' })) };
}

/** A finding with all that is reported of it. */
export function reported({ mend, ...finding }: Complaint, section: FindingSection): Reported {
  return {
    ...finding,
    level: levelOf(finding),
    section,
    evidence: finding.evidence ?? [],
    fixable: mend !== undefined,
  };
}

async function officialCheck(run: Run): Promise<Check> {
  return {
    what: 'the release index of the official hosts',
    section: 'install',
    found: await officialComplaints(run),
  };
}

/** Asks the official hosts for the release index, as the next install would. */
async function officialComplaints(run: Run): Promise<readonly Complaint[]> {
  const { openHttp } = await import('../../io/http/http.ts');
  const { olderIndexText } = await import('../releases/index-age.ts');
  const { loadIndex } = await import('../releases/release-index.ts');
  const http = openHttp(run);
  try {
    const index = await loadIndex(run, http, { maxAgeMs: 0 });
    const { why, older, fetchedAt } = index;
    if (older !== undefined) {
      const cure = 'compare with another network; a server that lags catches up by itself';
      return [{ code: 'index-behind', text: olderIndexText(older, fetchedAt), cure }];
    }
    return why === undefined
      ? []
      : [{ code: 'official-unreachable', text: why, cure: 'check the network; GOPROXY serves meanwhile' }];
  } catch (error) {
    return [asComplaint(error, 'official-unreachable')];
  } finally {
    await http.close();
  }
}
