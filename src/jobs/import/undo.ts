import { basename, dirname, isAbsolute } from 'node:path';
import type { ImportedPin, ImportedToolchain, ImportRecord } from '../../core/foreign/import-record.ts';
import { parseVersion } from '../../core/version.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import { GO_VERSION, removePin } from '../../io/here/pin-files.ts';
import { openHttp } from '../../io/http/http.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchain, receiptOf, type Installed } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { unuse } from '../here/use.ts';
import { findRemovals, uninstall, type Removal } from '../installed/uninstall.ts';
import { verifyTree } from '../installed/verify-tree.ts';
import { believedLogKey } from '../keys/believed.ts';
import { keepImport, lastImport } from './record.ts';

/** The work of `gv import --undo`; additions that are gone already are left out. */
export interface UndoPlan {
  readonly removals: readonly Removal[];
  /** The file with the global version, where the run chose it. */
  readonly global: string | undefined;
  /** Pins of projects that the run wrote. */
  readonly pins: readonly string[];
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
export async function planUndo(run: Run): Promise<UndoPlan> {
  const record = lastImport(run);
  const global = globalState(run, record);
  const pins = record.pins.flatMap((pin) => pinState(pin) ?? []);
  const choices = [...(global === undefined ? [] : [global]), ...pins];
  const files = oursOf(choices);
  const removals: Removal[] = [];
  const kept: Kept[] = choices
    .filter(({ kind }) => kind === 'changed')
    .map(({ file }) => ({ what: file, why: 'changed since' }));
  for (const imported of record.toolchains) {
    const toolchain = installedOf(run, imported);
    if (toolchain === undefined) continue;
    const what = `go ${imported.release}`;
    const why = await changedSince(run, toolchain, { ...imported, began: record.began });
    const { removals: found } = await findRemovals(run, imported.release, { without: files });
    const usedBy = found[0]?.usedBy;
    if (why !== undefined) kept.push({ what, why });
    else if (usedBy !== undefined) kept.push({ what, why: `in use by ${usedBy}` });
    else removals.push(...found);
  }
  return { removals, global: global?.kind === 'ours' ? global.file : undefined, pins: oursOf(pins), kept };
}

/** Does what a plan says; the record stays for what was kept. Fails as `unuse`, `removePin` and `uninstall` do. */
export async function undoImport(run: Run, { removals, global, pins, kept }: UndoPlan): Promise<void> {
  if (global !== undefined) await unuse(run, 'global');
  for (const file of pins) await removePin({ ...run, cwd: dirname(file) });
  await uninstall(run, removals, { force: false });
  if (kept.length === 0) await keepImport(run, undefined);
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

function installedOf({ layout }: World, { release }: ImportedToolchain): Installed | undefined {
  const version = parseVersion(release);
  return version === undefined ? undefined : installedToolchain(layout, version);
}

/** Why a toolchain is not the one that the run added; undefined where it is, as it was. */
async function changedSince(
  run: Run,
  toolchain: Installed,
  { source, moved, began }: ImportedToolchain & Pick<ImportRecord, 'began'>,
): Promise<string | undefined> {
  const receipt = receiptOf(run.layout, toolchain.version);
  if (receipt === undefined || receipt.source !== source || receipt.installed < began)
    return 'installed again since';
  if (moved === true) return `it was moved, and ${source} is gone`;
  const logKey = await believedLogKey(run);
  // The records of the import are here, so that no server has to be asked.
  const offline = { ...run, offline: true };
  const http = openHttp(offline);
  try {
    const { state, findings } = await verifyTree(offline, toolchain, { http, logKey });
    if (state === 'intact') return undefined;
    return `changed since: ${findings
      .map(({ path }) => path)
      .slice(0, SHOWN)
      .join(', ')}`;
  } finally {
    await http.close();
  }
}

/** Files that a reason names; `gv verify` has them all. */
const SHOWN = 3;
