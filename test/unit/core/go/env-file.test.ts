import { describe, expect, it } from 'vitest';
import { goEnvLine, parseGoEnv } from '../../../../src/core/go/env-file.ts';

describe('the file of go env -w', () => {
  it.each<readonly [string, string, Readonly<Record<string, string>>]>([
    ['plain lines', 'GOPROXY=https://a\nGOSUMDB=off\n', { GOPROXY: 'https://a', GOSUMDB: 'off' }],
    ['comments and blank lines', '# GOPROXY=x\n\n  GOPROXY=y\n', {}],
    ['the last of a key', 'GOPROXY=a\nGOPROXY=b', { GOPROXY: 'b' }],
    ['further equals signs', 'GOPROXY=https://a?b=c', { GOPROXY: 'https://a?b=c' }],
    ['quotes, blanks and CR as they are', 'GOAUTH= "x" \r\n', { GOAUTH: ' "x" \r' }],
    ['an empty value', 'GOPROXY=\n', { GOPROXY: '' }],
    ['no key, no value, lower case', '=x\nGOPROXY\ngoproxy=x\n', {}],
    ['garbage', '\u0000\u0001=\n<!doctype html>\n', {}],
  ])('%s', (_, text, values) => {
    expect(Object.fromEntries(parseGoEnv(text))).toEqual(values);
  });

  it('tells the line that counts, which is the last', () => {
    expect(goEnvLine('GOROOT=a\nGOFLAGS=\nGOROOT=b\n', 'GOROOT')).toBe(3);
    expect(goEnvLine('# GOROOT=a\nXGOROOT=b\n', 'GOROOT')).toBe(undefined);
  });
});
