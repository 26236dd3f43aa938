import { describe, expect, it } from 'vitest';
import { type CurlMark, curlMark, curlPhases, gitFailure } from '../../../../src/core/roads/curl-trace.ts';

/** Recorded lines of GIT_TRACE_CURL (git 2.39, curl with GnuTLS), with the time in milliseconds within the last second of a day. */
function marksOf(...lines: readonly (readonly [number, string])[]): readonly CurlMark[] {
  return lines.flatMap(([ms, text]) => {
    const day = 86_399_000 + ms;
    const stamp = new Date(day % 86_400_000).toISOString().slice(11, 23);
    return curlMark(`${stamp}000 http.c:725              ${text}`) ?? [];
  });
}

const START = [
  [0, "== Info: Couldn't find host git.corp.example in the .netrc file; using defaults"],
  [20, '== Info:   Trying 10.1.2.3:443...'],
  [25, '== Info: Connected to git.corp.example (10.1.2.3) port 443 (#0)'],
] as const;
const TLS = [
  [185, '== Info: found 144 certificates in /etc/ssl/certs/ca-certificates.crt'],
  [255, '== Info: found 434 certificates in /etc/ssl/certs'],
  [256, '== Info: ALPN: offers h2,http/1.1'],
] as const;
const ANSWER = [
  [305, '=> Send header: GET /lib/info/refs?service=git-upload-pack HTTP/1.1'],
  [305, '=> Send header: authorization: Basic <redacted>'],
  [405, '<= Recv header: HTTP/1.1 200 OK'],
  [455, '<= Recv header: content-type: text/plain'],
] as const;

describe('the lines of GIT_TRACE_CURL', () => {
  it('give the phases of a connection by https', () => {
    expect(curlPhases(marksOf(...START, ...TLS, ...ANSWER), undefined)).toEqual([
      { name: 'name', ms: 20 },
      { name: 'tcp', ms: 5 },
      { name: 'certificates', ms: 230 },
      { name: 'tls', ms: 50 },
      { name: 'first-byte', ms: 100 },
      { name: 'server', ms: 50 },
    ]);
  });

  it('have CONNECT for an HTTP proxy, and go on after midnight', () => {
    const tunnel = [
      [900, '=> Send header: CONNECT git.corp.example:443 HTTP/1.1'],
      [1_100, '<= Recv header: HTTP/1.1 200 Connection established'],
      [1_200, '=> Send header: GET /x HTTP/1.1'],
      [1_300, '<= Recv header: HTTP/1.1 200 OK'],
    ] as const;
    expect(curlPhases(marksOf(...START, ...tunnel), undefined).map(({ name, ms }) => [name, ms])).toEqual([
      ['name', 20],
      ['tcp', 5],
      ['connect', 1_075],
      ['tls', 100],
      ['first-byte', 100],
      ['server', 0],
    ]);
  });

  it.each([
    [START.slice(0, 1), 'no-name', 'name'],
    [START.slice(0, 2), 'refused', 'tcp'],
    [[...START, ...TLS], 'untrusted', 'tls'],
    [[...START, [30, '=> Send header: CONNECT h:443 HTTP/1.1']] as const, 'no-answer', 'connect'],
    [[...START, ...TLS, ...ANSWER], 'login-wanted', 'server'],
  ] as const)('that end early fail in the phase that was under way', (lines, failed, name) => {
    expect(curlPhases(marksOf(...lines), failed).at(-1)).toMatchObject({ name, failed });
  });

  it('tell the status of an answer, and no header', () => {
    expect(marksOf([0, '<= Recv header: HTTP/2 401']).map(({ status }) => status)).toEqual([401]);
    const [mark] = marksOf([0, '=> Send header: cookie: s3cret']);
    expect(Object.keys(mark ?? {})).toEqual(['step', 'at']);
    for (const line of ['', 'fatal: x', '10:00:00 x', '99', '{"time":"10:00:00.000000"}'])
      expect(curlMark(line)).toBeUndefined();
    expect(curlPhases([], 'other')).toEqual([]);
  });

  it.each([
    ["fatal: unable to access 'https://h/': Could not resolve host: h", 'no-name'],
    [
      "fatal: unable to access 'https://h/': Failed to connect to h port 443 after 0 ms: Couldn't connect to server",
      'refused',
    ],
    [
      "fatal: unable to access 'https://h/': Received HTTP code 407 from proxy after CONNECT",
      'proxy-refused',
    ],
    [
      "fatal: unable to access 'https://h/': server certificate verification failed. CAfile: none CRLfile: none",
      'untrusted',
    ],
    [
      "fatal: unable to access 'https://h/': SSL certificate problem: unable to get local issuer certificate",
      'untrusted',
    ],
    ["fatal: could not read Username for 'https://h': terminal prompts disabled", 'login-wanted'],
    ["fatal: Authentication failed for 'https://h/x/'", 'login-wanted'],
    ["fatal: unable to access 'https://h/': The requested URL returned error: 403", 'login-wanted'],
    ["fatal: repository 'https://h/x/' not found", 'not-found'],
    ['fatal: the remote end hung up upon initial contact', undefined],
    ['Could not resolve host: h', undefined],
  ])('and the last message %j is %s', (line, failure) => {
    expect(gitFailure(line)).toBe(failure);
  });
});
