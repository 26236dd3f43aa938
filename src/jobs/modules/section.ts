import { join } from 'node:path';
import type { Explanation } from '../../core/choice/explanation.ts';
import { levelOf, type Complaint, type Finding } from '../../core/choice/finding.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import type { ModulesReport } from '../../core/modules/report.ts';
import { hasCode } from '../../errors.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { realPath } from '../../io/host/search-path.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import type { SubjectGo } from '../environment/subject.ts';
import { timeLeft } from '../net/deadline.ts';
import { readModules, type ModulesRequest } from './modules.ts';

/** The wishes for the section `modules`. */
export interface ModulesWishes extends Pick<ModulesRequest, 'isOnline' | 'wantsGraph'> {
  readonly timeoutMs: number;
}

export interface SectionRequest extends ModulesWishes {
  readonly go: SubjectGo;
  readonly installed: readonly Installed[];
  readonly resolution: Resolution;
  /** Undefined where no Go answers. */
  readonly explanation: Explanation | undefined;
  /** The directory in which the user types. */
  readonly typedIn: string;
}

export interface ModulesSection {
  readonly checks: readonly { readonly what: string; readonly found: readonly Finding[] }[];
  /** Undefined where go refuses to look for modules at all. */
  readonly modules: ModulesReport | undefined;
}

/** Looks at the modules of the run's directory, with the Go that runs there. Fails with `interrupted`. */
export async function modulesSection(run: Run, request: SectionRequest): Promise<ModulesSection> {
  const { go, installed, resolution, timeoutMs, typedIn, isOnline, wantsGraph } = request;
  const program = programOf(resolution, go);
  const wishes = { typedIn, isOnline, wantsGraph, left: timeLeft(timeoutMs) };
  try {
    const { report, checks } = await readModules(run, { go: { ...go, program }, installed, ...wishes });
    const here = { what: 'the go of this directory', found: answering(request) };
    return { modules: report, checks: checks.length === 0 ? [] : [here, ...checks] };
  } catch (error) {
    // The go command ends for such a GOWORK too.
    if (!hasCode(error, 'bad-config')) throw error;
    const cure = error.hint ?? 'unset GOWORK';
    const found: readonly Finding[] = [{ code: 'module-file-malformed', text: error.message, cure }];
    return { modules: undefined, checks: [{ what: 'go.work', found }] };
  }
}

/** The go that runs here; undefined where none does. A system's go without a GOROOT around it is asked by its own path. */
export function programOf(resolution: Resolution, { goroot }: SubjectGo): string | undefined {
  if (!resolution.ok) return undefined;
  const own = goroot === undefined ? undefined : join(goroot, 'bin', 'go');
  if (own !== undefined && isExecutable(own)) return own;
  return realPath(join(resolution.base.goroot, 'go'));
}

/** Why no Go answers, or why go.mod asks for another one than there is. */
function answering({ resolution, explanation }: SectionRequest): readonly Complaint[] {
  if (!resolution.ok) return [{ code: resolution.code, text: resolution.message, cure: resolution.cure }];
  const { warnings = [], runs } = explanation ?? {};
  return warnings.filter((warning) => {
    return FLOORS.has(warning.code) && (levelOf(warning) === 'problem' || runs?.path === null);
  });
}

const FLOORS: ReadonlySet<string> = new Set(['pin-below-floor', 'base-below-floor', 'wrapper-empty']);
