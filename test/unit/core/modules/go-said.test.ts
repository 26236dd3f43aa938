import { describe, expect, it } from 'vitest';
import { malformedIn, missingMajor, refusalIn } from '../../../../src/core/modules/go-said.ts';

/** Printed by Go 1.22.5 and 1.27.4, in standard error or as the error of a package. */
const SAID: readonly (readonly [text: string, refusal: ReturnType<typeof refusalIn>])[] = [
  [
    'missing go.sum entry for module providing package rsc.io/quote (imported by example.com/m); to add:\n\tgo get example.com/m',
    { kind: 'no-zip-sum', importPath: 'rsc.io/quote' },
  ],
  [
    'missing go.sum entry needed to verify package rsc.io/quote (imported by example.com/m) is provided by exactly one module; to add:\n\tgo get example.com/m',
    { kind: 'no-zip-sum', importPath: 'rsc.io/quote' },
  ],
  [
    'rsc.io/quote@v1.5.2: missing go.sum entry for go.mod file; to add it:\n\tgo mod download rsc.io/quote',
    { kind: 'no-mod-sum', path: 'rsc.io/quote', version: 'v1.5.2' },
  ],
  [
    'verifying rsc.io/quote@v1.5.2: checksum mismatch\n\tdownloaded: h1:w5=\n\tgo.sum:     h1:w6=\n\nSECURITY ERROR\n',
    { kind: 'other-sum', path: 'rsc.io/quote', version: 'v1.5.2', of: 'zip' },
  ],
  [
    'go: verifying rsc.io/quote@v1.5.2/go.mod: checksum mismatch\n\tdownloaded: h1:w5=\n',
    { kind: 'other-sum', path: 'rsc.io/quote', version: 'v1.5.2', of: 'go.mod' },
  ],
  [
    'malformed go.sum:\n/x/m/go.sum:1: wrong number of fields 1\n',
    { kind: 'malformed', file: '/x/m/go.sum', line: 1, why: 'wrong number of fields 1' },
  ],
  [
    'go: errors parsing go.mod:\n/x/go.mod:14: require github.com/x/y: version "v2.0.0" invalid: should be v0 or v1, not v2\n',
    {
      kind: 'malformed',
      file: '/x/go.mod',
      line: 14,
      why: 'require github.com/x/y: version "v2.0.0" invalid: should be v0 or v1, not v2',
    },
  ],
  [
    'go: inconsistent vendoring in /x:\n\tgithub.com/BurntSushi/toml@v1.3.2: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt\n',
    {
      kind: 'vendor',
      why: 'github.com/BurntSushi/toml@v1.3.2: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt',
    },
  ],
  [
    'go: go.mod requires go >= 1.99 (running go 1.27.4; GOTOOLCHAIN=local)\n',
    { kind: 'newer-go', why: 'go.mod requires go >= 1.99 (running go 1.27.4' },
  ],
  [
    'go: updates to go.mod needed, disabled by -mod=readonly; to update it:\n\tgo mod tidy\n',
    { kind: 'untidy', why: 'updates to go.mod needed' },
  ],
  [
    'no required module provides package example.org/nothere; to add it:\n\tgo get example.org/nothere',
    { kind: 'untidy', why: 'no required module provides package example.org/nothere' },
  ],
  [
    'cannot find module providing package example.org/nothere: import lookup disabled by -mod=readonly',
    { kind: 'untidy', why: 'cannot find module providing package example.org/nothere' },
  ],
  [
    'module lookup disabled by GOPROXY=off',
    { kind: 'not-in-cache', why: 'module lookup disabled by GOPROXY=off' },
  ],
  [
    'go: github.com/BurntSushi/toml@v1.3.2: module lookup disabled by GOPROXY=off\n',
    { kind: 'not-in-cache', why: 'github.com/BurntSushi/toml@v1.3.2' },
  ],
  ['m.go:3:1: expected declaration, found x', undefined],
  ['build constraints exclude all Go files in /x', undefined],
  ['', undefined],
];

describe('the words of the go command', () => {
  it.each(SAID)('%j', (text, refusal) => {
    expect(refusalIn(text)).toEqual(refusal);
  });

  it('name every line of a file that go cannot read', () => {
    const text = 'go: errors parsing go.mod:\ngo.mod:3: unknown directive: x\ngo.mod:4: usage: go 1.23\n';
    expect(malformedIn(text).map(({ file, line }) => `${file}:${line}`)).toEqual(['go.mod:3', 'go.mod:4']);
    expect(malformedIn('go: other words\n')).toEqual([]);
  });

  it('tell of a path without its major version', () => {
    const why = 'require github.com/x/y: version "v2.0.0" invalid: should be v0 or v1, not v2';
    expect(missingMajor(why)).toEqual({ path: 'github.com/x/y', version: 'v2.0.0' });
    expect(missingMajor('require x/v3: version "v2.0.0" invalid: should be v3, not v2')).toBe(undefined);
  });
});
