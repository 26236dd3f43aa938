import type { FindingGroup } from './finding-entry.ts';

const BOTH = 'explain, doctor';

/** The findings about what surrounds gv, and about the toolchain that answers. */
export const HERE_GROUPS: readonly FindingGroup[] = [
  {
    title: 'PATH and environment',
    entries: {
      'shims-not-on-path': {
        means: "gv's shims are not on PATH, so `go` is not chosen by gv",
        cure: 'run `. ~/.gv/env`, and have the same line in the start-up file of your shell ([shells.md](shells.md)); a CI job, an image or a service sets PATH',
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
        means:
          'PATH holds the tools of one fixed toolchain: `$GOROOT/bin`, or `bin` of `~/.gv/current` (advice)',
        cure: 'take it out of PATH; the shims find the right tools',
        by: BOTH,
      },
      'goroot-exported': {
        means:
          'GOROOT is set, by the environment or a start-up file: a `go` that runs without the shims mixes two toolchains',
        cure: '`unset GOROOT`, and take the line out of the file that the message names',
        by: BOTH,
      },
      'goroot-written': {
        means:
          'the file of `go env -w` sets GOROOT: `go build` fails in every other toolchain ("does not match go tool version")',
        cure: '`go env -u GOROOT`; where go itself fails, take the line out of the file that the message names',
        by: BOTH,
      },
      'gotoolchain-written': {
        means:
          'the file of `go env -w` names a toolchain in GOTOOLCHAIN: that one runs, whichever gv chooses; `gv exec VERSION` alone comes before it',
        cure: '`go env -u GOTOOLCHAIN`',
        by: BOTH,
      },
      'gotoolchain-exported': {
        means:
          'the environment names a toolchain in GOTOOLCHAIN: that one runs, whichever gv chooses; `gv exec VERSION` alone comes before it (advice)',
        cure: '`unset GOTOOLCHAIN`, and take the line out of the start-up file that exports it',
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
      'gobin-in-gv': {
        means:
          "GOBIN lies among gv's own files, such as the shims: programs from `go install` may take their place, or be removed with them",
        cure: '`unset GOBIN`, or `go env -u GOBIN`',
        by: BOTH,
      },
      'gopath-in-gv': {
        means:
          "GOPATH, or `~/go` where none is set, lies inside a toolchain or among gv's own files: programs and modules are removed with them",
        cure: '`unset GOPATH`, or `go env -u GOPATH`',
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
        means:
          'the pin is older than `go.mod` or `go.work` asks for, so `go` runs another toolchain (advice), or refuses ([switching.md](switching.md))',
        cure: '`gv use mod` pins the version that the module asks for; `gv install VERSION` has the exact one at hand',
        by: 'explain',
      },
      'base-below-floor': {
        means:
          'the default toolchain is older than `go.mod` or `go.work` asks for; otherwise as `pin-below-floor`',
        cure: '`gv install mod`',
        by: 'explain',
      },
      'floor-unseen': {
        means: 'the line that asks for a newer Go stands below the first block, where the shims do not read',
        cure: 'write that line directly below the `go` line, or run `gv use mod`',
        by: BOTH,
      },
      'never-switches': {
        means: 'a Go before 1.21 reads neither toolchain lines nor GOTOOLCHAIN (note)',
        cure: '`gv use 1.21`, or newer, where a project asks for more',
        by: 'explain',
      },
      'deceivable-base': {
        means:
          'this Go trusts a module proxy too much about checksums (CVE-2026-56864, fixed in 1.25.13 and 1.26.6), and GOPROXY names one that does not belong to the Go project (advice)',
        cure: '`gv use latest`, or `gv config set toolchain-policy path`, so that `go` downloads no toolchain',
        by: 'explain',
      },
      unproven: {
        means: 'the toolchain was installed without proofs, by `--unproven` (advice)',
        cure: '`gv install --force VERSION` downloads and proves it',
        by: 'explain',
      },
      'own-key': {
        means: 'the toolchain was signed by a key of your own keyring, not by Google (note)',
        cure: 'nothing if that is what you want; else `gv install --force VERSION`',
        by: 'explain',
      },
      'wrapper-empty': {
        means:
          'the go command switches to a program such as `go1.22.5` that `go install golang.org/dl/go1.22.5@latest` made, and that has no toolchain yet: `go` fails with "not downloaded"',
        cure: '`gv install VERSION`, or `go1.22.5 download`',
        by: 'explain',
      },
      'other-manager': {
        means:
          'another manager has chosen, which gv does not obey (note): `mise.toml`, GOENV_VERSION, ASDF_GOLANG_VERSION, `~/.goenv/version`; or PATH or a start-up file names one',
        cure: '`gv use VERSION`, or `gv use -g VERSION`, chooses the same; the line of gv comes last in the start-up file',
        by: BOTH,
      },
    },
  },
];
