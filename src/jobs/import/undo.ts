import { basename, dirname, isAbsolute, join } from 'node:path';
import type { AsideStep } from '../../core/foreign/import-plan.ts';
import type { ImportedPin, ImportedToolchain, ImportRecord } from '../../core/foreign/import-record.ts';
import { isInside } from '../../core/layout.ts';
import { parseVersion } from '../../core/version.ts';
import { failureOf, GvError } from '../../errors.ts';
import { entryKind, linkTarget, readSmallOrNothing } from '../../io/disk/read.ts';
import { GO_VERSION, removePin } from '../../io/here/pin-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { receiptOf, toolchainsWithDamaged } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { knownAskings } from '../here/askings.ts';
import { forgetProjects } from '../here/projects.ts';
import { unuse } from '../here/use.ts';
import { rehash } from '../installed/rehash.ts';
import { findRemovals, uninstall, type Removal } from '../installed/uninstall.ts';
import { verifyTree } from '../installed/verify-tree.ts';
import { openJudge } from '../trees/judge.ts';
import { withCure } from './cure.ts';
import { finishMoves, movesLeft } from './left-aside.ts';
import { keepImport, lastImport } from './record.ts';

/** The work of `gv import --undo`; additions that are gone already are left out. */
export interface UndoPlan {
  readonly removals: readonly Removal[];
  /** The file with the global version, where the run chose it. */
  readonly global: string | undefined;
  /** Pins of projects that the run wrote. */
  readonly pins: readonly string[];
  /** Directories that the run made known projects; they stay known as long as anything is kept. */
  readonly projects: readonly string[];
  /** Trees that a move that was cut short left aside. */
  readonly aside: readonly AsideStep[];
  /** Additions that were changed or chosen since, and stay. */
  readonly kept: readonly Kept[];
}

export interface Kept {
  /** `go 1.22.5`, or a file. */
  readonly what: string;
  readonly why: string;
}

/**
 * Finds what the last run of `gv import` added and that was not changed or chosen since: a toolchain by its receipt and by all of its
 * files, a choice by the text of its file. Only reads. Fails as `lastImport` does, and as reading a tree.
 */
export async function planUndo(here: Run): Promise<UndoPlan> {
  // The additions of an import are the same, wherever a person stands who takes them back.
  const run = { ...here, cwd: NOWHERE };
  const record = lastImport(run);
  const aside = await movesLeft(run, { isUndo: true });
  const global = globalState(run, record);
  const pins = record.pins.flatMap((pin) => pinState(pin) ?? []);
  const choices = [...(global === undefined ? [] : [global]), ...pins];
  const without = [...oursOf(choices), ...(await unansweredStill(run, record))];
  const removals: Removal[] = [];
  const kept: Kept[] = choices
    .filter(({ kind }) => kind === 'changed')
    .map(({ file }) => ({ what: file, why: 'changed since' }));
  for (const imported of record.toolchains) {
    const what = `go ${imported.release}`;
    const found = { imported, began: record.began, without, aside };
    const failure = await failureOf(async () => {
      const fate = await fateOf(run, found);
      if (fate?.kind === 'remove') removals.push(fate.removal);
      if (fate?.kind === 'keep') kept.push({ what, why: fate.why });
    });
    if (failure !== undefined) kept.push({ what, why: keptFor(run, failure) });
  }
  const ours = global?.kind === 'ours' ? global.file : undefined;
  return { removals, global: ours, pins: oursOf(pins), projects: record.projects ?? [], aside, kept };
}

/** A directory with no project of a user. */
const NOWHERE = '/';

/** Files that asked before the import already, for a toolchain that was not there, and say the same still. */
async function unansweredStill(run: Run, { unanswered = [] }: ImportRecord): Promise<readonly string[]> {
  if (unanswered.length === 0) return [];
  const now = new Map((await knownAskings(run)).map(({ file, asked }) => [file, asked]));
  return unanswered.flatMap(({ file, asked }) => (now.get(file) === asked ? [file] : []));
}

/** A failure as the reason why an addition stays, with its cure. */
function keptFor(run: Run, failure: GvError): string {
  const { message, hint } = withCure(run, failure);
  return hint === undefined ? message : `${message} (${hint})`;
}

/** An addition of the run, with all that its fate depends on. */
interface Addition extends Pick<ImportRecord, 'began'>, Pick<UndoPlan, 'aside'> {
  readonly imported: ImportedToolchain;
  /** Files that go together with the toolchains. */
  readonly without: readonly string[];
}

type Fate =
  | { readonly kind: 'remove'; readonly removal: Removal }
  | { readonly kind: 'keep'; readonly why: string };

/** The fate of a toolchain that the run added; undefined where the toolchain is gone. */
async function fateOf(run: Run, addition: Addition): Promise<Fate | undefined> {
  const { imported, without } = addition;
  const toolchain = installedOf(run, imported);
  if (toolchain === undefined) return undefined;
  const why = await changedSince(run, toolchain, addition);
  if (why !== undefined) return { kind: 'keep', why };
  const [removal] = (await findRemovals(run, imported.release, { without })).removals;
  if (removal?.usedBy !== undefined) {
    const cure = `gv uninstall --force ${imported.release}`;
    return { kind: 'keep', why: `in use by ${removal.usedBy} (${cure} removes it all the same)` };
  }
  return removal === undefined ? undefined : { kind: 'remove', removal };
}

/** The additions that were taken back in the end, and the failures of the rest. */
export interface Undone {
  readonly plan: UndoPlan;
  readonly failures: readonly GvError[];
}

