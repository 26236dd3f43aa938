import { KEYRING, LOG_PROOF, REQUIRE } from '../parts/options.ts';
import type { CommandSpec } from '../parts/spec.ts';

/** Commands about proofs and keys. */
export const PROOFS: readonly CommandSpec[] = [
  {
    name: 'verify',
    aliases: [],
    args: '[version|file...]',
    summary: 'check installed toolchains, or prove downloaded archives',
    details:
      'Without arguments: every installed toolchain.\n' +
      'An argument with a slash or the suffix of an archive is a file.\n' +
      "A toolchain is compared with Go's checksum database, a public log, and with the digests that were recorded when it was installed. " +
      'The database covers all but api, doc, misc and test. Differing files are named without a download: ' +
      'the directory of the module zip, 1.8 MB, has size and CRC of every file.\n' +
      'With --self: the program, its Node, the shims and the start-up files of gv, with the lists of digests that came with them. ' +
      'Such a list shows damage and accidents; an account that can change gv can change its list too.',
    options: [
      {
        flags: '--path <directory>',
        meaning: 'check any GOROOT, also one that gv did not install (repeatable)',
        repeats: true,
      },
      { flags: '--all', meaning: 'every installed toolchain, as without arguments' },
      {
        flags: '--full',
        meaning: 'where a toolchain differs, fetch the module zip and compare all contents',
      },
      { flags: '--repair', meaning: 'put back what differs, and fetch no more than that where possible' },
      { flags: '--upgrade-proofs', meaning: "add the checksum database's proof to receipts that lack it" },
      {
        flags: '--proof',
        meaning: "print the checksum database's proof of a release (of a line: its newest installed one)",
      },
      { flags: '--self', meaning: "check gv's own program instead of toolchains" },
      { flags: '--signature <file>', meaning: 'detached signature (default: beside the file, .asc)' },
      { flags: '--sha256 <hex>', meaning: 'digest that the file must have' },
      LOG_PROOF,
      KEYRING,
      REQUIRE,
    ],
    examples: [
      'gv verify',
      'gv verify 1.22.5',
      'gv verify --path /usr/local/go',
      'gv verify --repair 1.22.5',
      'gv verify --proof 1.22.5',
      'gv verify --self',
      'gv verify ./go1.27.0.src.tar.gz',
      'gv verify --sha256 HEX ./go1.22.5.linux-amd64.tar.gz',
    ],
    writes: (options) => options.flag('repair') || options.flag('upgradeProofs'),
    load: () => import('./verify.ts'),
  },
  {
    name: 'audit',
    aliases: [],
    args: '',
    summary: 'judge every Go on this machine, also of other managers',
    details:
      'Looks for the toolchains of gv, goenv, gvm, asdf, mise, gobrew, g, golang.org/dl, the module cache, CI runners and the ' +
      'system, and behind each go on PATH; compares each with the checksum database; and names the settings that take proofs ' +
      'away. Runs nothing of what it finds and changes nothing.\n' +
      'Exit code 5: a toolchain is not what the Go team released; 3: a directory that was named has no Go, and is no image; ' +
      '6: gv may not look into it; 1: other findings.',
    options: [
      {
        flags: '--path <directory>',
        meaning:
          'look into this GOROOT, home, directory of a manager or of several, or unpacked image instead (repeatable)',
        repeats: true,
      },
      { flags: '--summary', meaning: 'print the counts only; also with --json' },
      { flags: '--format <format>', meaning: 'sarif: for code scanning (SARIF 2.1.0)' },
    ],
    examples: ['gv audit', 'gv audit --path ./rootfs --summary', 'gv audit --format sarif > gv.sarif'],
    load: () => import('./audit.ts'),
  },
  {
    name: 'key',
    aliases: ['keys'],
    args: '<list|update|import> [file]',
    summary: 'list, fetch or import the keys that may sign releases',
    options: [{ flags: '--url <url>', meaning: 'with update: fetch the key file from here' }],
    examples: ['gv key list', 'gv key import linux_signing_key.pub'],
    writes: ['update', 'import'],
    load: () => import('./key.ts'),
  },
];
