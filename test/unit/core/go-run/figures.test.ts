import { describe, expect, it } from 'vitest';
import { cachedFile } from '../../../../src/core/go-run/cached-file.ts';
import { figuresOf } from '../../../../src/core/go-run/figures.ts';
import { traceLine } from '../../../../src/core/go-run/trace-line.ts';
import { type TimedLine, underWayMs, waitsOf } from '../../../../src/core/go-run/waits.ts';
import { tracedRun } from '../../../support/go-traces.ts';

const PROXY = new URL('https://goproxy.example');
const PLACES = { entries: [PROXY], sumdb: new URL('https://sum.example') };
const NO_FILES: ReadonlyMap<string, number> = new Map();

/** Lines with their times: `12 # get …`. */
function timed(...texts: readonly string[]): readonly TimedLine[] {
  return texts.flatMap((text) => {
    const [, at = '', rest = ''] = /^(\d+) (.*)$/s.exec(text) ?? [];
    const line = traceLine(rest);
    return line === undefined ? [] : [{ atMs: Number(at), line }];
  });
}

describe('a line of go mod download -x', () => {
  const url = 'https://goproxy.example/golang.org/x/text/@v/v0.14.0.info';

  it.each([
    [`# get ${url}`, { kind: 'began', what: url }],
    [`# get ${url}: 200 OK (0.032s)`, { kind: 'ended', what: url, status: 200, ms: 32 }],
    [`# get ${url}: 404 Not Found (12.500s)`, { kind: 'ended', what: url, status: 404, ms: 12_500 }],
    [`# get ${url}: dial tcp 10.0.0.1:443: i/o timeout`, { kind: 'ended', what: url }],
    [`# get ${url}: Get "${url}": EOF (sic)`, { kind: 'ended', what: url }],
    // The reason is the server's text: only the last brackets are go's.
    [`# get ${url}: 200 (99.999s) # get x: 500 (0.001s)`, { kind: 'ended', what: url, status: 200, ms: 1 }],
    [`# get ${url}: 200 OK`, { kind: 'ended', what: url }],
    ['# get http://[::1]:8080/x/@v/list', { kind: 'began', what: 'http://[::1]:8080/x/@v/list' }],
  ])('about a request: %s', (text, line) => {
    expect(traceLine(text)).toEqual(line);
  });

  it.each([
    'git ls-remote -q --end-of-options https://git.example/m',
    'git -c protocol.version=2 fetch -f --depth=1 https://git.example/m',
    'hg pull --config x https://hg.example/m',
  ])('about a command that asks a server: %s', (command) => {
    const what = `cd /tmp/cache/vcs/1; ${command}`;
    expect(traceLine(what)).toEqual({ kind: 'began', what });
    expect(traceLine(`0.917s # ${what}`)).toEqual({ kind: 'ended', what, ms: 917 });
  });

  it.each([
    [
      'go package net: hostLookupOrder(goproxy.example) = files,dns',
      { kind: 'order', order: ['files', 'dns'] },
    ],
    ['go package net: hostLookupOrder(goproxy.example) = cgo', { kind: 'order', order: ['cgo'] }],
    ['go package net: using the Go DNS resolver', { kind: 'resolver', resolver: 'own' }],
    [
      'go package net: ignoring GODEBUG=netdns=cgo as the binary was compiled without support for the cgo resolver',
      { kind: 'resolver', resolver: 'netdns-ignored' },
    ],
    ['go package net: dynamic selection of DNS resolver', { kind: 'resolver', resolver: 'by-name' }],
  ])('about the resolver: %s', (text, line) => {
    expect(traceLine(text)).toEqual(line);
  });

  it('of the resolver may have a request in its middle, as go writes it in pieces', () => {
    expect(traceLine(`go package net: hostLookupOrder(goproxy.example# get ${url}`)).toEqual({
      kind: 'began',
      what: url,
    });
    expect(traceLine(') = files,dns')).toEqual({ kind: 'order', order: ['files', 'dns'] });
  });

  it.each([
    '',
    '# get ',
    '# get ftp://x',
    'go: downloading golang.org/x/text v0.14.0',
    'go package net: confVal.netCgo = false  netGo = false',
    '0.010s # cd /tmp/x; git init --bare',
    '0.001s # git cat-file fetch',
    'x # get https://goproxy.example/',
    `12345678.000s # cd /; git fetch`,
    'hostLookupOrder(x) = files,dns,evil',
  ])('of another kind counts as nothing: %j', (text) => {
    expect(traceLine(text)).toBeUndefined();
  });
});

