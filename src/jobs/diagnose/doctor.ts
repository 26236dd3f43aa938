import {
  levelOf,
  type Complaint,
  type Evidence,
  type Finding,
  type FindingLevel,
  type FindingSection,
} from '../../core/choice/finding.ts';
import type { Run } from '../../world.ts';
import type { EnvironmentReport } from '../environment/environment.ts';
import { asComplaint } from './checks/config-checks.ts';
import { examine, type Check } from './sections.ts';

export interface DoctorOptions {
  /** Mend the findings that gv can mend by itself. */
  readonly fix: boolean;
  /** Ask the official hosts too. */
  readonly online: boolean;
  readonly sections: readonly FindingSection[];
  /** The time for what may take long, in milliseconds; what is left then is named by `cut-short`. */
  readonly timeoutMs: number;
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
}

/** Checks the installation and what surrounds it. Fails with `permission` or `disk` when `fix` cannot write. */
export async function doctor(
  run: Run,
  { fix, online, sections, timeoutMs }: DoctorOptions,
): Promise<Checkup> {
  const end = run.now().getTime() + timeoutMs;
  const request = { sections, isLate: () => run.now().getTime() >= end };
  const first = await examine(run, request);
  const before = first.checks.flatMap(({ found }) => found);
  const mends = fix ? new Set(before.flatMap((each) => each.mend ?? [])) : new Set<() => Promise<void>>();
  for (const mend of mends) await mend();
  const { checks: examined, env } = mends.size === 0 ? first : await examine(run, request);
  const checks = [...examined, ...(online ? [await officialCheck(run)] : [])];
  const findings = checks.flatMap(({ section, found }) => found.map((each) => reported(each, section)));
  const left = new Set(findings.map(({ text }) => text));
  return {
    findings,
    fixed: before.filter(({ text }) => !left.has(text)).map(({ code, text, cure }) => ({ code, text, cure })),
    fine: checks.filter(({ found }) => found.length === 0).map(({ what }) => what),
    ...(env === undefined ? {} : { env }),
  };
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
