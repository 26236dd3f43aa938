import { TRUST_KEYS } from '../../core/config.ts';
import { GvError } from '../../errors.ts';
import { removeFile } from '../../io/disk/write.ts';
import { fileWriterOf } from '../../io/host/writers.ts';
import { readConfig, reclaimConfig } from '../../io/store/config-file.ts';
import { rootWriter, tightenFiles } from '../../io/store/own-files.ts';
import type { Run } from '../../world.ts';
import { tellReclaimed } from '../keys/believed.ts';

/** As `tightenOwnFiles`, and says in one line what others could write. */
export async function tightenAndTell(run: Run): Promise<void> {
  const [first, ...others] = await tightenOwnFiles(run);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more of gv's files and directories`;
  run.emit({
    type: 'warning',
    text: `others could write ${first}${more}; now only you can (gv verify checks the toolchains)`,
  });
}

/**
 * Takes the right to write from others for what an older gv left to them under a umask of 000 or 002; gives the paths. Whom
 * to believe is taken out of a config that was among it, with a warning, and a record of the last import goes. What cannot be
 * changed stays.
 */
export async function tightenOwnFiles(run: Run): Promise<readonly string[]> {
  const { layout } = run;
  const isOwn = layout.user === undefined && rootWriter(layout) === undefined;
  if (!isOwn) return tightenFiles(layout);
  const left = (await settleConfig(run)) ? [] : [layout.config];
  await forgetImport(run);
  return tightenFiles(layout, left);
}

/**
 * Forgets a record of the last import that others could write: its owner's alone, `gv import --undo` would believe it, and remove the
 * toolchains and pins that it names. Fails with `permission` or `disk`.
 */
async function forgetImport({ layout, emit }: Run): Promise<void> {
  const path = layout.lastImport;
  const writer = fileWriterOf(path)?.writer;
  if (writer === undefined || writer.who === 'owner') return;
  await removeFile(path);
  emit({ type: 'warning', text: `others could write ${path}: gv import --undo takes nothing back` });
}

/**
 * Empties a config that others could write of whom to believe. False for one that cannot be read or written: its owner's
 * alone, it would be believed once it is mended.
 */
async function settleConfig(run: Run): Promise<boolean> {
  const { layout } = run;
  const writer = fileWriterOf(layout.config)?.writer;
  if (writer === undefined || writer.who === 'owner') return true;
  try {
    const config = await readConfig(layout);
    if (TRUST_KEYS.some((key) => config[key] !== undefined)) tellReclaimed(run, await reclaimConfig(layout));
    return true;
  } catch (error) {
    if (error instanceof GvError) return false;
    throw error;
  }
}
