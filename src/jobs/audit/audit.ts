import { dirname } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { advisoriesOf } from '../../core/foreign/advisories.ts';
import type { Audit, AuditedTree } from '../../core/foreign/audit.ts';
import type { FoundTree } from '../../core/foreign/found-tree.ts';
import { cureSteps } from '../../core/foreign/tree-cure.ts';
import { layoutOf } from '../../core/layout.ts';
import { privateDirectory } from '../../io/disk/private-directory.ts';
import { entryKind } from '../../io/disk/read.ts';
import { temporaryDirectory } from '../../io/go/module-files.ts';
import { realPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';
import { openJudge } from '../trees/judge.ts';
import { treesHere } from './audited-roots.ts';
import { linesAmong } from './line-support.ts';
import { treesBelow, type AuditedRoot } from './named-roots.ts';
import { blindFindings, treeFindings } from './tree-findings.ts';
import { stateOf } from './tree-state.ts';
import { fileSettings, ownSettings } from './weak-settings.ts';

/**
 * Looks at every Go of this machine, or at those below the directories: whether each is what the Go team released, whether its
 * line is supported, and which settings take proofs away. Runs nothing of what it finds, and writes nothing but what gv keeps of
 * the checksum database and the lists of releases; without a GV_ROOT not even that. Fails with `disk` for a path that is no
 * directory.
 */
export async function audit(run: Run, directories: readonly string[]): Promise<Audit> {
  if (entryKind(run.layout.root) !== 'absent') return auditIn(run, directories);
  await using own = await privateDirectory(temporaryDirectory(run));
  return auditIn({ ...run, layout: layoutOf(own.path) }, directories);
}

async function auditIn(run: Run, directories: readonly string[]): Promise<Audit> {
  const isMachine = directories.length === 0;
  const each = directories.map((directory) => treesBelow(run, directory));
  // One directory may be named twice, through a link.
  const roots = [...new Map(each.map((root) => [root.root, root])).values()];
  const places = isMachine ? [treesHere(run)] : roots;
  const found = new Map(places.flatMap(({ trees }) => trees).map((tree) => [tree.path, tree]));
  const trees = await auditedTrees(run, [...found.values()]);
  const unreadable = [...new Set(places.flatMap((place) => place.unreadable))];
  const cut = [...new Set(places.flatMap((place) => place.cut))];
  const nameless = [...new Set(places.flatMap((place) => place.nameless))];
  const findings = distinct([
    ...trees.flatMap(treeFindings),
    ...(isMachine ? ownSettings(run) : []),
    ...roots.flatMap(({ root, settings }) => fileSettings(root, settings)),
    ...trees.flatMap(({ path }) => fileSettings(path, ['/go.env'])),
    // The homes of others are closed on every machine: that is told, and no fault of this one.
    ...blindFindings({ unreadable: isMachine ? [] : unreadable, cut, nameless }),
  ]);
  const empty = roots.filter((root) => root.trees.length === 0 && !isAnswered(root));
  return {
    trees,
    findings,
    unreadable,
    cut,
    nameless,
    roots: roots.map(({ root }) => root),
    empty: empty.map(({ root }) => root),
  };
}

/** One home may be a link to another, so that one file has two names. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code}\n${finding.text}`, finding])).values()];
}

/** Whether it is known of a directory that no Go lies in it: of the root of an image, all of which could be looked at. */
function isAnswered({ isImage, unreadable, cut, nameless }: AuditedRoot): boolean {
  return isImage && [unreadable, cut, nameless].every((each) => each.length === 0);
}

async function auditedTrees(run: Run, found: readonly FoundTree[]): Promise<readonly AuditedTree[]> {
  if (found.length === 0) return [];
  const lines = await linesAmong(run, found);
  const versions = realPath(run.layout.versions);
  await using judge = await openJudge(run);
  const trees: AuditedTree[] = [];
  // One after the other: each is hashed on all cores.
  for (const tree of found) {
    const { identity } = tree;
    const known = identity.kind === 'release' ? identity.version : undefined;
    const state = await stateOf(run, tree, judge);
    const advisories = known === undefined ? [] : advisoriesOf(known);
    const judged = { ...tree, state, ...lines(known), advisories };
    const isOwn = dirname(tree.path) === versions;
    trees.push({ ...judged, steps: cureSteps(judged, { isOwn }) });
  }
  return trees;
}
