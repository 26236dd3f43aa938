import { describe, expect, it } from 'vitest';
import type { GoRunReport, ResolverReport } from '../../../../src/core/net/names-report.ts';
import { goRunText } from '../../../../src/report/net/go-run-text.ts';
import { resolverText } from '../../../../src/report/net/resolver-text.ts';

const PIPE = { width: undefined, bars: 'none' } as const;

const RESOLVER: ResolverReport = {
  go: ['files', 'dns'],
  goCanUseCgo: false,
  cgoPrograms: ['cgo'],
  libc: ['files', 'resolve', 'dns'],
  nameservers: [
    {
      address: '10.0.0.54',
      line: 1,
      a: { ms: 2000, failed: 'no-answer' },
      aaaa: { ms: 2000, failed: 'no-answer' },
    },
    { address: '10.0.0.53', line: 2, a: { ms: 0.6 }, aaaa: { ms: 3.4, failed: 'server-failed' } },
    { address: '::1', line: 3, a: { ms: 0.1, failed: 'refused' }, aaaa: { ms: 0.1, failed: 'no-route' } },
  ],
  lookUp: {
    name: 'goproxy.example',
    libc: { ms: 5011, addresses: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] },
    go: { ms: 5000.4, addresses: ['10.0.0.1'], names: ['goproxy.example.'], packets: 2 },
  },
};

const RUN: GoRunReport = {
  version: '1.27.4',
  outcome: 'downloaded',
  leftOut: [],
  requests: 15,
  module: 3,
  sumdb: 12,
  commands: 0,
  ms: 729,
  networkMs: 31,
  localMs: 698,
  unanswered: 0,
  lookupOrder: ['files', 'dns'],
  entries: [{ entry: 'https://goproxy.example', requests: 15, ms: 31, slowestMs: 20, failed: 0 }],
};

describe('the nameservers as text', () => {
  it('have their times, and who uses which resolver', () => {
    expect(resolverText(RESOLVER, PIPE)).toBe(
      [
        'nameservers (/etc/resolv.conf)  A                     AAAA',
        '  10.0.0.54                     no answer in 2000 ms',
        '  10.0.0.53                     0.6 ms                3.4 ms SERVFAIL',
        '  ::1                           refused               no route',
        'names',
        '  go                 a resolver of its own (files, dns)',
        '  git, ssh, curl     the C library (files resolve dns)',
        '  programs with cgo  the C library',
        '  goproxy.example    go: 5000 ms, 2 packets, 10.0.0.1',
        '                     the C library: 5010 ms, 10.0.0.1 10.0.0.2 10.0.0.3 and 1 more',
        '',
      ].join('\n'),
    );
  });

  it('may be defaults, and the name may be in /etc/hosts or nowhere', () => {
    const lookUp = { name: 'x\u001b[2J', libc: null, go: { ms: 0, addresses: [], names: [], packets: 0 } };
    const text = resolverText(
      {
        ...RESOLVER,
        go: ['cgo'],
        goCanUseCgo: true,
        libc: [],
        nameservers: [{ address: '127.0.0.1', line: null, a: { ms: 1 }, aaaa: { ms: 1 } }],
        lookUp,
      },
      PIPE,
    );
    expect(text).toContain('nameservers (defaults)');
    expect(text).toContain('go                 the C library, built with cgo\n');
    expect(text).toContain('x\\u{1b}[2J         go: not asked, as no nameserver answers\n');
    const inHosts = { ...lookUp, go: { ...lookUp.go, addresses: ['127.0.0.1'] } };
    expect(resolverText({ ...RESOLVER, lookUp: inHosts }, PIPE)).toContain(
      'go: 0.0 ms, /etc/hosts, 127.0.0.1\n',
    );
    expect(text).toContain('the C library: not asked, as no nameserver answers\n');
  });
});

describe('go’s own run as text', () => {
  it('is one line where all is well', () => {
    expect(goRunText(RUN, PIPE)).toBe(
      'go itself  729 ms: 31.0 ms with a request under way (3 for the module, 12 for the checksum database), 698 ms here: zip checked, hashed, unpacked\n',
    );
  });

  it('says what was left out and what go would wait for it', () => {
    const leftOut = [
      { entry: 'https://a.example', requests: 4, limitMs: 30_000 },
      { entry: 'https://b.example', requests: 4, limitMs: null },
    ];
    const text = goRunText({ ...RUN, leftOut }, PIPE);
    expect(text).toContain('go itself without https://a.example, https://b.example');
    expect(text).toContain(
      "with it: 4 requests would go to https://a.example first × 30 s (Go's limit) = 2 min 0 s\n",
    );
    expect(text).toContain(
      'with it: 4 requests would go to https://b.example first, and go sets no limit for an answer\n',
    );
  });

  it('says how it ended otherwise, and the waits of each entry', () => {
    const entries = [
      ...RUN.entries,
      { entry: 'https://b.example', requests: 1, ms: 30_000, slowestMs: 30_000, failed: 1 },
    ];
    const text = goRunText(
      { ...RUN, outcome: 'cut-short', entries, unanswered: 1, commands: 2, sumdb: 0 },
      PIPE,
    );
    expect(text).toContain(
      "729 ms, and was ended by gv: 31.0 ms with a request under way (3 for the module, 12 for the repository's address, 2 by git, 1 without an end), 698 ms without one\n",
    );
    expect(text).toContain('https://b.example: 1 request, 30.0 s, the slowest 30.0 s, 1 without an answer\n');
    expect(goRunText({ ...RUN, outcome: 'failed' }, PIPE)).toContain('729 ms, and go failed: ');
  });
});
