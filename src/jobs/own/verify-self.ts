import { dirname, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import {
  checkPart,
  LIST_NAME,
  quotedRootIn,
  type ProgramPart,
  type ProgramVerdict,
} from '../../core/own/program-check.ts';
import { quotedFor, shellWord } from '../../core/shells/quote.ts';
import { parseManifest } from '../../core/toolchain/manifest.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import { GvError } from '../../errors.ts';
import { entryKind, linkTarget, namesIn, readSmall } from '../../io/disk/read.ts';
import { realPath } from '../../io/host/search-path.ts';
import { programDirectory } from '../../io/process/program.ts';
import { wantedLinks } from '../../io/store/links.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { listedDigests } from '../../io/tree/digests.ts';
import { walkTree } from '../../io/tree/walk.ts';
import type { World } from '../../world.ts';

/** The verdict on gv's own program; the failure of the command comes after the verdict was shown. */
export interface SelfVerification {
  readonly verdict: ProgramVerdict;
  readonly failure: GvError | undefined;
}

/**
 * Compares the program that runs with the lists of digests beside it: `lib/files.sha256`, which the build made, and
 * `runtime/files.sha256`, which came with a release or was written by install.sh. Then come the links and start-up files that
 * lead to it from GV_ROOT. The lists tell of damage and accidents; an account that can write the program can write the lists.
 * Fails with `permission`, `disk`, `interrupted`.
 */
export async function verifySelf(world: World): Promise<SelfVerification> {
  const lib = programDirectory();
  const path = dirname(lib);
  const parts = [await partAt(world, path, 'lib')];
  const ownNode = join(path, 'runtime', 'node');
  if (entryKind(ownNode) !== 'absent') parts.push(await partAt(world, path, 'runtime'));
  const isOfRoot = realPath(world.layout.lib) === lib;
  const findings = [...parts.flatMap(checkPart), ...(isOfRoot ? rootFlaws(world, lib) : [])];
  const uncovered = [
    ...(realPath(process.execPath) === realPath(ownNode) ? [] : [`Node at ${process.execPath}`]),
    ...(isOfRoot ? [] : [`${world.layout.root}, where another gv is installed`]),
  ];
  const state = parts[0]?.manifest === undefined ? 'unknown' : findings.length > 0 ? 'changed' : 'intact';
  const files = parts.reduce((count, { digests }) => count + digests.size, 0);
  const verdict: ProgramVerdict = { version: GV_VERSION, path, state, files, findings, uncovered };
  return { verdict, failure: state === 'intact' ? undefined : changed(world, verdict) };
}

async function partAt({ signal }: World, path: string, name: string): Promise<ProgramPart> {
  const directory = join(path, name);
  const list = readSmall(join(directory, LIST_NAME), LIMITS.manifestBytes);
  const manifest = list === undefined ? undefined : parseManifest(list);
  const entries = walkTree(directory);
  const digests = await listedDigests(directory, { entries, list: manifest ?? new Map() }, signal);
  return { name, manifest, entries, digests };
}

/** The links and start-up files of a root that do not lead to the program as install.sh has them lead. */
function rootFlaws({ layout }: World, lib: string): readonly TreeFlaw[] {
  const linked = (path: string, to: string): boolean => realPath(join(layout.root, path)) === join(lib, to);
  const leads: readonly (readonly [path: string, isSound: boolean])[] = [
    ['bin/gv', linked('bin/gv', 'shims/gv')],
    ['runtime', realPath(join(layout.root, 'runtime')) === realPath(join(dirname(lib), 'runtime'))],
    ['share', linked('share', 'share')],
    ['env', isStartUpFile(layout.root, lib, 'env')],
    ['env.fish', isStartUpFile(layout.root, lib, 'env.fish')],
  ];
  const wanted = wantedLinks(layout, installedToolchains(layout)).shims;
  const shims = [...wanted].map(
    ([name, target]) => [`shims/${name}`, linkTarget(join(layout.shims, name)) === target] as const,
  );
  const wrong = [...leads, ...shims]
    .filter(([, isSound]) => !isSound)
    .map(([path]): TreeFlaw => {
      const kind = entryKind(join(layout.root, path)) === 'absent' ? 'missing' : 'changed';
      return { kind, path };
    });
  return [
    ...wrong,
    ...extrasIn(layout.root, 'bin', ['gv']),
    ...extrasIn(layout.root, 'shims', wanted.keys()),
  ];
}

/** The name of a link that a gv which was killed did not finish (`linkAtomic`). */
const LEFT = /\.\d+\.\d+\.tmp$/;

/** Both directories come first on PATH, so that every other program in them runs in the place of the system's. */
function extrasIn(root: string, directory: string, names: Iterable<string>): readonly TreeFlaw[] {
  const known = new Set(names);
  return namesIn(join(root, directory))
    .filter((name) => !known.has(name) && !LEFT.test(name))
    .map((name) => ({ kind: 'extra', path: `${directory}/${name}` }));
}

function isStartUpFile(root: string, lib: string, name: 'env' | 'env.fish'): boolean {
  const template = readSmall(join(lib, 'shims', name)) ?? '';
  const quoted = quotedRootIn(template, readSmall(join(root, name)) ?? '');
  if (quoted === undefined) return false;
  const isFish = name === 'env.fish';
  const path = isFish ? quoted.replace(/\\(['\\])/g, '$1') : quoted.replaceAll("'\\''", "'");
  const isOneWord = quotedFor(isFish ? 'fish' : 'posix', path) === `'${quoted}'`;
  return isOneWord && realPath(path) === realPath(root);
}

function changed({ layout }: World, { state, version, findings }: ProgramVerdict): GvError {
  const message =
    state === 'unknown' ? `gv ${version} has no list of its files` : `not as installed: gv ${version}`;
  // install.sh leaves alone what it did not make.
  const extras = findings
    .filter(({ kind, path }) => kind === 'extra' && /^(bin|shims)\//.test(path))
    .map(({ path }) => shellWord(join(layout.root, path)));
  const more = extras.length === 0 ? '' : ` Remove by hand: rm ${extras.join(' ')}`;
  return new GvError('program-changed', message, {
    hint: `Run install.sh again, from a release or a checkout that you trust.${more}`,
  });
}
