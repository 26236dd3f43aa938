import type { ErrorEntry } from './error-entries.ts';

/** The checksum database against other proofs. */
export const CONTRADICTION: Readonly<Record<'log-contradicts', ErrorEntry>> = {
  'log-contradicts': {
    means:
      'digest and signature hold, and the checksum database records other files for the release: one of the three was tampered with, and nothing was installed',
    cure: 'do not use the file; report both to the Go security team (https://go.dev/security)',
  },
};

/** Proof files that prove nothing. */
export const PROOF_FILES: Readonly<Record<'proof-malformed' | 'proof-wrong', ErrorEntry>> = {
  'proof-malformed': {
    means:
      'the file beside a carried archive, or of `--log-proof`, is no proof as `gv verify --proof` prints one',
    cure: 'print it again where there is a network, and carry it as it is',
  },
  'proof-wrong': {
    means:
      'the proof file does not prove this release: another log signed it, it is about another record, hashes are missing or others, or its record lies beyond its head',
    cure: 'print it for this very release and platform: `gv verify --proof 1.22.5`; do not use the archive with this one',
  },
};
