import type { FileHandle } from 'node:fs/promises';
import type { Reuse } from '../../core/events.ts';
import type { Measured } from '../../core/measured.ts';
import type { ProofKind } from '../../core/proof.ts';
import { MODULE_ZIP_LACKS, toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import type { Stage } from '../../io/store/staging.ts';
import { type ModuleZipOptions, type UnpackedZip, unpackModuleZip } from '../../io/zip/zip-unpack.ts';
import type { DigestEvidence, Verdict } from '../../trust/evidence.ts';
import { judge } from '../../trust/policy.ts';
import type { Run } from '../../world.ts';
import type { LogAnswer } from '../log/ask-log.ts';
import { commitTree, inStage } from './place.ts';
import { logEvidence } from './prove.ts';

/** A module zip, or the pieces of one, beside the content. */
export interface ZipFacts {
  readonly version: Version;
  /** Size and digest, under the name of the module zip; no digest where only pieces were fetched. */
  readonly measured: Pick<Measured, 'name' | 'size' | 'sha256'>;
  readonly source: string;
  readonly digest: DigestEvidence;
  /** `--unproven` stood on this command line. */
  readonly unproven: boolean;
  /** Proofs that the user makes mandatory, where the log's is not all of them. */
  readonly demanded?: readonly ProofKind[];
  /** The user brought it: a proof file can come along. */
  readonly isCarried?: boolean;
  /** Files that were copied from an installed toolchain. */
  readonly reused?: Reuse;
}

/** A module zip that has arrived. */
export interface ArrivedZip extends ZipFacts {
  /** Open on the bytes that were measured. */
  readonly handle: FileHandle;
  readonly measured: Measured;
}

/**
 * Unpacks a module zip, proves it and makes it visible. The proof is over the contents, so they are unpacked first: into a stage
 * that is closed to other accounts, not executable, under checked names; no file leaves the stage before the checksum database
 * has proven all of them. `ask` runs meanwhile. Call it inside `placing`.
 * Fails with `log-wrong` and its siblings, `archive-hostile`, `content-wrong`, and the codes of network and disk.
 */
export async function placeModuleZip(
  run: Run,
  zip: ArrivedZip,
  ask: () => Promise<LogAnswer>,
): Promise<void> {
  await inStage(run, zip.version, async (stage) => {
    const asking = ask();
    asking.catch(() => undefined);
    const options = unpackingOf(run, zip.version, () => zip.measured.size);
    const tree = await unpackModuleZip(zip.handle, stage.path, options);
    await placeUnpacked(run, { zip, stage, tree, asking });
  });
}

/** The options to unpack a release's module zip; `size`, in bytes, is called at each report of progress. */
export function unpackingOf(run: Run, version: Version, size: () => number): ModuleZipOptions {
  const { module, version: moduleVersion } = toolchainModule(version, run.platform);
  const release = version.label;
  return {
    prefix: `${module}@${moduleVersion}/`,
    signal: run.signal,
    progress: (bytes) => run.emit({ type: 'unpack', release, bytes, total: size() }),
  };
}

/** A zip's tree in a stage, and the pending answer of the checksum database. */
export interface UnpackedRelease {
  readonly zip: ZipFacts;
  readonly stage: Stage;
  readonly tree: UnpackedZip;
  readonly asking: Promise<LogAnswer>;
}

/** Proves an unpacked module zip and makes it visible. Fails as `placeModuleZip` does. */
export async function placeUnpacked(run: Run, { zip, stage, tree, asking }: UnpackedRelease): Promise<void> {
  const { version, measured, source, reused } = zip;
  const verdict = judgeZip(zip, await asking, tree.h1);
  await commitTree(run, { stage, facts: { version, measured, verdict, source, reused }, tree });
}

/** Compares a module zip's h1 with the log's answer. Fails with `log-wrong`, `log-missing`, `digest-wrong`, `size-wrong`. */
export function judgeZip(
  zip: Pick<ZipFacts, 'version' | 'measured' | 'digest' | 'unproven' | 'demanded' | 'isCarried'>,
  answer: LogAnswer,
  h1: string,
): Verdict {
  const { version, measured, digest, unproven, demanded = [], isCarried = false } = zip;
  const verdict = judge({
    version,
    fileName: measured.name,
    how: isCarried ? 'carried-zip' : 'module-zip',
    digest,
    signature: { state: 'absent' },
    log: logEvidence(answer, h1, measured.name),
    unproven,
    demanded,
  });
  return { ...verdict, missing: [...verdict.missing, MODULE_ZIP_LACKS] };
}
