import { type Complaint, type FindingSection, USUAL_SECTIONS } from '../../core/choice/finding.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import { isDiskFailure } from '../../errors.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootOf, gorootVersion } from '../../io/go/goroot.ts';
import { installedToolchains, type Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { readEnvironment, type EnvironmentReport } from '../environment/environment.ts';
import type { SubjectGo } from '../environment/subject.ts';
import { currentBase } from '../here/answering.ts';
import { miseFinding, otherChoices, type OwnChoice } from '../surroundings/other-managers.ts';
import { pathFindings } from '../surroundings/search-path.ts';
import { startUpLine } from '../surroundings/start-up.ts';
import { environmentFindings } from '../surroundings/variables.ts';
import { asComplaint, configComplaints } from './checks/config-checks.ts';
import { linkComplaints } from './checks/link-checks.ts';
import { storeComplaints } from './checks/store-checks.ts';
import { unseenFloor } from './checks/unseen-floor.ts';
import { writerComplaints } from './checks/writer-checks.ts';
import { explain } from './explain.ts';

/** One subject of the checkup, in words that can stand behind "fine:", and what was found about it. */
export interface Check {
  readonly what: string;
  readonly section: FindingSection;
  readonly found: readonly Complaint[];
}

export interface Examined {
  readonly checks: readonly Check[];
  /** Set where the section `env` was asked for. */
  readonly env?: EnvironmentReport;
}

/** Examines the sections that are asked for. Reads files only; `isLate` ends what may take long. */
export async function examine(
  run: Run,
  { sections, isLate }: { readonly sections: readonly FindingSection[]; readonly isLate: () => boolean },
): Promise<Examined> {
  if (!sections.some((name) => USUAL_SECTIONS.includes(name))) return { checks: [] };
  const resolution = await currentBase(run);
  const subject = { resolution, installed: installedOrNone(run), isLate };
  const install = sections.includes('install') ? await installChecks(run, subject) : [];
  if (!sections.includes('env')) return { checks: install };
  const { checks, env } = await environmentChecks(run, subject);
  return { checks: [...install, ...checks], env };
}

interface Subject {
  readonly resolution: Resolution;
  readonly installed: readonly Installed[];
  readonly isLate: () => boolean;
}

async function installChecks(run: Run, { resolution, installed }: Subject): Promise<readonly Check[]> {
  const read = goValuesOf(run, baseOf(resolution)?.goroot ?? installed[0]?.path);
  const count = installed.length;
  // Where the shims are not on PATH, that finding has the same cure as a missing line.
  const isOnPath = pathFindings(run, baseOf(resolution)?.name).every(
    ({ code }) => code !== 'shims-not-on-path',
  );
  const checks = [
    { what: 'links and shims', found: guarded(() => linkComplaints(run)) },
    {
      what: count === 1 ? '1 toolchain with its receipt' : `${count} toolchains with receipts`,
      found: guarded(() => storeComplaints(run)).filter((each) => !isSaidBy(each, resolution)),
    },
    { what: 'rights of other accounts', found: guarded(() => writerComplaints(run)) },
    { what: 'config and keys', found: await configComplaints(run, read) },
    ...(isOnPath ? [{ what: 'start-up files', found: startUpLine(run) }] : []),
  ];
  return checks.map((check) => ({ ...check, section: 'install' }));
}

async function environmentChecks(
  run: Run,
  { resolution, installed, isLate }: Subject,
): Promise<Required<Examined>> {
  const base = baseOf(resolution);
  const read = goValuesOf(run, base?.goroot ?? installed[0]?.path);
  const go = await runningGo(run, resolution, installed);
  const { report, ...found } = await readEnvironment(run, { go, installed, isLate });
  const checks = [
    { what: 'PATH', found: pathFindings(run, base?.name) },
    { what: 'environment and go settings', found: [...environmentFindings(run, read), ...found.settings] },
    { what: 'programs of go install', found: found.programs },
    {
      what: 'other managers and editors',
      found: [
        ...otherChoices(run),
        ...miseFinding(run, ownChoice(resolution)),
        ...found.managers,
        ...found.editors,
      ],
    },
    {
      what: 'the go of this directory',
      found: [...unanswered(resolution), ...(base === undefined ? [] : unseenFloor(run, base, read))],
    },
  ];
  return { checks: checks.map((check) => ({ ...check, section: 'env' })), env: report };
}

/** The toolchain of gv's that answers; undefined for the system's Go, and where none answers. */
function baseOf(resolution: Resolution): OwnBase | undefined {
  return resolution.ok && resolution.base.name !== 'system' ? resolution.base : undefined;
}

type OwnBase = Extract<Resolution, { readonly ok: true }>['base'];

/** The Go whose environment and network are looked at here, and the toolchains of gv. */
export async function goHere(
  run: Run,
): Promise<{ readonly go: SubjectGo; readonly installed: readonly Installed[] }> {
  const installed = installedOrNone(run);
  return { go: await runningGo(run, await currentBase(run), installed), installed };
}

/** The Go that runs here after go.mod was heeded; where it is not on this disk, the one that is started; where none answers, the newest installed. */
async function runningGo(
  run: Run,
  resolution: Resolution,
  installed: readonly Installed[],
): Promise<SubjectGo> {
  if (!resolution.ok) {
    const [newest] = installed;
    return { goroot: newest?.path, version: newest?.version.label };
  }
  const { runs } = await explain(run, resolution);
  const { base } = resolution;
  const started = base.name === 'system' ? gorootOf(`${base.goroot}/go`) : base.goroot;
  const goroot = runs.path === null ? started : (gorootOf(runs.path) ?? started);
  const name = goroot === undefined ? undefined : gorootVersion(goroot);
  return name === undefined || goroot === undefined
    ? { goroot: started, version: base.name === 'system' ? undefined : base.label }
    : { goroot, version: name.replace(/^go/, '') };
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
