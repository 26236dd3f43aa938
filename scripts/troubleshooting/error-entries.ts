import type { ErrorCode } from '../../src/errors.ts';
import { CONTRADICTION, PROOF_FILES } from './log-entries.ts';

/** The entry of an error code in docs/troubleshooting.md. Backquotes are Markdown's. */
export interface ErrorEntry {
  /** The meaning of the code, without a full stop. */
  readonly means: string;
  /** The next step, without a full stop. */
  readonly cure: string;
}

export interface ErrorGroup {
  readonly title: string;
  /** A text about all entries; may be empty. */
  readonly intro: string;
  readonly entries: Partial<Record<ErrorCode, ErrorEntry>>;
}

const OFFICIAL = 'do not use the file; download it again from the official site';
const OTHER_NETWORK = 'do not use the file; compare with another network';

export const ERROR_GROUPS: readonly ErrorGroup[] = [
  {
    title: 'General',
    intro: '',
    entries: {
      failed: {
        means: 'a failure that gv did not foresee',
        cure: 'report it with the output of `--verbose`; where the files of gv itself are damaged, run `install.sh` again',
      },
      'in-use': {
        means: 'the toolchain to be removed is chosen here, by a known project, or globally',
        cure: 'choose another one there first, or `gv uninstall --force`',
      },
      usage: {
        means: 'an unknown command or option, or arguments that do not fit',
        cure: '`gv help COMMAND`',
      },
      'bad-query': {
        means: 'a version that gv does not understand',
        cure: "write `1.22.5`, `1.22`, `latest`, `'^1.21'` or `mod`",
      },
      'bad-pin': {
        means: 'a pin file is unreadable or names no version; `go` ends with 127 there, `gv doctor` tells',
        cure: 'correct the file and line that the message names',
      },
      'bad-config': {
        means: 'a value of `gv config`, or `config.json` itself, is not usable',
        cure: '`gv config unset KEY`, or correct the variable that the message names',
      },
      'hung-up': { means: 'ended with its terminal (SIGHUP)', cure: 'run it again, with `nohup` if need be' },
      interrupted: { means: 'ended by Ctrl-C', cure: 'run the command again: downloads resume' },
      terminated: { means: 'ended by SIGTERM', cure: 'run the command again: downloads resume' },
    },
  },
  {
    title: 'Releases',
    intro: '',
    entries: {
      'no-release': {
        means: 'no published release matches, or no installed one',
        cure: '`gv list --remote --all`, or `gv list`',
      },
      'no-archive': {
        means: 'the release has no archive for this platform, or the given file is for another one',
        cure: 'choose another release; the message names the platforms that exist',
      },
      'no-go-found': {
        means:
          '`gv audit --path` found no Go in a directory that is not the root of an image (without `usr` and `etc`), so that nothing is known of it, or `gv verify --path` named no GOROOT',
        cure: 'name the GOROOT, which `go env GOROOT` prints, or the directory of its manager, which `gv audit --path` alone takes',
      },
      'missing-toolchain': {
        means: '`gv matrix` or `gv bench` was given a version that is not installed',
        cure: '`gv install`, with the versions that the message names; or `--install`',
      },
      'not-installed': {
        means: 'the chosen toolchain, or the tool in it, is not installed; `gv doctor` reports it too',
        cure: '`gv install`, with the version that the message names',
      },
    },
  },
  {
    title: 'Network',
    intro: '',
    entries: {
      network: {
        means: 'a host cannot be reached, or its certificate is not trusted',
        cure: 'check the connection, `HTTPS_PROXY` and `SSL_CERT_FILE`, or name a mirror with `GV_MIRROR` ([network.md](network.md))',
      },
      'http-status': {
        means: 'a server answered with an error',
        cure: 'try again later, or name another server',
      },
      stalled: {
        means: 'a server stopped sending, or sends so slowly that the answer would not end',
        cure: 'try again: the download resumes; a line of 20 kB a second is enough',
      },
      'bad-redirect': {
        means: 'a redirect that gv does not follow: a loop, too many of them, or one that leaves https',
        cure: 'name another server with `GV_DL_URL` or `GV_MIRROR`',
      },
      'insecure-url': {
        means: 'evidence would have come over plain http',
        cure: 'use an https address',
      },
      'bad-index': {
        means:
          'the answer is not a release index, or not that of a module proxy; often it is the sign-in page of a network',
        cure: 'open the address in a browser and sign in',
      },
      'not-an-archive': {
        means: 'the answer is not an archive; often it is the sign-in page of a network',
        cure: 'open the address in a browser and sign in',
      },
      offline: {
        means: 'the network is needed, and `--offline` or `GV_OFFLINE` forbids it',
        cure: 'leave `--offline` and `GV_OFFLINE` out, or carry the files here: `gv install ./FILE`',
      },
    },
  },
  {
    title: 'Proofs',
    intro:
      'Nothing is installed when one of these is reported, and a wrong proof never makes gv try another source.\n' +
      '[proofs.md](proofs.md) says which proof is needed when.',
    entries: {
      'digest-missing': {
        means:
          'no SHA-256 to compare with, or none that proves the whole archive that `--full` asks for; or the receipt of an installed toolchain lacks this mandatory proof',
        cure: 'try again when the official index can be reached, or give `--sha256`; leave `--full` out; of an installed toolchain: `gv install --force`',
      },
      'digest-wrong': {
        means: 'the file is not the one that the index, or `--sha256`, names',
        cure: OFFICIAL,
      },
      'digest-changed': {
        means: 'a file of this name was proven before with another digest',
        cure: OTHER_NETWORK,
      },
      'size-wrong': {
        means: 'the file has another size than the released one',
        cure: 'do not use the file; name another server',
      },
      'signature-missing': {
        means:
          'a release that was signed came without its signature, or the receipt of an installed toolchain lacks this mandatory proof',
        cure: 'get the `.asc` file too; of an installed toolchain: `gv install --force`',
      },
      'signature-malformed': {
        means: 'the signature file is not one OpenPGP signature',
        cure: 'get the `.asc` file again from the official site',
      },
      'signature-wrong': {
        means: 'the signature is over other bytes, or has an impossible time',
        cure: 'do not use the file',
      },
      'signer-unknown': {
        means: 'signed by a key that gv does not know',
        cure: '`gv key update`, or `gv key import FILE`',
      },
      'signer-foreign': {
        means: 'signed by a key that does not belong to the pinned one',
        cure: 'do not use the file',
      },
      'signer-expired': {
        means: 'the key had expired when the signature, or the release, was made',
        cure: '`gv key update` if the key was prolonged, else do not use the file',
      },
      'signer-revoked': { means: 'the signing key was revoked', cure: 'do not use the file' },
      'key-foreign': {
        means: 'the key file does not hold the pinned key',
        cure: 'take the published file; signers of your own belong in `gv config set keyring FILE`',
      },
      'key-malformed': {
        means: 'the key file cannot be read',
        cure: 'export it again, or `gv key update`',
      },
      'log-missing': {
        means:
          'only the checksum database can prove this file, and it has no record of it or cannot be asked; or the receipt of an installed toolchain lacks this mandatory proof',
        cure: 'bring its proof along (`gv verify --proof 1.22.5`), or name a module proxy with `GOPROXY`; of an installed toolchain: `gv verify --upgrade-proofs`',
      },
      'log-wrong': {
        means:
          'the answer of the checksum database does not prove the file: a foreign or wrong signature, a record of something else, or hashes that do not fit',
        cure: OTHER_NETWORK,
      },
      'log-fork': {
        means: 'the checksum database has signed two histories that contradict each other',
        cure: 'keep both signed heads and report them to the Go security team',
      },
      ...CONTRADICTION,
      'log-malformed': {
        means: 'the answer is malformed for a checksum database, and is not a web page',
        cure: 'try again, or name another server with `GOPROXY`',
      },
      'log-disabled': {
        means: '`GOSUMDB=off` forbids asking the checksum database, and nothing else proves this file',
        cure: 'unset it for this command: `GOSUMDB=sum.golang.org gv install …`',
      },
      ...PROOF_FILES,
      'no-release-key': {
        means: 'this gv was built without the key that signs its releases, so it cannot prove a newer gv',
        cure: 'run the `install.sh` of a release you trust',
      },
      'gv-older': {
        means: 'the release that a server calls the newest is older than this gv: an old copy, or an attack',
        cure: 'name it on purpose with `gv self-update VERSION`, or go back with `gv self-update --rollback`',
      },
      'content-wrong': {
        means: 'the content of the archive does not match its name',
        cure: 'do not use the file',
      },
      'tree-changed': {
        means:
          'a toolchain differs from its state at the install, or from its release, gv has nothing to compare it with, or a record of its install cannot be read',
        cure: '`gv verify --repair` or `gv install --force`, with the version that the message names',
      },
      'program-changed': {
        means:
          "gv's own program differs from the list that came with it, or has no such list: an older `install.sh` wrote none",
        cure: 'run `install.sh` again, from a release or a checkout that you trust; toolchains stay as they are',
      },
      'archive-hostile': {
        means: 'the archive is damaged, would write outside its place, or has what no official archive has',
        cure: 'do not use the file, and report where it came from',
      },
    },
  },
  {
    title: 'Disk',
    intro: '',
    entries: {
      disk: {
        means:
          'a file or directory is missing, damaged or unwritable, no program can run there, or `ulimit` is too low',
        cure: 'look at the path, or set the limit, that the message names',
      },
      'disk-full': {
        means: 'too little space is left; before a download, the message has the MB needed and free',
        cure: 'free some (`gv prune`), or set `GV_ROOT` to a larger disk',
      },
      permission: {
        means: 'gv may not read or write there',
        cure: 'check the owner, or set `GV_ROOT` to a directory of yours',
      },
    },
  },
];
