import type { OptionSpec } from './spec.ts';

export const UNPROVEN: OptionSpec = {
  flags: '--unproven',
  meaning: 'accept a release whose proofs are missing (never one whose proofs are wrong)',
};
export const KEYRING: OptionSpec = {
  flags: '--keyring <file>',
  meaning: "also trust the OpenPGP keys in this file, beside Google's",
};

export const REQUIRE: OptionSpec = {
  flags: '--require <proofs>',
  meaning: 'proofs that must be there: digest, signature, log, with commas between (config: require)',
};

export const LOG_PROOF: OptionSpec = {
  flags: '--log-proof <file>',
  meaning: "the checksum database's proof of a carried archive (default: beside it, .tlog-proof)",
};

export const NO_REUSE: OptionSpec = {
  flags: '--no-reuse',
  meaning: 'download a module zip whole, and copy nothing from an installed patch of its line',
};

export const INTERACTIVE: OptionSpec = {
  flags: '-i, --interactive',
  meaning: 'choose from a list on the terminal',
};

export const SOURCE: OptionSpec = {
  flags: '--source <source>',
  meaning: 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)',
};

/** The options of every command. They take no values, so that `parseGlobals` finds them at any place. */
export const GLOBAL_OPTIONS = [
  { name: 'json', flags: '--json', meaning: 'print the result as JSON' },
  { name: 'offline', flags: '--offline', meaning: 'use no network (also GV_OFFLINE=1)' },
  { name: 'quiet', flags: '-q, --quiet', meaning: 'print results, warnings and errors only' },
  { name: 'yes', flags: '-y, --yes', meaning: 'answer yes to every question (e.g. of gv uninstall)' },
  { name: 'verbose', flags: '--verbose', meaning: 'show the causes of an error' },
  { name: 'no-color', flags: '--no-color', meaning: 'no colours (also NO_COLOR=1)' },
] as const satisfies readonly (OptionSpec & { readonly name: string })[];

export type GlobalName = (typeof GLOBAL_OPTIONS)[number]['name'];
