import type { FindingGroup } from './finding-entry.ts';

/** Codes that are an error of a command too: the error's entry says what they mean. */
export const FINDINGS_THAT_ARE_ERRORS: readonly string[] = ['bad-pin', 'not-installed'];

const BOTH = 'explain, doctor';
export const FINDING_GROUPS: readonly FindingGroup[] = [
  {
    title: 'PATH and environment',
    entries: {
      'shims-not-on-path': {
        means: "gv's shims are not on PATH, so `go` is not chosen by gv",
        cure: 'run `. ~/.gv/env`, and have the same line in the start-up file of your shell ([shells.md](shells.md))',
        by: BOTH,
      },
      'go-before-shims': {
        means: "another `go` comes before gv's shims on PATH and runs instead",
        cure: 'make the line of gv the last one of the start-up file, and open a new shell',
        by: BOTH,
      },
      'foreign-toolchain': {
        means:
          'a program such as `go1.22.5` that gv did not install comes before the shims; `go` switches to it where that version is needed (golang.org/dl makes such programs)',
        cure: "remove it, or put gv's shims first",
        by: BOTH,
      },
      'goroot-on-path': {
        means: 'PATH holds the tools of one fixed toolchain: `$GOROOT/bin`, or `bin` of `~/.gv/current`',
        cure: 'take it out of PATH; the shims find the right tools',
        by: BOTH,
      },
      'goroot-exported': {
        means: 'GOROOT is set, also by a start-up file: a `go` beside the shims mixes two toolchains',
        cure: '`unset GOROOT`, and take the line out of the file that the message names',
        by: BOTH,
      },
      'goenv-relative': {
        means:
          'GOENV is a relative path: the go command reads another file of settings in every directory, which a project may bring; gv refuses to take its settings from there',
        cure: '`unset GOENV`, or set it to an absolute path',
        by: BOTH,
      },
      'gobin-in-goroot': {
        means: 'GOBIN lies inside a toolchain: programs from `go install` are removed together with it',
        cure: '`unset GOBIN`, or `go env -u GOBIN`',
        by: BOTH,
      },
      'go-is-a-function': {
        means:
          'a start-up file defines an alias or function named `go`, which comes before everything on PATH; only the text of these files is read',
        cure: 'take it out of the file that the message names',
        by: BOTH,
      },
      'no-go': {
        means: "no toolchain is installed or chosen here, and no other `go` is on PATH outside gv's shims",
        cure: '`gv install`, or choose an installed toolchain with `gv use`',
        by: 'doctor',
      },
    },
  },
  {
    title: 'The toolchain that answers here',
    entries: {
      'pin-below-floor': {
        means: 'the pin is older than `go.mod` or `go.work` asks for ([switching.md](switching.md))',
        cure: '`gv use mod` pins the version that the module asks for',
        by: 'explain',
      },
      'base-below-floor': {
        means: 'the default toolchain is older than `go.mod` or `go.work` asks for',
        cure: '`gv install mod`',
        by: 'explain',
      },
      'floor-unseen': {
        means: 'the line that asks for a newer Go stands below the first block, where the shims do not read',
        cure: 'write that line directly below the `go` line, or run `gv use mod`',
        by: BOTH,
      },
      'never-switches': {
        means: 'a Go before 1.21 reads neither toolchain lines nor GOTOOLCHAIN',
        cure: '`gv use 1.21`, or newer, where a project asks for more',
        by: 'explain',
      },
      'foolable-base': {
        means:
          'this Go trusts a module proxy too much about checksums (CVE-2026-56864, fixed in 1.25.13 and 1.26.6), and GOPROXY names one that does not belong to the Go project',
        cure: '`gv use latest`, or `gv config set toolchain-policy path`, so that `go` downloads no toolchain',
        by: 'explain',
      },
      unproven: {
        means: 'the toolchain was installed without proofs, by `--unproven`',
        cure: '`gv install --force VERSION` downloads and proves it',
        by: 'explain',
      },
      'own-key': {
        means: 'the toolchain was signed by a key of your own keyring, not by Google',
        cure: 'nothing if that is what you want; else `gv install --force VERSION`',
        by: 'explain',
      },
    },
  },
  {
    title: 'Files under GV_ROOT',
    entries: {
      'shim-broken': {
        means: 'the script behind the shims is missing or not executable',
        cure: 'run `install.sh` again',
        by: 'doctor',
      },
      'link-wrong': {
        means: 'a shim, an alias or `current` differs from what is installed',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'link-stale': {
        means: 'a link or an alias names a toolchain that is not installed',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'staging-left': {
        means: 'unfinished work of a gv that was killed lies in `staging/`',
        cure: '`gv rehash`',
        by: 'doctor',
        fix: true,
      },
      'stale-lock': {
        means: 'a note names the holder of a mutex, and that process has ended; the mutex itself is free',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'orphan-receipt': {
        means: 'a receipt of a toolchain that is not installed',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'no-receipt': {
        means: 'a toolchain without a receipt: its proofs are unknown',
        cure: '`gv install --force VERSION`',
        by: 'doctor',
      },
      'not-a-toolchain': {
        means: 'an entry of `versions/` that is not a toolchain: without `bin/go`, or not named as a release',
        cure: 'remove it, unless it is yours',
        by: 'doctor',
      },
      'go-env-missing': {
        means: 'a toolchain has no `go.env`, so its `go` never switches and knows no module proxy',
        cure: '`gv install --force VERSION`',
        by: 'doctor',
      },
      translated: {
        means:
          'a toolchain for darwin/amd64 runs through Rosetta on a Mac whose processor is arm64: it works, and builds take longer',
        cure: '`gv install --force VERSION`; where gv itself was set up in a translated terminal, its `install.sh` first',
        by: 'doctor',
      },
      'global-missing': {
        means: 'the global version is not installed',
        cure: '`gv use -g latest`, or any other version',
        by: 'doctor',
      },
      'root-read-only': {
        means: 'GV_ROOT cannot be written, so nothing can be installed or removed',
        cure: 'check its owner, or set GV_ROOT to a directory of yours; for a shared root see [system-wide.md](system-wide.md)',
        by: 'doctor',
      },
      'files-writable-by-others': {
        means:
          'others may write files that gv wrote, as an older gv left them under a umask of 000 or 002; the next command that writes there mends it (advice)',
        cure: '`gv doctor --fix`; then `gv verify` checks the toolchains',
        by: 'doctor',
        fix: true,
      },
      'root-writable-by-others': {
        means:
          'others may write GV_ROOT or a directory above it, as in OpenShift or on a network disk: gv runs, and [believes less](#config-not-believed) (advice)',
        cure: '`chmod go-w` the directory that the message names, unless it is meant so',
        by: 'doctor',
      },
      unreadable: {
        means: 'a file or directory under GV_ROOT cannot be read',
        cure: 'check its owner and mode',
        by: 'doctor',
      },
    },
  },
  {
    title: 'Config',
    entries: {
      'config-broken': {
        means: '`config.json` cannot be read, or holds a value that gv cannot use',
        cure: '`gv config list`, then `gv config unset KEY`',
        by: 'doctor',
      },
      'config-not-believed': {
        means:
          "another account could have set `keyring` or `log-key`, as it may write `config.json`, the keyring or a directory on the way: gv's built-in keys are believed instead",
        cure: 'take the right to write away where the message says; then `gv config set KEY VALUE`, or `gv config unset KEY`',
        by: 'doctor',
      },
      'keyring-broken': {
        means: 'the keyring named by `gv config` cannot be used',
        cure: '`gv config set keyring FILE`, or `gv config unset keyring`',
        by: 'doctor',
      },
      'preference-out-of-step': {
        means: 'the shims read another value than `gv config list` shows',
        cure: '`gv doctor --fix`',
        by: 'doctor',
        fix: true,
      },
      'setting-hidden': {
        means: 'a value of `go env -w` has no effect, as the shims export one that `gv config` names',
        cure: '`gv config unset KEY`, or `go env -u NAME`',
        by: 'doctor',
      },
      'start-up-line-missing': {
        means: 'no start-up file of your shell puts gv on PATH',
        cure: 'add the line that the message names ([shells.md](shells.md))',
        by: 'doctor',
      },
    },
  },
  {
    title: 'Network, with --online',
    entries: {
      'official-unreachable': {
        means: 'the official hosts do not answer, or not with a release index',
        cure: 'check the network; a module proxy serves meanwhile ([network.md](network.md))',
        by: 'doctor',
      },
      'index-behind': {
        means:
          'a host gave a release index without a release that was seen before: the host lags, or an attacker hides newer releases. The earlier index serves, and `latest` never means less',
        cure: 'compare with another network; where the host is right all the same, `gv prune --index` forgets what was seen ([network.md](network.md#an-index-that-is-older-than-before))',
        by: 'doctor',
      },
    },
  },
];
