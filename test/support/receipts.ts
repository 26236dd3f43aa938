import type { Receipt } from '../../src/core/toolchain/receipt.ts';

/** A receipt of go 1.22.5, whose bytes nothing proved. */
export const RECEIPT: Receipt = {
  schema: 1,
  release: '1.22.5',
  platform: 'linux/amd64',
  archive: 'go1.22.5.linux-amd64.tar.gz',
  source: 'https://go.dev/dl/go1.22.5.linux-amd64.tar.gz',
  sha256: '0'.repeat(64),
  size: 1,
  proofs: [],
  unproven: false,
  missing: [],
  installed: '2026-01-01T00:00:00Z',
};
