import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor env` about Go's settings, and about programs and editors that meet them. */
export const SETTINGS_GROUP: FindingGroup = {
  title: "Go's settings, programs and editors",
  entries: {
    'goexperiment-unknown': {
      means:
        'a toolchain that runs here, or an installed one, does not know a word of GOEXPERIMENT, and refuses every command ("unknown GOEXPERIMENT")',
      cure: 'take the variable away, as the message says ([settings.md](environment/settings.md))',
      by: 'doctor',
    },
    'goflags-unknown': {
      means:
        'GOFLAGS has a word that the Go here cannot read: no flag, an open quote, or a flag that no command of it has ("parsing $GOFLAGS")',
      cure: '`go env -u GOFLAGS`, or `unset GOFLAGS`',
      by: 'doctor',
    },
    'goflags-vendor': {
      means:
        'GOFLAGS has `-mod=vendor`, and `vendor/modules.txt` lacks a module that `go.mod` asks for ("inconsistent vendoring"), or is not there',
      cure: '`go mod vendor`; without a `vendor` directory `go env -u GOFLAGS`: since Go 1.14 the directory is used without the flag',
      by: 'doctor',
    },
    'go111module-off': {
      means:
        'GO111MODULE is `off` or `auto`, or no value at all, so `go.mod` counts never or not everywhere; `on` is the default (note)',
      cure: '`go env -u GO111MODULE`, or `unset GO111MODULE`',
      by: 'doctor',
    },
    'gopath-relative': {
      means:
        'GOPATH has a path that does not begin with `/`, or begins with `~`: Go refuses every command, and `go env -u` too unless the environment has another GOPATH',
      cure: '`unset GOPATH`, or `GOPATH="$HOME/go" go env -u GOPATH`',
      by: 'doctor',
    },
    'gopath-is-goroot': {
      means:
        'GOPATH is the GOROOT of the Go here, or that Go was unpacked into `~/go`, where GOPATH would be: modules and programs have no place beside it',
      cure: '`go env -u GOPATH`; a Go in `~/go` belongs elsewhere, or `go env -w GOPATH="$HOME/gopath"`',
      by: 'doctor',
    },
    'no-home': {
      means:
        'Go has no place for its build cache, or for modules ("could not be located", "module cache not found"): HOME is not set, as in a service, or GOCACHE is `off`',
      cure: '`export HOME=…`, or GOCACHE and GOMODCACHE; in a unit of systemd `Environment=GOCACHE=%C/go-build`',
      by: 'doctor',
    },
    'goproxy-file-gone': {
      means: 'GOPROXY names a directory (`file://`) that is not there',
      cure: 'make the directory, or `go env -u GOPROXY`',
      by: 'doctor',
    },
    'private-half-covered': {
      means:
        'GONOSUMDB or GONOPROXY is set and lacks a pattern of GOPRIVATE. A set one takes the place of GOPRIVATE, so the names of those modules go to the checksum database, or to module proxies',
      cure: '`go env -u GONOSUMDB`, `go env -u GONOPROXY`: both follow GOPRIVATE',
      by: 'doctor',
    },
    'cross-leftover': {
      means:
        'GOOS or GOARCH of another machine stands in the file of `go env -w` or in a start-up file, so every build here is for that machine (advice)',
      cure: '`go env -u GOOS`, `go env -u GOARCH`; for one build `GOARCH=arm64 go build`',
      by: 'doctor',
    },
    'debug-leftover': {
      means:
        'GODEBUG has words that slow the go command, print what is secret, or do nothing (advice): `gocacheverify`, `gocachehash`, `http2client`, `http2debug`, `netdns`',
      cure: '`unset GODEBUG`',
      by: 'doctor',
    },
    'cgo-off': {
      means: 'CGO_ENABLED is 0: packages with C, and `go test -race`, cannot be built (note)',
      cure: '`go env -u CGO_ENABLED`, or `unset CGO_ENABLED`, unless that is meant',
      by: 'doctor',
    },
    'no-c-compiler': {
      means: 'CGO_ENABLED=1 or CC asks for a C compiler that is not on PATH (note)',
      cure: 'install the compiler, or take the setting away',
      by: 'doctor',
    },
    'goenv-file-many': {
      means:
        'GOENV leads Go past the usual file of `go env -w`, and that file has settings: two files, of which one counts (note)',
      cure: '`unset GOENV`, or remove the file that does not count',
      by: 'doctor',
    },
    'gobin-not-on-path': {
      means: 'the directory to which `go install` writes holds programs, and is not on PATH (advice)',
      cure: 'add the directory to PATH in the start-up file of your shell',
      by: 'doctor',
    },
    'tool-older-than-module': {
      means:
        'gopls, golangci-lint, staticcheck, govulncheck or dlv was built by a Go of an older line than the module here asks for, so it cannot read its sources (advice)',
      cure: '`go install PACKAGE@latest`, as the message says',
      by: 'doctor',
    },
    'tool-gone-base': {
      means:
        'programs of `go install` were built by a Go whose line is at its end of life: the standard library inside them gets no patches (note)',
      cure: '`go install PACKAGE@latest` with a Go of now',
      by: 'doctor',
    },
    'editor-other-go': {
      means:
        'a setting of VS Code gives its Go extension another Go, or other flags, than the shell has (advice): `go.goroot`, `go.alternateTools`, `go.toolsEnvVars`',
      cure: 'take the setting out: the extension then uses the `go` on PATH',
      by: 'doctor',
    },
    'gopls-setting-gone': {
      means: 'a setting of VS Code that gopls no longer has (note): `experimentalWorkspaceModule`',
      cure: 'take it out: gopls reads `go.work` by itself',
      by: 'doctor',
    },
    'running-other-go': {
      means:
        'with `--editors`: a running gopls, dlv or linter starts another Go than this directory has, or none, as in an editor of the desktop (advice)',
      cure: 'start the editor from a shell with gv, or `gv env --format environment.d` ([recipes.md](environment/recipes.md))',
      by: 'doctor',
    },
    'cut-short': {
      means: 'the time was up before everything was looked at, as on a slow network disk (note)',
      cure: '`gv doctor --timeout 60`',
      by: 'doctor',
    },
  },
};
