import { dirname, join, resolve } from 'node:path';
import { moduleLines } from '../../core/go/floors.ts';
import { LIMITS } from '../../core/limits.ts';
import { modFlag, parseGoFlags, type GoFlag } from '../../core/settings/goflags.ts';
import { compareText } from '../../core/version.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import { modulesOn, nearestModule, temporaryDirectory, workFile } from '../../io/go/module-files.ts';
import { valueOf, type Subject } from '../environment/subject.ts';

/** A module whose go.mod counts: the one here, or a member of the workspace. */
export interface MainModule {
  readonly directory: string;
  /** The go.mod, or the file of `-modfile`. */
  readonly file: string;
  readonly sum: string;
  /** The text of that file; empty where it cannot be read. */
  readonly text: string;
}

/** The files that the go command reads in a directory. */
export interface ModulePlace {
  /** The module of this directory; undefined in a workspace beside its members. */
  readonly here: MainModule | undefined;
  /** The path of the go.work that counts, and its text. */
  readonly work: string | undefined;
  readonly workText: string;
  /** The directory in which go is asked. */
  readonly root: string;
  readonly flags: readonly GoFlag[];
  readonly isVendored: boolean;
}

/** The place of a subject; undefined where go would use no modules, or finds none. Fails with `bad-config` for a GOWORK that go refuses. */
export function modulePlace(subject: Subject): ModulePlace | undefined {
  const { world } = subject;
  const setting = (name: string): string => valueOf(subject, name);
  const search = { directory: world.cwd, setting, temporary: temporaryDirectory(world) };
  if (world.cwd === '' || !modulesOn(search)) return undefined;
  const [work, nearest] = [workFile(search), nearestModule(search)];
  if (work === undefined && nearest === undefined) return undefined;
  const flags = absoluteFlags(subject);
  const here = nearest === undefined ? undefined : mainModule(nearest, work === undefined ? flags : []);
  const root = dirname(work ?? nearest ?? '');
  const workText = work === undefined ? '' : (readSmallOrNothing(work, LIMITS.moduleFileBytes) ?? '');
  return { here, work, workText, root, flags, isVendored: isVendored({ here, work, workText, root, flags }) };
}

/** go.mod and go.sum of a directory; those that `-modfile` names take their place. */
export function mainModule(path: string, flags: readonly GoFlag[]): MainModule {
  const file = flags.findLast(({ name }) => name === 'modfile')?.value ?? path;
  const text = readSmallOrNothing(file, LIMITS.moduleFileBytes) ?? '';
  return { directory: dirname(path), file, sum: file.replace(/\.mod$/, '.sum'), text };
}

/** The flags of GOFLAGS, in which files are named from the directory of the user: go is asked in another one. */
function absoluteFlags(subject: Subject): readonly GoFlag[] {
  const read = parseGoFlags(valueOf(subject, 'GOFLAGS'));
  if ('refused' in read) return [];
  return read.flags.map((flag) => {
    const isFile = flag.name === 'modfile' || flag.name === 'overlay';
    return isFile && flag.value !== undefined
      ? { ...flag, value: resolve(subject.world.cwd, flag.value) }
      : flag;
  });
}

/** A vendor directory counts since Go 1.14 without a flag, that of a workspace since 1.22 (cmd/go/internal/modload, setDefaultBuildMod). */
function isVendored({ here, work, workText, root, flags }: Omit<ModulePlace, 'isVendored'>): boolean {
  if (entryKind(join(root, 'vendor', 'modules.txt')) === 'absent') return false;
  const asked = modFlag(flags);
  if (asked !== undefined) return asked === 'vendor';
  const go = moduleLines(work === undefined ? (here?.text ?? '') : workText).go?.text ?? '';
  return compareText(go, work === undefined ? '1.14' : '1.22') >= 0;
}
