import { SECTIONS, USUAL_SECTIONS, type FindingSection } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import type { ModulesOptions } from '../../jobs/diagnose/doctor.ts';
import type { Options } from '../parts/spec.ts';

/** The arguments of `gv doctor`. */
export interface AskedSections {
  readonly sections: readonly FindingSection[];
  /** The module or address behind `net`. */
  readonly target: string | undefined;
  /** The directory behind `modules`. */
  readonly directory: string | undefined;
}

/** A directory begins as a path does: `./x`, `../x`, `/x`. Module paths and addresses do not. */
const IS_DIRECTORY = /^(?:\.\.?$|\.\.?\/|\/)/;

/** The sections that are asked for, with what stands behind them. Fails with `usage`. */
export function askedSections(args: readonly string[]): AskedSections {
  const isSection = (name: string): boolean => SECTIONS.some((each) => each === name);
  const others = args.filter((name) => name !== 'all' && !isSection(name));
  const sections =
    args.length === 0
      ? USUAL_SECTIONS
      : SECTIONS.filter((name) => args.includes('all') || args.includes(name));
  const takes = (name: FindingSection, word: string): boolean =>
    sections.includes(name) && IS_DIRECTORY.test(word) === (name === 'modules');
  const [target, ...moreTargets] = others.filter((word) => takes('net', word));
  const [directory, ...moreDirectories] = others.filter((word) => takes('modules', word));
  const [strange] = [
    ...others.filter((word) => !takes('net', word) && !takes('modules', word)),
    ...moreTargets,
    ...moreDirectories,
  ];
  if (strange === undefined) return { sections, target, directory };
  throw new GvError('usage', `gv doctor has no section ${strange}`, {
    hint: `The sections are ${SECTIONS.join(', ')}; all stands for every one. gv doctor test stands alone.`,
  });
}

const MODULES_SECONDS = 60;

/** The wishes for the section `modules`; undefined where it is not asked for. Fails with `usage` for an option that only it has. */
export function modulesOptions(
  options: Options,
  { sections, directory }: AskedSections,
  seconds: number | undefined,
): ModulesOptions | undefined {
  const wantsGraph = options.flag('graph');
  const isOnline = options.flag('online');
  if (sections.includes('modules'))
    return { directory, isOnline, wantsGraph, timeoutMs: (seconds ?? MODULES_SECONDS) * 1000 };
  if (wantsGraph)
    throw new GvError('usage', '--graph is of the section modules', { hint: 'gv doctor modules --graph' });
  return undefined;
}

/** Fails with `usage` for an option of a section that was not asked for. */
export function checkSectionOptions(options: Options, sections: readonly FindingSection[]): void {
  if (options.flag('online') && !sections.some((name) => name === 'install' || name === 'modules'))
    throw new GvError('usage', '--online is of the sections install and modules', {
      hint: 'gv doctor install --online',
    });
  if (options.flag('editors') && !sections.includes('env'))
    throw new GvError('usage', '--editors is of the section env', { hint: 'gv doctor env --editors' });
}

/** The seconds of `--timeout`. Fails with `usage`. */
export function timeoutIn(options: Options): number | undefined {
  const text = options.text('timeout');
  if (text === undefined) return undefined;
  if (/^\d{1,4}s?$/.test(text)) return Number.parseInt(text, 10);
  throw new GvError('usage', `--timeout takes seconds: ${text} is not a number of them`, {
    hint: 'gv doctor --timeout 60',
  });
}
