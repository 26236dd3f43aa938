type Env = Readonly<Record<string, string>>;

/** Settings, and what `go env -changed` does not tell of them: it takes a GOPATH of the environment for its default, and knows no default of GOWORK. */
export const SETTINGS: readonly {
  readonly env?: Env;
  readonly file?: string;
  readonly more?: readonly string[];
}[] = [
  {},
  { env: { GOFLAGS: '-mod=vendor', GOARCH: 'arm64', GOARM64: 'v9.0', GOAMD64: 'v3' } },
  { file: 'GOPROXY=https://a.example,direct\nGOSUMDB=off\nGOBIN=/x\nGOTOOLCHAIN=path\nGOPATH=/p:/q\n' },
  { env: { GO111MODULE: 'on', GOPRIVATE: 'a', GONOSUMDB: 'b', GONOPROXY: 'a' } },
  { env: { GO111MODULE: 'auto', GODEBUG: 'x=1', GOAMD64: 'v3', CC: 'cc', AR: 'xar' } },
  { env: { GOPATH: '/p', GOMODCACHE: '/m', GOCACHE: '/c', GOOS: 'windows' }, more: ['GOPATH'] },
  { env: { CGO_CFLAGS: '-O2 -g', CGO_LDFLAGS: '-s', GOVCS: '*:off', GOINSECURE: 'z', GOAUTH: 'off' } },
  {
    env: { CGO_ENABLED: '1', GOARCH: '386', GOWORK: 'off' },
    file: 'GOAMD64=v2\nGOFLAGS=\n',
    more: ['GOWORK'],
  },
  { env: { GOFIPS140: 'latest', PKG_CONFIG: 'pc', GOVCS: 'x:git' }, file: 'GOVCS=y:git\nGOTMPDIR=/tmp\n' },
];

/** Words for GOFLAGS; each stands for a way in which the go command defines, or lacks, a flag. */
export const FLAGS = [
  'mod',
  'C',
  'json',
  'debug-trace',
  'test.v',
  'vettool',
  'fixtool',
  'cmd',
  'artifacts',
  'buildvcs',
  'changed',
  'h',
  'nosuch',
  'printf',
  'test.nosuch',
];
