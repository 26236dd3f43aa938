import type { ReceiptProof } from '../core/receipt.ts';
import type { JobEvent } from '../core/events.ts';
import { bytesText, durationText } from './quantities.ts';

/** One line for an event; undefined for those that only move a bar. */
export function eventText(event: JobEvent): string | undefined {
  switch (event.type) {
    case 'download':
    case 'unpack':
      return undefined;
    case 'notice':
    case 'warning':
      return event.text;
    case 'waiting':
      return `go ${event.release}: waiting for another gv (${event.holder})`;
    case 'downloaded':
      return `downloaded ${event.file} (${bytesText(event.bytes)} in ${durationText(event.ms)})`;
    case 'proof':
      return proofText(event.proof);
    case 'placed':
      return `installed go ${event.release} in ${event.path}`;
    case 'already':
      return `go ${event.release} is already installed`;
    case 'global':
      return `go ${event.release} is now the global version (gv use -g changes it)`;
  }
}

/** What a proof says, for people. */
export function proofText(proof: ReceiptProof): string {
  if (proof.kind === 'digest') {
    const from = { index: 'the release index', cache: 'the cached release index', flag: '--sha256' }[
      proof.from
    ];
    return `proof: SHA-256 as in ${from ?? proof.from}`;
  }
  if (proof.kind === 'log') {
    return `proof: record ${proof.record} of Go's checksum database (${proof.treeSize} records), ${proof.h1}`;
  }
  const owner = proof.keys === 'keyring' ? 'a key of your own keyring' : "Google's key";
  return `proof: signed ${proof.created.slice(0, 10)} by subkey ${proof.subkey} of ${owner} ${proof.primary}`;
}