describe('the waits of a run', () => {
  it('are paired by URL where requests run side by side', () => {
    const lines = timed(
      '10 # get https://goproxy.example/a',
      '11 # get https://goproxy.example/b',
      '12 # get https://goproxy.example/a',
      '40 # get https://goproxy.example/b: 200 OK (0.029s)',
      '50 # get https://goproxy.example/a: dial tcp: refused',
      '90 # get https://goproxy.example/a: 404 Not Found (0.078s)',
    );
    expect(
      waitsOf(lines, 100).map(({ what, fromMs, toMs, status }) => [what.at(-1), fromMs, toMs, status]),
    ).toEqual([
      ['b', 11, 40, 200],
      ['a', 10, 50, undefined],
      ['a', 12, 90, 404],
    ]);
  });

  it('end with the run where nothing answers, and begin with it at the earliest', () => {
    const lines = timed(
      '5 # get https://goproxy.example/a',
      '7 cd /c; git fetch origin',
      '20 # get https://goproxy.example/b: 200 OK (9999999.000s)',
      '30 # get https://goproxy.example/c: refused',
    );
    const waits = waitsOf(lines, 1000);
    expect(waits.map(({ fromMs, toMs, isEnded }) => [fromMs, toMs, isEnded])).toEqual([
      [0, 20, true],
      [5, 1000, false],
      [7, 1000, false],
    ]);
    expect(figuresOf(waits, PLACES, NO_FILES)).toMatchObject({ requests: 2, commands: 1, unanswered: 2 });
  });

  it('overlap once in the time that was under way', () => {
    const wait = (fromMs: number, toMs: number) => ({ what: 'x', fromMs, toMs, isEnded: true });
    expect(underWayMs([wait(50, 60), wait(0, 10), wait(5, 20), wait(6, 8), wait(20, 25)])).toBe(35);
    expect(underWayMs([])).toBe(0);
  });

  it('of ten thousand requests at a time are summed up in no time', () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `${index} # get https://goproxy.example/same`);
    expect(figuresOf(waitsOf(timed(...texts), 20_000), PLACES, NO_FILES)).toMatchObject({
      requests: 10_000,
      networkMs: 20_000,
    });
  });
});

describe('a real run', () => {
  it('has three requests for the module and nine to the checksum database', () => {
    const lines = tracedRun.map((text, index) => ({ atMs: index * 100, line: traceLine(text) }));
    const timedLines = lines.flatMap(({ atMs, line }) => (line === undefined ? [] : [{ atMs, line }]));
    const waits = waitsOf(timedLines, 5000);
    expect(figuresOf(waits, PLACES, NO_FILES)).toMatchObject({
      requests: 12,
      module: 3,
      sumdb: 9,
      commands: 0,
      unanswered: 0,
      firstEntryRequests: 4,
    });
    expect(lines.filter(({ line }) => line?.kind === 'order')).toHaveLength(1);
  });
});

describe('the requests of a run', () => {
  const answered = (what: string, fromMs: number, toMs: number, status = 200) => ({
    what,
    fromMs,
    toMs,
    status,
    isEnded: true,
  });

  it('are counted to the entry with the longest address, without its user name', () => {
    const inner = new URL('https://user:secret@goproxy.example/inner/');
    const entries = [PROXY, inner];
    const waits = [
      answered('https://user:xxxxx@goproxy.example/inner/m/@v/v1.0.0.info', 0, 10),
      answered('https://goproxy.example/innermost/@v/v1.0.0.info', 10, 15),
      answered('https://goproxy.example:8443/m/@v/v1.0.0.info', 20, 30),
      answered('https://sum.example/lookup/m@v1.0.0', 30, 40),
      answered('https://[', 40, 50),
    ];
    const figures = figuresOf(waits, { ...PLACES, entries }, NO_FILES);
    expect(figures).toMatchObject({ requests: 4, module: 2, sumdb: 1, firstEntryRequests: 2, networkMs: 35 });
    expect(figures.entries).toEqual([
      { entry: PROXY, requests: 1, ms: 5, slowestMs: 5, failed: 0 },
      { entry: inner, requests: 1, ms: 10, slowestMs: 10, failed: 0 },
    ]);
  });

  it('begin at the first entry once for each file, and once for the checksum database', () => {
    const second = new URL('https://second.example/%2e%2e/go');
    const both = ['info', 'mod', 'zip'].flatMap((suffix) => [
      answered(`https://goproxy.example/m/@v/v1.0.0.${suffix}`, 0, 1, 404),
      answered(`${second.href}/m/@v/v1.0.0.${suffix}`, 1, 2),
    ]);
    const database = ['supported', 'lookup/m@v1.0.0', 'tile/8/0/000'].map((path) =>
      answered(`${second.href}/sumdb/sum.example/${path}`, 2, 3),
    );
    const figures = figuresOf([...both, ...database], { ...PLACES, entries: [PROXY, second] }, NO_FILES);
    expect(figures).toMatchObject({ module: 6, sumdb: 3, firstEntryRequests: 4 });
  });

  it('last until the file is whole: go’s line ends at the header', () => {
    const path = cachedFile({ module: 'example.com/Big', version: 'v1.0.0-RC1' }, 'zip');
    expect(path).toBe('/example.com/!big/@v/v1.0.0-!r!c1.zip');
    const zip = answered(`https://goproxy.example${path}`, 10, 20);
    const ends = new Map([[path, 5000]]);
    expect(figuresOf([zip], PLACES, ends)).toMatchObject({ networkMs: 4990, entries: [{ slowestMs: 4990 }] });
    expect(figuresOf([{ ...zip, status: 404 }], PLACES, ends)).toMatchObject({ networkMs: 10 });
    expect(figuresOf([zip], PLACES, new Map([[path, 5]]))).toMatchObject({ networkMs: 10 });
  });
});
