import type { JobEvent } from '../../core/events.ts';
import type { ReceiptProof } from '../../core/proof.ts';
import type { Source } from '../../core/source.ts';
import { dayOf } from '../../core/text/day.ts';
import { ageText, bytesText, durationText } from '../page/quantities.ts';
import { cellText } from './cell-text.ts';

type Event<T extends JobEvent['type']> = Extract<JobEvent, { readonly type: T }>;

/** One line for an event; undefined for events that only move a bar, and for one proof of several. */
export function eventText(event: JobEvent): string | undefined {
  switch (event.type) {
    case 'download':
    case 'unpack':
    case 'asking':
    case 'proof':
    case 'cell':
    case 'bench-run':
      return undefined;
    case 'notice':
    case 'warning':
      return event.text;
    case 'fallback':
      return `${event.why}; ${FALLBACK[event.to]}`;
    case 'asked':
      return event.why;
    case 'cached':
      return `${event.file} is in the cache`;
    case 'resume':
      return `resuming ${event.file} at byte ${event.at}`;
    case 'retry':
      return `trying ${event.url} again: ${event.why}`;
    case 'next-server':
      return `${event.why}; trying ${event.url}`;
    case 'waiting':
      return `${event.release === null ? '' : `go ${event.release}: `}waiting for another gv (${event.holder})`;
    case 'downloaded':
      return `downloaded ${event.file} (${[...amounts(event)].join(', ')})`;
    case 'old-index':
      return indexText(event);
    case 'proven':
      return `proven ✓ (${event.proofs.map(provenBy).join(', ')})`;
    case 'placed':
      return `installed go ${event.release} in ${event.path}`;
    case 'already':
      return `go ${event.release} is already installed`;
    case 'cell-stalled':
      return `${event.version}: no output for ${durationText(event.ms)}; it goes on`;
    case 'cell-ended':
      return cellText(event);
    case 'global':
      return `go ${event.release} is now the global version (gv use -g changes it)`;
  }
}

const FALLBACK: Readonly<Record<Source, string>> = {
  proxy: 'asking the module proxies instead',
  official: 'asking the official hosts again',
};

/** A download of this time is reported with its speed, which explains the time. */
const SLOW_MS = 10_000;

function* amounts({ bytes, ms, resumed, retries, reused }: Event<'downloaded'>): Generator<string> {
  yield `${bytesText(bytes)} in ${durationText(ms)}`;
  if (ms >= SLOW_MS) yield `${bytesText(Math.round((bytes * 1000) / ms))}/s`;
  if (resumed > 0) yield `${bytesText(resumed)} were here already`;
  if (reused !== undefined) yield `reused ${bytesText(reused.bytes)} of ${reused.release}`;
  if (retries > 0) yield retries === 1 ? '1 retry' : `${retries} retries`;
}

/** After a week there is often a newer patch, perhaps one that mends a security flaw. */
const OLD_MS = 7 * 86_400_000;

/** True for events that are shown as warnings. */
export function isWarning(event: JobEvent): boolean {
  return event.type === 'warning' || (event.type === 'old-index' && event.age >= OLD_MS);
}

function indexText({ age, fetchedAt, why }: Event<'old-index'>): string {
  const day = dayOf(fetchedAt);
  if (age < 0) return `using the release index of ${day}: ${why}`;
  const since = age < OLD_MS ? '' : ` (${day}); newer releases may exist`;
  return `using a release index that is ${ageText(age)} old${since}: ${why}`;
}

/** A proof in a few words, for a row with other columns: its kind, and its key or record. */
export function proofWords(proof: ReceiptProof): string {
  switch (proof.kind) {
    case 'digest':
      return proof.host === undefined ? 'SHA-256' : `SHA-256 of ${proof.host}`;
    case 'signature':
      return `signed by ${proof.subkey.slice(-SHORT_ID)}`;
    case 'log':
      return `log record ${proof.record}`;
  }
}

/** Hex digits of a fingerprint's end, as OpenPGP programs shorten it. */
const SHORT_ID = 8;

/** A proof as part of one line: whose word it rests on. `gv verify` has the numbers. */
function provenBy(proof: ReceiptProof): string {
  switch (proof.kind) {
    case 'digest':
      return digestWords(proof);
    case 'signature':
      return `signed by ${ownerWords(proof)} …${proof.primary.slice(-SHORT_ID)}`;
    case 'log':
      return "in Go's checksum database";
  }
}

type ProofOf<K extends ReceiptProof['kind']> = Extract<ReceiptProof, { readonly kind: K }>;

function digestWords(proof: ProofOf<'digest'>): string {
  const from = { index: 'the release index', cache: 'the cached release index', flag: '--sha256' }[
    proof.from
  ];
  const whose = proof.host === undefined ? '' : ` of ${proof.host}`;
  return `SHA-256 as in ${from ?? proof.from}${whose}`;
}

function ownerWords({ keys }: ProofOf<'signature'>): string {
  return keys === 'keyring' ? 'a key of your own keyring' : "Google's key";
}

/** A proof in a sentence. */
export function proofText(proof: ReceiptProof): string {
  if (proof.kind === 'digest') return `proof: ${digestWords(proof)}`;
  if (proof.kind === 'log') {
    return `proof: record ${proof.record} of Go's checksum database (${proof.treeSize} records), ${proof.h1}`;
  }
  return `proof: signed ${dayOf(proof.created)} by subkey ${proof.subkey} of ${ownerWords(proof)} ${proof.primary}`;
}