/**
 * Does what a plan says; what one addition fails with keeps no other from going. The record stays for what was kept. Fails with
 * `disk-full`, `interrupted`, and as `keepImport` does.
 */
export async function undoImport(run: Run, plan: UndoPlan): Promise<Undone> {
  const { removals, global, pins } = plan;
  const kept = [...plan.kept];
  const { aside, failures: ofMoves } = await finishMoves(run, plan.aside);
  const failures = [...ofMoves];
  /** Whether an addition is gone. */
  const goes = async (what: string, path: string, take: () => Promise<unknown>): Promise<boolean> => {
    const failure = await failureOf(take);
    if (failure === undefined) return true;
    failures.push(withCure(run, failure));
    if (entryKind(path) === 'absent') return true;
    kept.push({ what, why: failure.message });
    return false;
  };
  const isGlobalGone = global !== undefined && (await goes(global, global, () => unuse(run, 'global')));
  const gonePins: string[] = [];
  for (const file of pins)
    if (await goes(file, file, () => removePin({ ...run, cwd: dirname(file) }))) gonePins.push(file);
  const gone: Removal[] = [];
  for (const removal of removals) {
    const { version, path } = removal.toolchain;
    const isGone = await goes(`go ${version.label}`, path, () => removeCopy(run, removal, plan.aside));
    if (isGone) gone.push(removal);
  }
  if (kept.length === 0) {
    await forgetProjects(run, plan.projects);
    await keepImport(run, undefined);
  }
  const ours = isGlobalGone ? global : undefined;
  return {
    plan: { ...plan, aside, removals: gone, global: ours, pins: gonePins, kept },
    failures: await lastFailures(run, failures),
  };
}

/** The failures that still hold: a link that could not be written on the way may be wanted no more. */
async function lastFailures(run: Run, failures: readonly GvError[]): Promise<readonly GvError[]> {
  const { shims, aliases, current } = run.layout;
  const isLink = ({ path = '' }: GvError): boolean =>
    path === current || [shims, aliases].some((directory) => isInside(directory, path));
  if (!failures.some(isLink)) return failures;
  const last = await failureOf(() => rehash(run));
  return [...failures.filter((failure) => !isLink(failure)), ...(last === undefined ? [] : [last])];
}

/** Removes a toolchain, unless the tree that it was moved from could not be put back: then it is the only one. */
async function removeCopy(run: Run, removal: Removal, aside: readonly AsideStep[]): Promise<void> {
  const source = receiptOf(run.layout, removal.toolchain.version)?.source;
  const restored = aside.find((step) => step.kind === 'restore' && step.source === source);
  if (restored !== undefined && !isTree(restored.source))
    throw new GvError('failed', `${restored.path} could not be put back`, { path: restored.path });
  await uninstall(run, [removal], { force: false });
}

function isTree(path: string): boolean {
  return entryKind(join(path, 'VERSION')) === 'file';
}

interface ChoiceState {
  /** `ours`: the file still says what the run wrote. */
  readonly kind: 'ours' | 'changed';
  readonly file: string;
}

function oursOf(choices: readonly ChoiceState[]): readonly string[] {
  return choices.flatMap(({ kind, file }) => (kind === 'ours' ? [file] : []));
}

function globalState({ layout }: World, { global }: ImportRecord): ChoiceState | undefined {
  return global === null ? undefined : stateOf(globalFile(layout), global);
}

/** The record names a file to remove: of all files a pin alone may be one. */
function pinState({ file, pin }: ImportedPin): ChoiceState | undefined {
  return isAbsolute(file) && basename(file) === GO_VERSION ? stateOf(file, pin) : undefined;
}

function stateOf(file: string, text: string): ChoiceState | undefined {
  const kind = entryKind(file);
  if (kind === 'absent') return undefined;
  const isOurs = kind === 'file' && readSmallOrNothing(file) === `${text}\n`;
  return { kind: isOurs ? 'ours' : 'changed', file };
}

type Stored = Removal['toolchain'];

function installedOf({ layout }: World, { release }: ImportedToolchain): Stored | undefined {
  const name = parseVersion(release)?.name;
  return toolchainsWithDamaged(layout).find(({ version }) => version.name === name);
}

/** Why a toolchain is not the one that the run added; undefined where it is, as it was. */
async function changedSince(
  run: Run,
  toolchain: Stored,
  { imported: { source, moved, release }, began, aside }: Addition,
): Promise<string | undefined> {
  // Of a tree that its manager removed, the link is left.
  if (toolchain.lacks === 'tree')
    return linkTarget(toolchain.path) === source ? undefined : 'installed again since';
  const receipt = receiptOf(run.layout, toolchain.version);
  if (receipt === undefined || receipt.source !== source || receipt.installed < began)
    return 'installed again since';
  const isBack = isTree(source) || aside.some((step) => step.kind === 'restore' && step.source === source);
  if (moved === true && !isBack)
    return `it was moved, and ${source} is gone (gv uninstall --force ${release} removes the only copy)`;
  // The records of the import are here, so that no server has to be asked.
  const offline = { ...run, offline: true };
  await using judge = await openJudge(offline);
  const { state, findings } = await verifyTree(offline, toolchain, { ...judge });
  if (state === 'intact') return undefined;
  return `changed since: ${findings
    .map(({ path }) => path)
    .slice(0, SHOWN)
    .join(', ')}`;
}

/** Files that a reason names; `gv verify` has them all. */
const SHOWN = 3;
