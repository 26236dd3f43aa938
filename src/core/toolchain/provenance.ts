import { isModuleZip } from '../release/module-name.ts';
import type { Receipt } from './receipt.ts';

/** The proofs of a toolchain in one word, for lists; `unknown` without a receipt. */
const TRUSTS = ['proven', 'own-key', 'unproven', 'unknown'] as const;

export interface Provenance {
  readonly trust: (typeof TRUSTS)[number];
  /** The toolchain came as a module zip, which lacks the files that `go` itself does not need. */
  readonly moduleZip: boolean;
  /** Bytes of the archive that was downloaded; undefined without a receipt. */
  readonly size: number | undefined;
  /** The toolchain is a link to the tree of another manager. */
  readonly shared?: true;
  /** The host whose index named its digest, where that is not an official one. */
  readonly index: string | undefined;
}

export function provenanceOf(receipt: Receipt | undefined): Provenance {
  if (receipt === undefined) return { trust: 'unknown', moduleZip: false, size: undefined, index: undefined };
  const own = receipt.proofs.some((proof) => proof.kind === 'signature' && proof.keys === 'keyring');
  const trust = receipt.unproven ? 'unproven' : own ? 'own-key' : 'proven';
  const index = receipt.proofs.flatMap((proof) => (proof.kind === 'digest' ? (proof.host ?? []) : []))[0];
  const shared = receipt.shared === true ? { shared: true as const } : {};
  return { trust, moduleZip: isModuleZip(receipt), size: sizeIn(receipt), ...shared, index };
}

/** Receipts are read without a look at their size, which nothing rests on; a toolchain of another manager came in no archive (0). */
function sizeIn({ size }: Receipt): number | undefined {
  return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}

/** Lines of name, trust, kind of archive with its bytes, and host of an index that is not official. */
export function provenancesText(
  provenances: readonly (readonly [name: string, provenance: Provenance])[],
): string {
  return provenances
    .map(([name, { trust, moduleZip, size, shared, index }]) =>
      [
        name,
        trust,
        `${shared === true ? 'link' : moduleZip ? 'zip' : 'tar'}:${size ?? '-'}`,
        ...(index === undefined ? [] : [index]),
      ].join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Reads such lines; a malformed line is passed over. */
export function parseProvenances(text: string): ReadonlyMap<string, Provenance> {
  const provenances = new Map<string, Provenance>();
  for (const line of text.split('\n')) {
    const [name = '', word, archive = '', index] = line.split(' ');
    const [kind, bytes = ''] = archive.split(':');
    const trust = TRUSTS.find((known) => known === word);
    const isKind = kind === 'zip' || kind === 'tar' || kind === 'link';
    if (trust !== undefined && isKind && /^(\d{1,15}|-)$/.test(bytes)) {
      const size = bytes === '-' ? undefined : Number(bytes);
      const shared = kind === 'link' ? { shared: true as const } : {};
      provenances.set(name, { trust, moduleZip: kind !== 'tar', size, ...shared, index });
    }
  }
  return provenances;
}
