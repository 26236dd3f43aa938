import type { Complaint, Finding, FindingLevel } from '../../core/choice/finding.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { openHttp } from '../../io/http/http.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { currentBase } from '../here/answering.ts';
import { olderIndexText } from '../releases/index-age.ts';
import { loadIndex } from '../releases/release-index.ts';
import { asComplaint, configComplaints } from './checks/config-checks.ts';
import { environmentFindings } from './checks/environment-checks.ts';
import { linkComplaints } from './checks/link-checks.ts';
import { pathFindings } from './checks/path-checks.ts';
import { storeComplaints } from './checks/store-checks.ts';
import { unseenFloor } from './checks/unseen-floor.ts';
import { writerComplaints } from './checks/writer-checks.ts';

export interface DoctorOptions {
  /** Mend the findings that gv can mend by itself. */
  readonly fix: boolean;
  /** Ask the official hosts too. */
  readonly online: boolean;
}

export interface Checkup {
  /** The findings that remain. */
  readonly findings: readonly (Finding & { readonly fixable: boolean; readonly level: FindingLevel })[];
  /** The findings that were mended. */
  readonly fixed: readonly Finding[];
}

/** Checks the whole installation. Fails with `permission` or `disk` when `fix` cannot write. */
export async function doctor(run: Run, { fix, online }: DoctorOptions): Promise<Checkup> {
  const before = await complaints(run);
  if (fix) for (const mend of new Set(before.flatMap((each) => each.mend ?? []))) await mend();
  const after = fix ? await complaints(run) : before;
  const left = new Set(after.map(({ text }) => text));
  const network = online ? await officialComplaints(run) : [];
  return {
    findings: [...after, ...network].map(({ mend, ...finding }) => ({
      ...finding,
      level: finding.level ?? 'problem',
      fixable: mend !== undefined,
    })),
    fixed: before.filter(({ text }) => !left.has(text)).map(({ code, text, cure }) => ({ code, text, cure })),
  };
}

async function complaints(run: Run): Promise<readonly Complaint[]> {
  const resolution = await currentBase(run);
  const base = resolution.ok && resolution.base.name !== 'system' ? resolution.base : undefined;
  const read = goValuesOf(run, base?.goroot ?? installedToolchains(run.layout)[0]?.path);
  return [
    ...pathFindings(run, base?.name),
    ...environmentFindings(run, read),
    ...(base === undefined ? [] : unseenFloor(run, base, read)),
    ...guarded(() => linkComplaints(run)),
    ...guarded(() => storeComplaints(run)),
    ...guarded(() => writerComplaints(run)),
    ...(await configComplaints(run, read)),
    ...(resolution.ok ? [] : [{ code: resolution.code, text: resolution.message, cure: resolution.cure }]),
  ];
}

/** Runs a check; a file that cannot be read is a finding too. */
function guarded(check: () => readonly Complaint[]): readonly Complaint[] {
  try {
    return check();
  } catch (error) {
    return [asComplaint(error, 'unreadable')];
  }
}

/** Asks the official hosts for the release index, as the next install would. */
async function officialComplaints(run: Run): Promise<readonly Complaint[]> {
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
