import { receiptText } from '../../core/toolchain/receipt.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { withReleaseMutex } from '../../io/store/mutexes.ts';
import { receiptOf } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';

/** The start of a receipt's words for a checksum database that was not asked at the install. */
const NOT_ASKED = 'checksum database:';

/**
 * Adds the checksum database's proof to the receipt of an installed toolchain that was found as released, where the receipt lacks
 * it: the database could not be asked at the install, or was not needed. Any other verdict changes nothing. Gives the verdict with the receipt
 * as it is now. Fails with `disk-full`, `permission`, `disk`.
 */
export async function upgradeProofs(run: Run, verdict: TreeVerdict): Promise<TreeVerdict> {
  const { version, log, state } = verdict;
  if (log.state !== 'proven' || state !== 'intact') return verdict;
  const { record } = log;
  const purpose = `adding a proof of go ${version.label}`;
  return withReleaseMutex(run, { version, purpose }, async () => {
    const receipt = receiptOf(run.layout, version);
    if (receipt === undefined || receipt.proofs.some(({ kind }) => kind === 'log')) return verdict;
    const missing = receipt.missing.filter((what) => !what.startsWith(NOT_ASKED));
    const said = receipt.said === undefined ? {} : { said: { ...receipt.said, log: 'holds' } };
    const upgraded = { ...receipt, proofs: [...receipt.proofs, record], missing, ...said };
    await writeFileAtomic(run.layout.receipt(version.name), receiptText(upgraded));
    return { ...verdict, receipt: upgraded };
  });
}
