import { join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { isInside } from '../../core/layout.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { namesOrNothing } from '../../io/disk/read.ts';
import { absoluteEntries, realPath } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';
import { pathCure } from './start-up.ts';

/** Findings about programs that come before gv on PATH. `base` is the name of the directory of the toolchain that answers here. */
export function pathFindings(world: World, base: string | undefined): readonly Finding[] {
  const shims = realPath(world.layout.shims);
  const entries = absoluteEntries(world);
  const at = entries.findIndex((entry) => realPath(entry) === shims && shims !== undefined);
  const before = at < 0 ? entries : entries.slice(0, at);
  const earlier = before
    .map((entry) => ({ entry, findings: earlierGo(world, entry, base) }))
    .filter(({ findings }) => findings.length > 0);
  return [
    ...(at < 0 ? [notThere(world)] : earlier.slice(0, 1).flatMap(({ findings }) => findings)),
    ...(at < 0 ? [] : before.flatMap((entry) => foreignLinks(world, entry))),
    ...gorootEntries(
      world,
      entries.filter((entry) => !earlier.some((found) => found.entry === entry)),
    ),
  ];
}

/** One finding, also where another go is on PATH: that one runs because the shims are not there. */
function notThere(world: World): Finding {
  const { shims } = world.layout;
  const text = `gv's shims (${shims}) are not on PATH, so gv does not choose the go that runs`;
  return { code: 'shims-not-on-path', text, cure: pathCure(world) };
}

function earlierGo(world: World, entry: string, base: string | undefined): readonly Finding[] {
  const go = join(entry, 'go');
  if (!isExecutable(go)) return [];
  const { layout } = world;
  const real = realPath(go) ?? go;
  const versions = realPath(layout.versions) ?? layout.versions;
  if (!isInside(versions, real)) {
    const text = `${go} comes before gv's shims on PATH, so typing go runs that program`;
    return [
      {
        code: 'go-before-shims',
        text,
        cure: `. ${shellWord(join(layout.root, 'env'))} as the last line of your shell's start-up file`,
      },
    ];
  }
  // --direct puts the toolchain's own bin directory first.
  if (base !== undefined && real === join(versions, base, 'bin', 'go')) return [];
  const text = `${entry} comes before gv's shims on PATH, so typing go runs that toolchain in every directory`;
  return [{ code: 'go-before-shims', text, cure: 'open a new shell, or take that directory out of PATH' }];
}

/** Finds programs such as go1.22.5, which the go command runs when it switches (golang.org/dl makes them). */
function foreignLinks({ layout }: World, entry: string): readonly Finding[] {
  const versions = realPath(layout.versions) ?? layout.versions;
  return namesOrNothing(entry)
    .filter((name) => /^go1(?:\.[0-9]+){1,2}(?:rc[0-9]+|beta[0-9]+)?(?:-.*)?$/.test(name))
    .map((name) => join(entry, name))
    .filter((path) => isExecutable(path) && !isInside(versions, realPath(path) ?? path))
    .map((path) => ({
      code: 'foreign-toolchain',
      text: `${path} comes before gv's shims on PATH and is not gv's: go will switch to it where that version is asked for`,
      cure: `rm ${shellWord(path)}, or put gv's shims first`,
    }));
}

/** Finds GOROOT/bin on PATH, where GOROOT is exported, and the bin directory of `current`, which is for editors. */
function gorootEntries({ env, layout }: World, entries: readonly string[]): readonly Finding[] {
  const goroot = env['GOROOT'] ?? '';
  const fixed = [goroot, layout.current].filter((place) => place !== '').map((place) => join(place, 'bin'));
  return entries
    .filter((entry) => fixed.includes(entry.replace(/\/+$/, '')))
    .map((entry) => ({
      code: 'goroot-on-path',
      level: 'advice',
      text: `PATH holds ${entry}, the tools of one fixed toolchain`,
      cure: 'take it out of PATH; the shims find the right one',
    }));
}
