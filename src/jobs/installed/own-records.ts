import { platformText } from '../../core/platform.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import type { Receipt } from '../../core/toolchain/receipt.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import type { RecordName } from '../../core/toolchain/tree-verdict.ts';
import type { Version } from '../../core/version.ts';
import { entryKind } from '../../io/disk/read.ts';
import { manifestOf, receiptOf } from '../../io/store/toolchains.ts';
import type { JudgedEvidence } from '../../trust/tree-evidence.ts';
import type { World } from '../../world.ts';
import type { TreeReading } from '../trees/read-tree.ts';

/** The records that gv wrote at the install of a release. */
export interface OwnRecords {
  readonly receipt: Receipt | undefined;
  readonly manifest: Manifest | undefined;
  /** Those that are missing or cannot be read. */
  readonly unrecorded: readonly RecordName[];
  /** A flaw for each that lies there and cannot be read: a directory, another schema, a text that was cut. */
  readonly flaws: readonly TreeFlaw[];
}

/** Reads the records of a release. A bad one is a flaw of its toolchain, and hides no other toolchain. */
export function ownRecords({ layout }: World, version: Version): OwnRecords {
  const [receipt, manifest] = [receiptOf(layout, version), manifestOf(layout, version)];
  const read = { receipt, manifest } as const;
  const unrecorded = (['receipt', 'manifest'] as const).filter((name) => read[name] === undefined);
  const paths = unrecorded.map((name) => layout[name](version.name));
  const bad = paths.filter((path) => entryKind(path) !== 'absent');
  return { ...read, unrecorded, flaws: bad.map((path) => ({ kind: 'unreadable', path })) };
}

export interface RecordContext {
  readonly version: Version;
  readonly reading: TreeReading;
  readonly receipt: Receipt | undefined;
  readonly found: JudgedEvidence;
}

/** Receipt and manifest where they are of another tree than this one, or say something else than the checksum database. */
export function recordFlaws({ layout }: World, context: RecordContext): readonly TreeFlaw[] {
  const { version, reading, receipt, found } = context;
  const recorded = 'record' in found.log ? found.log.record.h1 : undefined;
  const isOther =
    receipt !== undefined &&
    (receipt.release !== version.label ||
      receipt.platform !== platformText(reading.platform) ||
      receipt.proofs.some((proof) => proof.kind === 'log' && proof.h1 !== (recorded ?? proof.h1)));
  return [
    ...(isOther ? [{ kind: 'record', path: layout.receipt(version.name) } as const] : []),
    ...(found.isManifestWrong ? [{ kind: 'record', path: layout.manifest(version.name) } as const] : []),
  ];
}
