import type { Complaint, Finding } from '../../core/choice/finding.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import type { Emit } from '../../core/events.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { openHttp } from '../../io/http/http.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';
import { loadIndex } from '../releases/release-index.ts';
import { asComplaint, preferenceComplaints } from './checks/config-checks.ts';
import { environmentFindings } from './checks/environment-checks.ts';
import { linkComplaints } from './checks/link-checks.ts';
import { pathFindings } from './checks/path-checks.ts';
import { storeComplaints } from './checks/store-checks.ts';

export interface DoctorOptions {
  /** Mend what gv can mend by itself. */
  readonly fix: boolean;
  /** Ask the official hosts, too. */
  readonly online: boolean;
}

export interface Checkup {
  /** What is still wrong. */
  readonly findings: readonly (Finding & { readonly fixable: boolean })[];
  /** What was wrong and is not any more. */
  readonly fixed: readonly Finding[];
}

/** Checks the whole installation. Fails with `permission` or `disk` when `fix` cannot write. */
export async function doctor(world: World, { fix, online }: DoctorOptions, emit: Emit): Promise<Checkup> {
  const before = await complaints(world, emit);
  if (fix) for (const mend of new Set(before.flatMap((each) => each.mend ?? []))) await mend();
  const after = fix ? await complaints(world, emit) : before;
  const left = new Set(after.map(({ text }) => text));
  const network = online ? await officialComplaints(world) : [];
  return {
    findings: [...after, ...network].map(({ mend, ...finding }) => ({
      ...finding,
      fixable: mend !== undefined,
    })),
    fixed: before.filter(({ text }) => !left.has(text)).map(({ code, text, cure }) => ({ code, text, cure })),
  };
}

async function complaints(world: World, emit: Emit): Promise<readonly Complaint[]> {
  const resolution = await currentBase(world);
  const base = resolution.ok && resolution.base.name !== 'system' ? resolution.base : undefined;
  const read = goValuesOf(world, base?.goroot ?? installedToolchains(world.layout)[0]?.path);
  return [
    ...pathFindings(world, base?.name),
    ...environmentFindings(world, read),
    ...guarded(() => linkComplaints(world, emit)),
    ...guarded(() => storeComplaints(world, emit)),
    ...(await preferenceComplaints(world, read)),
    ...(resolution.ok ? [] : [unanswered(resolution)]),
  ];
}

/** What cannot be read is a finding too. */
function guarded(check: () => readonly Complaint[]): readonly Complaint[] {
  try {
    return check();
  } catch (error) {
    return [asComplaint(error, 'unreadable')];
  }
}

/** The resolver's message ends with what to do. */
function unanswered({ code, message }: Extract<Resolution, { readonly ok: false }>): Complaint {
  const cut = message.lastIndexOf('; ');
  return { code, text: message.slice(0, cut), cure: message.slice(cut + 2).replace(/^run: /, '') };
}

/** Asks for the release index afresh, as the next install would. */
async function officialComplaints(world: World): Promise<readonly Complaint[]> {
  const http = openHttp(world);
  try {
    const index = await loadIndex(world, http, { offline: false, maxAgeMs: 0 });
    return index.why === undefined
      ? []
      : [
          {
            code: 'official-unreachable',
            text: index.why,
            cure: 'check the network; GOPROXY serves meanwhile',
          },
        ];
  } catch (error) {
    return [asComplaint(error, 'official-unreachable')];
  } finally {
    await http.close();
  }
}
