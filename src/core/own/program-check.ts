import type { Manifest } from '../toolchain/manifest.ts';
import { checkTree, type Digests, type TreeEntry } from '../toolchain/tree-check.ts';
import type { TreeFlaw } from '../toolchain/tree-flaw.ts';

/** The list of digests in each part of the program, in the format of sha256sum(1). The list does not name itself. */
export const LIST_NAME = 'files.sha256';

/** A directory of gv's own program, as it lies on the disk. */
export interface ProgramPart {
  /** The name of the directory: `lib` or `runtime`. */
  readonly name: string;
  /** The digests in its list; undefined where the list is missing or damaged. */
  readonly manifest: Manifest | undefined;
  /** The entries in it, by paths relative to it. */
  readonly entries: readonly TreeEntry[];
  readonly digests: Digests;
}

/** The result of checking gv's own program. */
export interface ProgramVerdict {
  /** The version of gv that runs. */
  readonly version: string;
  /** The directory that holds `lib` and `runtime`. */
  readonly path: string;
  /** `unknown`: the program has no list of its files. */
  readonly state: 'intact' | 'changed' | 'unknown';
  /** How many files were compared. */
  readonly files: number;
  /** Paths relative to `path`, or to GV_ROOT for `bin`, `shims`, `env`, `env.fish`, `lib`, `runtime` and `share`. */
  readonly findings: readonly TreeFlaw[];
  /** The parts that no list covers, for people. */
  readonly uncovered: readonly string[];
}

/** The files that a system runs by themselves. */
const PROGRAMS = ['lib/shims/gv', 'lib/shims/shim.sh', 'runtime/node'];

/** Compares a part of the program with its list; a part without a list has one flaw, the missing list. */
export function checkPart({ name, manifest, entries, digests }: ProgramPart): readonly TreeFlaw[] {
  if (manifest === undefined) return [{ kind: 'missing', path: `${name}/${LIST_NAME}` }];
  const listed = entries.filter(({ path }) => path !== LIST_NAME);
  const flaws = checkTree(manifest, listed, digests).map(({ kind, path }) => ({
    kind,
    path: `${name}/${path}`,
  }));
  const cannotRun = listed
    .filter(({ kind, mode, path }) => kind === 'file' && isProgram(name, path) && (mode & 0o100) === 0)
    .map(({ path }) => ({ kind: 'mode', path: `${name}/${path}` }) as const)
    .filter(({ path }) => !flaws.some((flaw) => flaw.path === path));
  return [...flaws, ...cannotRun];
}

function isProgram(name: string, path: string): boolean {
  return PROGRAMS.includes(`${name}/${path}`);
}

/** The quoted root in a start-up file that was made from `template`; undefined where the rest of the text differs. */
export function quotedRootIn(template: string, text: string): string | undefined {
  const [before = '', after = ''] = template.split('@GV_ROOT@');
  const isOf = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return isOf ? text.slice(before.length, text.length - after.length) : undefined;
}
