import type { FindingGroup } from './finding-entry.ts';

/** The findings of `gv doctor modules`. */
export const MODULES_GROUP: FindingGroup = {
  title: 'Modules, go.sum and the module cache',
  entries: {
    'replace-local-missing': {
      means:
        'a `replace` line of `go.mod` or `go.work` names a directory that is not there, or has no `go.mod`: go fails where a package of that module is needed',
      cure: 'check the module out there, or `go mod edit -dropreplace=MODULE` ([modules.md](environment/modules.md))',
      by: 'doctor',
    },
    'replace-outside-repo': {
      means:
        'a `replace` line leads out of the repository, so a checkout elsewhere, and CI, will not have that directory (advice)',
      cure: '`go work init . ../lib`, then `go mod edit -dropreplace=MODULE`; `go.work` stays out of the repository',
      by: 'doctor',
    },
    'replace-shadowed': {
      means:
        'a dependency has `replace` lines for a module that is required here too. Go heeds those of main modules alone (note)',
      cure: 'nothing; where that dependency fails to build, the same line in the `go.mod` here helps',
      by: 'doctor',
    },
    'sum-missing': {
      means: 'go.sum lacks the hash of a module, or of its `go.mod`, and go refuses to build what needs it',
      cure: '`go mod download MODULE@VERSION`; for many of them `go mod tidy`',
      by: 'doctor',
    },
    'sum-differs': {
      means:
        'a line of go.sum has another hash than the module cache ("SECURITY ERROR"). The message says with which side the checksum database agrees',
      cure: 'as the message says: `go mod download` asks the checksum database before it writes a line',
      by: 'doctor',
    },
    'cache-modified': {
      means:
        'the files of a module in the module cache are not as they were downloaded, and go builds them as they are',
      cure: 'set the directory aside, then `go mod download MODULE@VERSION`',
      by: 'doctor',
    },
    untidy: {
      means:
        '`go mod tidy` would change `go.mod` or `go.sum` (advice), or go refuses to build until it does (problem)',
      cure: '`go mod tidy`; `gv doctor modules` shows the lines',
      by: 'doctor',
    },
    'vendor-differs': {
      means: '`vendor/modules.txt` differs from `go.mod`, and go refuses to build ("inconsistent vendoring")',
      cure: '`go mod vendor`, in a workspace `go work vendor`',
      by: 'doctor',
    },
    'module-file-malformed': {
      means:
        'go cannot read a line of `go.mod`, `go.work` or go.sum, often a mark of a merge, or refuses GOWORK. Every command fails',
      cure: 'mend the line that the message names',
      by: 'doctor',
    },
    'work-drift': {
      means:
        '`go.work` uses a directory without `go.mod`, has a lower `go` line than a member, or does not use the module here',
      cure: '`go work edit -dropuse=DIR`, `go work use`',
      by: 'doctor',
    },
    incompatible: {
      means:
        'a version with `+incompatible`: its major version is 2 or more, and its tree has no `go.mod` for that. Go takes every later major version for a newer one (note)',
      cure: 'the path with `/vN`, where the module has one; `--online` looks',
      by: 'doctor',
    },
    'major-path-missing': {
      means:
        'a version 2 or more is required without `/vN` at the end of its path, and go refuses every command',
      cure: 'write `/vN` behind the path in that line, and in imports',
      by: 'doctor',
    },
    'excluded-wanted': {
      means: 'an `exclude` line hides a version that is newer than the one that is taken (note)',
      cure: '`go mod edit -dropexclude=MODULE@VERSION`, if the reason for the line is gone',
      by: 'doctor',
    },
    'pseudo-version': {
      means:
        'a module is required at a commit, not at a tag; with `--online` only where a tag after that commit exists (note)',
      cure: '`go get MODULE@TAG`',
      by: 'doctor',
    },
    retracted: {
      means: 'the author took the version back, for the reason that the message quotes (advice, `--online`)',
      cure: '`go get MODULE@latest`',
      by: 'doctor',
    },
    deprecated: {
      means:
        'the author asks to use the module no more, in the words that the message quotes (advice, `--online`)',
      cure: 'use what the author names',
      by: 'doctor',
    },
    'dependency-raises-go': {
      means: 'a required module asks for this `go` line, so no older Go builds here (note)',
      cure: '`gv install mod`, where no Go that is new enough is installed',
      by: 'doctor',
    },
    'module-cycle': {
      means:
        'modules require each other in a circle, which is legal and keeps old versions in the graph (note, `--graph`)',
      cure: 'nothing',
      by: 'doctor',
    },
    'private-not-covered': {
      means:
        'this machine has a road of its own to the host of a required module, and GOPRIVATE does not cover it: its name goes to module proxies and the checksum database',
      cure: '`go env -w GOPRIVATE=PREFIX`',
      by: 'doctor',
    },
    'private-pattern-unused': {
      means: 'a pattern of GOPRIVATE covers nothing that is required here (note)',
      cure: 'nothing, where other projects need it',
      by: 'doctor',
    },
    'insecure-set': {
      means:
        'GOINSECURE is set: modules that go fetches directly are taken without a proof of the server (advice). For a module proxy it does nothing. Or GOFLAGS has `-insecure`, for go before 1.17',
      cure: '`go env -u GOINSECURE`, and the certificate of the CA in the system, or SSL_CERT_FILE',
      by: 'doctor',
    },
  },
};
