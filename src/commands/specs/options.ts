import type { OptionSpec } from '../spec.ts';

export const UNPROVEN: OptionSpec = {
  flags: '--unproven',
  meaning: 'accept a release whose proofs are missing (never one whose proofs are wrong)',
};
export const KEYRING: OptionSpec = {
  flags: '--keyring <file>',
  meaning: "also trust the OpenPGP keys in this file, beside Google's",
};

export const SOURCE: OptionSpec = {
  flags: '--source <source>',
  meaning: 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)',
};
