import type { FileHandle } from 'node:fs/promises';
import type { Emit } from '../core/events.ts';
import type { Measured } from '../core/measured.ts';
import { MODULE_ZIP_LACKS } from '../core/module-zip.ts';
import type { Version } from '../core/version.ts';
import { unpackModuleZip } from '../io/zip-unpack.ts';
import type { DigestEvidence, Verdict } from '../trust/evidence.ts';
import { toolchainModule } from '../trust/log/toolchain.ts';
import { judge } from '../trust/policy.ts';
import type { World } from '../world.ts';
import type { LogAnswer } from './log.ts';
import { commitTree, inStage } from './place.ts';
import { tellVerdict } from './placing.ts';
import { logEvidence } from './prove.ts';

/** A module zip that has arrived. */
export interface ArrivedZip {
  readonly version: Version;
  /** Open on the bytes that were measured. */
  readonly handle: FileHandle;
  /** Under its own name, whatever the file was called. */
  readonly measured: Measured;
  readonly source: string;
  readonly digest: DigestEvidence;
  /** `--unproven` stood on this very command line. */
  readonly unproven: boolean;
}

/**
 * Unpacks a module zip, proves it and makes it visible. Its proof is over its contents, so they are unpacked first: into
 * a stage that nobody else can open, not executable, under names that were checked; nothing leaves it before the checksum
 * database has proven every file. `ask` runs meanwhile; neither believes the other. Call it inside `placing`.
 * Fails with `log-wrong` and its siblings, `archive-hostile`, `content-wrong`, and the codes of network and disk.
 */
export async function placeModuleZip(
  world: World,
  zip: ArrivedZip,
  ask: () => Promise<LogAnswer>,
  emit: Emit,
): Promise<void> {
  const { version, handle, measured, source } = zip;
  const { module, version: moduleVersion } = toolchainModule(version, world.platform);
  await inStage(world, version, async (stage) => {
    const asking = ask();
    asking.catch(() => undefined);
    const tree = await unpackModuleZip(handle, stage.path, {
      prefix: `${module}@${moduleVersion}/`,
      signal: world.signal,
      progress: (bytes) => emit({ type: 'unpack', release: version.label, bytes, total: measured.size }),
    });
    const verdict = judgeZip(zip, await asking, tree.h1);
    tellVerdict(version, verdict, emit);
    await tree.seal();
    await commitTree(world, { stage, origin: { version, measured, verdict, source }, tree });
  });
}

/** Holds a module zip's h1 against the log's answer. Fails with `log-wrong`, `log-missing`, `digest-wrong`, `size-wrong`. */
export function judgeZip(
  { version, measured, digest, unproven }: Pick<ArrivedZip, 'version' | 'measured' | 'digest' | 'unproven'>,
  answer: LogAnswer,
  h1: string,
): Verdict {
  const verdict = judge({
    version,
    fileName: measured.name,
    how: 'module-zip',
    digest,
    signature: { state: 'absent' },
    log: logEvidence(answer, h1, measured.name),
    unproven,
  });
  return { ...verdict, missing: [...verdict.missing, MODULE_ZIP_LACKS] };
}
