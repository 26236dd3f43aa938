import { join } from 'node:path';
import { downloadOf } from '../../core/release/cache-name.ts';
import { archiveRecordOf, type Receipt } from '../../core/toolchain/receipt.ts';
import type { Version } from '../../core/version.ts';
import { GvError, hasCode, isUnwritten } from '../../errors.ts';
import { entryKind, readSmall } from '../../io/disk/read.ts';
import { removeFile, writeFileAtomic } from '../../io/disk/write.ts';
import { rewriteLinks, wrongLinks } from '../../io/store/links.ts';
import { withStoreMutex } from '../../io/store/mutexes.ts';
import { type Installed, installedToolchains, receiptOf } from '../../io/store/toolchains.ts';
import { parseSeen, withSeen } from '../../trust/seen.ts';
import type { Run } from '../../world.ts';
import { rememberProven } from '../releases/remember-releases.ts';
import { SEEN_BYTES } from './prove.ts';

export interface FinishRequest {
  readonly version: Version;
  /** `first`: the first toolchain of a store becomes the global version. */
  readonly global: 'first' | 'never';
  /** The toolchain was not there before. */
  readonly isNew: boolean;
}

/**
 * Does what an install has to do behind the rename that makes its toolchain visible: the archive leaves the cache, links, aliases
 * and the global version are set, the digest is remembered, and the release. Done again it changes nothing, and little is read.
 * Each step is tried, whatever became of the others. Fails with `disk-full`, `permission`, `disk`, naming the command that goes on.
 */
export async function finish(run: Run, request: FinishRequest): Promise<void> {
  const { version } = request;
  const receipt = receiptOf(run.layout, version);
  const steps = [
    // First, as it makes room for the others.
    () => forgetArchive(run, receipt),
    () => settle(run, request),
    () => rememberDigest(run, receipt),
    () => rememberProven(run, version),
  ];
  let first: GvError | undefined;
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!isUnwritten(error)) throw error;
      first ??= error;
    }
  }
  if (first !== undefined) throw unfinished(version, receipt, first);
}

/**
 * Finishes the install of a toolchain that is there: an earlier one may have been killed behind its rename, or found the disk
 * full. Where nothing may be written, all stays as it is. Fails as `finish` does.
 */
export async function finishAgain(
  run: Run,
  installed: Installed,
  global: FinishRequest['global'],
): Promise<Installed> {
  try {
    await finish(run, { version: installed.version, global, isNew: false });
  } catch (error) {
    if (!hasCode(error, 'permission')) throw error;
  }
  return installed;
}

/** The failure with the words that the toolchain itself is in place, and the command for the rest. */
function unfinished({ label }: Version, receipt: Receipt | undefined, failure: GvError): GvError {
  const { code, message, hint = '', path } = failure;
  const is = receipt?.unproven === false ? 'is installed and proven' : 'is installed';
  const cure = code === 'disk-full' ? 'Free some space' : hint.replace(/\.$/, '');
  const next = cure.includes('; then: gv ') ? cure : `${cure}; then: gv install ${label}`;
  return new GvError(code, `go ${label} ${is}, but its install could not be finished: ${message}`, {
    hint: next,
    path,
    cause: failure,
  });
}

/** Removes the archive of a receipt from the cache: its tree is in place. */
async function forgetArchive({ layout }: Run, receipt: Receipt | undefined): Promise<void> {
  if (receipt === undefined || downloadOf(receipt.archive) === undefined) return;
  const path = join(layout.cache, receipt.archive);
  if (entryKind(path) === 'file') await removeFile(path);
}

/**
 * Makes the first toolchain of an empty store the global version where it may, then writes links and aliases. Of a toolchain that was
 * there, they tell whether its install came so far: with all of them right, a user who has no global version wants none.
 */
async function settle(run: Run, { version, global, isNew }: FinishRequest): Promise<void> {
  const { layout, emit } = run;
  if (!isNew && wrongLinks(layout, installedToolchains(layout)).length === 0) return;
  await withStoreMutex(run, `placing go ${version.label}`, async () => {
    const others = installedToolchains(layout).filter((other) => other.version.name !== version.name);
    if (global === 'first' && others.length === 0 && readSmall(layout.globalVersion) === undefined) {
      await writeFileAtomic(layout.globalVersion, `${version.label}\n`);
      emit({ type: 'global', release: version.label });
    }
    await rewriteLinks(layout);
  });
}

/** Keeps the digest of a proven archive in a record; a later archive of that name must have the same. */
async function rememberDigest(run: Run, receipt: Receipt | undefined): Promise<void> {
  const record = receipt === undefined ? undefined : archiveRecordOf(receipt);
  if (receipt === undefined || record === undefined) return;
  const { seenDigests, seenOwnDigests } = run.layout;
  const path = record === 'official' ? seenDigests : seenOwnDigests;
  const measured = { name: receipt.archive, sha256: receipt.sha256 };
  const textNow = (): string => readSmall(path, SEEN_BYTES) ?? '';
  // `prove` has compared the digest with the record; what is there stays.
  const isKept = (text: string): boolean =>
    withSeen(text, measured) === text || parseSeen(text, path).has(measured.name);
  if (isKept(textNow())) return;
  await withStoreMutex(run, `remembering ${measured.name}`, async () => {
    const text = textNow();
    if (!isKept(text)) await writeFileAtomic(path, withSeen(text, measured));
  });
}
