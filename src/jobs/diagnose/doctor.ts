import { levelOf, type Complaint, type Finding, type FindingLevel } from '../../core/choice/finding.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import { isDiskFailure } from '../../errors.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { openHttp } from '../../io/http/http.ts';
import { installedToolchains, type Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { currentBase } from '../here/answering.ts';
import { olderIndexText } from '../releases/index-age.ts';
import { loadIndex } from '../releases/release-index.ts';
import { miseFinding, otherChoices, type OwnChoice } from '../surroundings/other-managers.ts';
import { pathFindings } from '../surroundings/search-path.ts';
import { startUpLine } from '../surroundings/start-up.ts';
import { environmentFindings } from '../surroundings/variables.ts';
import { asComplaint, configComplaints } from './checks/config-checks.ts';
import { linkComplaints } from './checks/link-checks.ts';
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
  /** The checks without a finding, in words for people. */
  readonly fine: readonly string[];
}

/** Checks the whole installation. Fails with `permission` or `disk` when `fix` cannot write. */
export async function doctor(run: Run, { fix, online }: DoctorOptions): Promise<Checkup> {
  const before = (await checkAll(run)).flatMap(({ found }) => found);
  if (fix) for (const mend of new Set(before.flatMap((each) => each.mend ?? []))) await mend();
  const checks = [...(await checkAll(run)), ...(online ? [await officialCheck(run)] : [])];
  const after = checks.flatMap(({ found }) => found);
  const left = new Set(after.map(({ text }) => text));
  return {
    findings: after.map(({ mend, ...finding }) => ({
      ...finding,
      level: levelOf(finding),
      fixable: mend !== undefined,
    })),
    fixed: before.filter(({ text }) => !left.has(text)).map(({ code, text, cure }) => ({ code, text, cure })),
    fine: checks.filter(({ found }) => found.length === 0).map(({ what }) => what),
  };
}

/** One subject of the checkup, in words that can stand behind "fine:", and what was found about it. */
interface Check {
  readonly what: string;
  readonly found: readonly Complaint[];
}

async function checkAll(run: Run): Promise<readonly Check[]> {
  const resolution = await currentBase(run);
  const base = resolution.ok && resolution.base.name !== 'system' ? resolution.base : undefined;
  const installed = installedOrNone(run);
  const read = goValuesOf(run, base?.goroot ?? installed[0]?.path);
  const paths = pathFindings(run, base?.name);
  const isOnPath = paths.every(({ code }) => code !== 'shims-not-on-path');
  const count = installed.length;
  return [
    { what: 'PATH', found: paths },
    { what: 'environment and go settings', found: environmentFindings(run, read) },
    { what: 'links and shims', found: guarded(() => linkComplaints(run)) },
    {
      what: count === 1 ? '1 toolchain with its receipt' : `${count} toolchains with receipts`,
      found: guarded(() => storeComplaints(run)).filter((each) => !isSaidBy(each, resolution)),
    },
    { what: 'rights of other accounts', found: guarded(() => writerComplaints(run)) },
    { what: 'config and keys', found: await configComplaints(run, read) },
    // Where the shims are not on PATH, that finding has the same cure.
    ...(isOnPath ? [{ what: 'start-up files', found: startUpLine(run) }] : []),
    {
      what: 'files of other managers',
      found: [...otherChoices(run), ...miseFinding(run, ownChoice(resolution))],
    },
    {
      what: 'the go of this directory',
      found: [...unanswered(resolution), ...(base === undefined ? [] : unseenFloor(run, base, read))],
    },
  ];
}

/** A global version that is not installed is told once: by the directory in which it should answer. */
function isSaidBy({ code }: Complaint, resolution: Resolution): boolean {
  return code === 'global-missing' && !resolution.ok && resolution.code === 'not-installed';
}

function unanswered(resolution: Resolution): readonly Complaint[] {
  return resolution.ok ? [] : [{ code: resolution.code, text: resolution.message, cure: resolution.cure }];
}

function ownChoice(resolution: Resolution): OwnChoice | undefined {
  return resolution.ok ? resolution.base : undefined;
}

/** Without a directory of toolchains the checks of the store say so. */
function installedOrNone(run: Run): readonly Installed[] {
  try {
    return installedToolchains(run.layout);
  } catch (error) {
    if (isDiskFailure(error)) return [];
    throw error;
  }
}

/** Runs a check; a file that cannot be read is a finding too. */
function guarded(check: () => readonly Complaint[]): readonly Complaint[] {
  try {
    return check();
  } catch (error) {
    return [asComplaint(error, 'unreadable')];
  }
}

async function officialCheck(run: Run): Promise<Check> {
  return { what: 'the release index of the official hosts', found: await officialComplaints(run) };
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
