import { publishModules } from './module-directory.ts';
import { oneOfEach } from './sample.ts';

/** A broken environment, and the code that `gv doctor env` finds in it. */
export interface Broken {
  readonly code: string;
  /** The file of `go env -w`. */
  readonly written?: string;
  readonly startUp?: readonly string[];
  readonly typed?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** A command that fails with these words while it is broken, and works when it is cured. */
  readonly fails?: readonly [command: string, says: RegExp];
}

const LIST = 'go list -m';
/** Looks into the build cache, and builds nothing. */
const STALE = "go list -f '{{.Stale}}' .";
const DOWNLOAD = 'GOPROXY=file://@PROXY GONOSUMDB=* go mod download example.com/lib@v1.0.0';
export const MOD = 'module m\n\ngo 1.21\n';
export const NEEDS = `${MOD}\nrequire example.com/lib v1.0.0\n`;
export const MAIN = 'package main\n\nfunc main() {}\n';

/** Each code, wherever its setting can stand. `@HOME` and `@PROXY` stand for places of the sandbox. */
const BROKEN: readonly Broken[] = [
  ...['nosuch', 'arenas,rangefunc'].map((value) => ({
    code: 'goexperiment-unknown',
    written: `GOEXPERIMENT=${value}\n`,
    fails: [LIST, /unknown GOEXPERIMENT/] as const,
  })),
  {
    code: 'goexperiment-unknown',
    startUp: ['export GOEXPERIMENT=rangefunc'],
    fails: [LIST, /unknown GOEXPERIMENT rangefunc/],
  },
  { code: 'goflags-unknown', written: 'GOFLAGS=-nosuch\n', fails: [LIST, /unknown flag -nosuch/] },
  { code: 'goflags-unknown', written: "GOFLAGS='-x\n", fails: [LIST, /unterminated ' string/] },
  { code: 'goflags-unknown', typed: ['export GOFLAGS=nosuch'], fails: [LIST, /non-flag "nosuch"/] },
  {
    code: 'goflags-vendor',
    written: 'GOFLAGS=-mod=vendor\n',
    files: { 'go.mod': NEEDS, 'm.go': MAIN },
    fails: ['go list .', /inconsistent vendoring/],
  },
  {
    code: 'go111module-off',
    written: 'GO111MODULE=off\n',
    fails: [LIST, /cannot be used with GO111MODULE=off/],
  },
  { code: 'go111module-off', startUp: ['export GO111MODULE=auto'] },
  { code: 'go111module-off', written: 'GO111MODULE=on\n' },
  { code: 'go111module-off', written: 'GO111MODULE=yes\n', fails: [LIST, /unknown environment setting/] },
  { code: 'gopath-relative', written: 'GOPATH=go\n', fails: [LIST, /GOPATH entry is relative/] },
  { code: 'gopath-relative', written: 'GOPATH=~/go\n', fails: [LIST, /shell metacharacter '~'/] },
  { code: 'gopath-relative', startUp: ['export GOPATH=go'], fails: [LIST, /GOPATH entry is relative/] },
  {
    code: 'goproxy-file-gone',
    written: 'GOPROXY=file:///nosuch\n',
    fails: [
      'GOPROXY=$(go env GOPROXY | grep ^file || echo file://@PROXY) GONOSUMDB=* go list -m example.com/lib@v1.0.0',
      /nosuch/,
    ],
  },
  ...[
    ['export HOME= GOMODCACHE=@HOME/m', STALE, /neither \$XDG_CACHE_HOME nor \$HOME are defined/],
    ['export HOME= GOCACHE=@HOME/c', DOWNLOAD, /neither GOMODCACHE nor GOPATH is set/],
    ['export HOME=', DOWNLOAD, /neither GOMODCACHE nor GOPATH is set/],
    ['export HOME= XDG_CACHE_HOME=c', STALE, /path in \$XDG_CACHE_HOME is relative/],
    ['export XDG_CACHE_HOME=c', STALE, /path in \$XDG_CACHE_HOME is relative/],
    ['export GOPATH=:/x', DOWNLOAD, /neither GOMODCACHE nor GOPATH is set/],
    ['export GOCACHE=off', STALE, /disabled by GOCACHE=off/],
    ['export GOCACHE=c', STALE, /GOCACHE is not an absolute path/],
  ].map(([typed = '', command = '', says]) => ({
    code: 'no-home',
    typed: [String(typed)],
    files: { 'go.mod': MOD, 'm.go': MAIN },
    fails: [String(command), new RegExp(says ?? '')] as const,
  })),
  {
    code: 'no-home',
    written: 'GOCACHE=off\n',
    files: { 'go.mod': MOD, 'm.go': MAIN },
    fails: [STALE, /disabled by GOCACHE=off/],
  },
  // The home directory of the passwd file is not the sandbox's: nothing is run there.
  { code: 'no-home', typed: ['unset HOME'] },
  { code: 'private-half-covered', written: 'GONOSUMDB=other.example\nGOPRIVATE=git.example\n' },
  {
    code: 'private-half-covered',
    startUp: ['export GOPRIVATE=git.example', 'export GONOPROXY=other.example'],
  },
  { code: 'cross-leftover', written: 'GOOS=plan9\n' },
  { code: 'cross-leftover', startUp: ['export GOARCH=riscv64'] },
  { code: 'debug-leftover', startUp: ['export GODEBUG=gocacheverify=1,http2client=0'] },
  { code: 'cgo-off', written: 'CGO_ENABLED=0\n' },
  { code: 'no-c-compiler', typed: ['export CC=nosuch-cc'] },
  { code: 'gobin-not-on-path', written: 'GOBIN=@HOME/bin\n' },
];

/** One for each code; all of them once a week. */
export function brokenSettings(): readonly Broken[] {
  return oneOfEach(BROKEN, ({ code }) => code);
}

/** A GOPROXY of files with a library, and a tool under the path of an analyser. */
export function publish(folder: string): void {
  publishModules(folder, [
    { path: 'example.com/lib', version: 'v1.0.0', files: { 'lib.go': 'package lib\n' } },
    { path: 'honnef.co/go/tools', version: 'v0.9.0', files: { 'cmd/staticcheck/main.go': MAIN } },
  ]);
}
