import { dayOf } from '../../core/text/day.ts';
import type { Receipt } from '../../core/toolchain/receipt.ts';
import type { LastCheck } from '../../io/store/last-check.ts';
import type { ReleaseDate } from '../../jobs/releases/release-date.ts';
import { proofText } from '../../report/events/event-text.ts';
import { bytesText } from '../../report/page/quantities.ts';
import type { Row } from '../state/catalog.ts';
import type { Fact } from '../state/fact.ts';

/** The facts of a receipt. */
export function receiptFacts(receipt: Receipt): readonly Fact[] {
  const { source, size, sha256, installed, proofs, unproven, missing, reused } = receipt;
  return [
    { name: 'from', text: source },
    { name: 'archive', text: bytesText(size) },
    ...(sha256 === '' ? [] : [{ name: 'SHA-256', text: sha256 }]),
    ...(reused === undefined
      ? []
      : [{ name: 'reused', text: `${bytesText(reused.bytes)} of go ${reused.release}` }]),
    { name: 'installed', text: dayOf(installed) },
    ...proofs.map((proof): Fact => {
      return { name: 'proof', text: proofText(proof).replace(/^proof: /, ''), role: 'good' };
    }),
    ...(unproven ? [{ name: 'UNPROVEN', text: 'allowed by --unproven', role: 'bad' } as const] : []),
    ...missing.map((text): Fact => ({ name: 'missing', text, role: 'warn' })),
  ];
}

/** A release is signed when it is made; the signature was checked. */
export function signedFact({ proofs }: Receipt): readonly Fact[] {
  const signature = proofs.find((proof) => proof.kind === 'signature');
  if (signature === undefined) return [];
  return [{ name: 'released', text: `${dayOf(signature.created)}, when it was signed` }];
}

/** The last check of a toolchain's files, on the screen or by `gv verify`. */
export function checkedFact(check: LastCheck | undefined): Fact {
  const name = 'checked';
  if (check === undefined) return { name, text: 'not since it was installed (v)' };
  const day = dayOf(check.at);
  return check.state === 'intact'
    ? { name, text: `as installed, on ${day}`, role: 'good' }
    : { name, text: `CHANGED, on ${day}`, role: 'bad' };
}

/** The facts about a release that is not installed. */
export function offerFacts({ from, size }: Row): readonly Fact[] {
  const places = { official: 'the official archives', proxy: 'the module proxy' } as const;
  const text = from.map((place) => places[place]).join(' and ');
  return [
    { name: 'offered', text: from.length === 0 ? 'not for this machine' : `by ${text}` },
    ...(size === undefined ? [] : [{ name: 'archive', text: bytesText(size) }]),
  ];
}

export function releasedFact(released: ReleaseDate | undefined): readonly Fact[] {
  if (released === undefined) return [{ name: 'released', text: 'date not known' }];
  const { date, from } = released;
  const who = { proxy: 'says the module proxy', server: 'by the age of its signature on the server' };
  return [{ name: 'released', text: `${dayOf(date)}, ${who[from]}` }];
}

/** The files that ask for a toolchain. */
export function userFacts(files: readonly string[]): readonly Fact[] {
  return files.map((text): Fact => ({ name: 'asked by', text }));
}
