import type { Emit } from '../../core/events.ts';
import { type ModuleZipName, toolchainModule } from '../../core/release/module-name.ts';
import { hashZip } from '../../io/zip/zip-hash.ts';
import { checkContent, readVersionFile } from '../../trust/content.ts';
import type { DigestEvidence } from '../../trust/evidence.ts';
import type { World } from '../../world.ts';
import { answerOf, type LogAnswer } from '../install/ask-log.ts';
import { toolDirectories } from '../install/place.ts';
import { judgeZip, placeModuleZip } from '../install/prove-module.ts';
import { digestEvidence, receiptProofs } from '../install/prove.ts';
import { type Bearing, isMute, logOf, platformIn, type Verified } from './carried-file.ts';

/** Proves a carried module zip; nothing is written. Fails with the codes of class 5. */
export async function verifyZip(world: World, bearing: Bearing, name: ModuleZipName): Promise<Verified> {
  const { file, path, measured, handle } = bearing;
  const { version } = name;
  const platform = platformIn(name.target);
  const { module, version: moduleVersion } = toolchainModule(version, platform);
  const answer = await answerFor(world, bearing, name);
  const tree = await hashZip(handle, `${module}@${moduleVersion}/`, world.signal);
  const evidence = { version, measured, digest: flagDigest(bearing), unproven: file.unproven };
  const { proofs, missing } = judgeZip(evidence, answer, tree.h1);
  const versionFile = readVersionFile(tree.versionFile);
  checkContent({ version, platform, versionFile, toolDirectories: toolDirectories(tree) });
  return {
    file: path,
    release: version.label,
    target: name.target,
    sha256: measured.sha256,
    proofs: receiptProofs(proofs),
    missing,
  };
}

/** Places a carried module zip. Call it inside `placing`. Fails as `placeModuleZip` does. */
export async function placeZip(
  world: World,
  bearing: Bearing,
  name: ModuleZipName,
  emit: Emit,
): Promise<void> {
  const { file, path, handle } = bearing;
  const { version } = name;
  const own = `${toolchainModule(version, world.platform).version}.zip`;
  const measured = { ...bearing.measured, name: own };
  const { unproven } = file;
  const arrived = { version, handle, measured, source: path, digest: flagDigest(bearing), unproven };
  await placeModuleZip(world, arrived, () => answerFor(world, bearing, name), emit);
}

function answerFor(world: World, bearing: Bearing, { version, target }: ModuleZipName): Promise<LogAnswer> {
  return answerOf(logOf(world, bearing)(version, platformIn(target)), isMute);
}

function flagDigest({ file, measured }: Bearing): DigestEvidence {
  const sha256 = file.sha256?.toLowerCase();
  return digestEvidence(measured, sha256 === undefined ? undefined : { sha256, from: 'flag' });
}
