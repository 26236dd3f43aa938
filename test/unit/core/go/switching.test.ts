import { describe, expect, it } from 'vitest';
import { moduleLines } from '../../../../src/core/go/floors.ts';
import { toolchainVersion } from '../../../../src/core/go/gotoolchain.ts';
import { decideToolchain, highestLine, type Decision } from '../../../../src/core/go/switching.ts';

interface Case {
  readonly own?: string;
  readonly gotoolchain?: string;
  readonly modules?: boolean;
  readonly text?: string;
}

function decide({ own = 'go1.500', gotoolchain = 'auto', modules = true, text }: Case): Decision {
  const lines = text === undefined ? undefined : moduleLines(text);
  const version = toolchainVersion(own);
  if (version === undefined) throw new Error(`no version: ${own}`);
  return decideToolchain({ own: { name: own, version }, gotoolchain, modules, lines, file: 'go.mod' });
}

/** The toolchain that runs, by name, or the go command's refusal. */
function outcome(situation: Case): string {
  const decision = decide(situation);
  if (decision.kind === 'refuses') return decision.message;
  return decision.kind === 'stays' ? (situation.own ?? 'go1.500') : decision.to.name;
}

/** From cmd/go/testdata/script/gotoolchain_local.txt: GOTOOLCHAIN, go.mod, what runs, where the local one is go1.500. */
const LOCAL: readonly (readonly [gotoolchain: string, text: string | undefined, runs: string])[] = [
  ['auto', undefined, 'go1.500'],
  ['path', undefined, 'go1.500'],
  ['asdf', undefined, 'invalid GOTOOLCHAIN "asdf"'],
  ['go1.600', undefined, 'go1.600'],
  ['go1.400', undefined, 'go1.400'],
  ['go1.600+auto', undefined, 'go1.600'],
  ['go1.400.0+auto', undefined, 'go1.400.0'],
  ['go1.600+path', undefined, 'go1.600'],
  ['go1.400+path', undefined, 'go1.400'],
  ['auto', 'go 1.700', 'go1.700.0'],
  ['auto', 'go 1.300', 'go1.500'],
  ['auto', 'go 1.700\ntoolchain go1.300', 'go1.700.0'],
  ['auto', 'go 1.300\ntoolchain default', 'go1.500'],
  ['auto', 'go 1.700\ntoolchain default', 'go1.500'],
  ['path', 'go 1.700', 'go1.700.0'],
  ['path', 'go 1.300', 'go1.500'],
  ['path', 'go 1.700\ntoolchain go1.300', 'go1.700.0'],
  ['path', 'go 1.700\ntoolchain default', 'go1.500'],
  ['go1.400+auto', 'go 1.300\ntoolchain default', 'go1.400'],
  ['go1.600+auto', 'go 1.300\ntoolchain default', 'go1.600'],
  ['go1.800-bigcorp', undefined, 'go1.800-bigcorp'],
  ['auto', 'go 1.999\ntoolchain go1.800-bigcorp', 'go1.999.0'],
  ['auto', 'go 1.777\ntoolchain go1.800-bigcorp', 'go1.800-bigcorp'],
];

/** From the same script: a local toolchain with a suffix knows how it compares. */
const BIGCORP: readonly (readonly [text: string, runs: string])[] = [
  ['go 1.499', 'go1.500-bigcorp'],
  ['go 1.499\ntoolchain go1.499', 'go1.500-bigcorp'],
  ['go 1.500', 'go1.500-bigcorp'],
  ['go 1.500\ntoolchain go1.500', 'go1.500-bigcorp'],
  ['go 1.501', 'go1.501.0'],
  ['go 1.499\ntoolchain go1.501', 'go1.501'],
];

describe('the go command’s own choice', () => {
  it.each(LOCAL)('GOTOOLCHAIN=%s with %j gives %s (gotoolchain_local)', (gotoolchain, text, runs) => {
    expect(outcome(text === undefined ? { gotoolchain } : { gotoolchain, text })).toBe(runs);
  });

  it.each(BIGCORP)('go1.500-bigcorp with %j gives %s (gotoolchain_local)', (text, runs) => {
    expect(outcome({ own: 'go1.500-bigcorp', text })).toBe(runs);
  });

  it.each([
    ['go1.21.10', 'go1.24'],
    ['go1.21.11', 'go1.24.0'],
    ['go1.22.3', 'go1.24'],
    ['go1.22.4', 'go1.24.0'],
  ])('%s asks for %s where go.mod says go 1.24 (golang.org/issue/62278)', (own, runs) => {
    expect(outcome({ own, text: 'go 1.24' })).toBe(runs);
  });

  it.each([
    ['local+', 'only version suffixes'],
    ['go1.22.5+foo', 'only version suffixes'],
    ['asdf+auto', 'invalid minimum toolchain "asdf"'],
    ['../go1.22.5', 'invalid GOTOOLCHAIN'],
    ['go2.1', 'invalid GOTOOLCHAIN "go2.1"'],
    ['go', 'invalid GOTOOLCHAIN'],
  ])('refuses GOTOOLCHAIN=%s', (gotoolchain, message) => {
    expect(outcome({ gotoolchain })).toContain(message);
  });

  it.each(['foo', 'local', 'go', 'go1.2.3/../../x', '1.22.5'])(
    'refuses the toolchain line %s, and names its file',
    (name) => {
      expect(outcome({ text: `go 1.22\ntoolchain ${name}` })).toBe(`invalid toolchain "${name}" in go.mod`);
    },
  );

  it('says which rule kept it', () => {
    const by = (situation: Case): unknown => {
      const decision = decide(situation);
      return decision.kind === 'stays' ? decision.by : decision;
    };
    expect(by({ own: 'go1.20.14', gotoolchain: 'asdf' })).toBe('old');
    expect(by({ modules: false, gotoolchain: 'asdf' })).toBe('modules');
    expect(by({ gotoolchain: '' })).toBe('unset');
    expect(by({ gotoolchain: 'local', text: 'go 1.600' })).toBe('local');
    expect(by({ gotoolchain: 'go1.500', text: 'go 1.600' })).toBe('named');
    expect(by({ text: 'go 1.600\ntoolchain default' })).toBe('default');
    expect(by({ text: 'go 1.400' })).toBe('met');
    expect(by({ text: 'module m' })).toBe('free');
    expect(by({})).toBe('free');
  });

  it('names the line that asked, and whether only PATH may answer', () => {
    expect(decide({ text: 'module m\ngo 1.600\ntoolchain go1.700', gotoolchain: 'local+path' })).toEqual({
      kind: 'switches',
      to: { name: 'go1.700', version: '1.700' },
      by: { rule: 'toolchain', line: 3 },
      onlyPath: true,
    });
    expect(decide({ text: 'go 1.600.1' })).toMatchObject({ by: { rule: 'go', line: 1 }, onlyPath: false });
  });
});

describe('what a file asks for at least', () => {
  it.each([
    ['go 1.22\ntoolchain go1.22.5', { version: '1.22.5', line: 2 }],
    ['go 1.27.0\ntoolchain go1.22.5', { version: '1.27.0', line: 1 }],
    ['toolchain go1.21.4', { version: '1.21.4', line: 1 }],
    ['go 1.777\ntoolchain go1.800-bigcorp', { version: '1.800-bigcorp', line: 2 }],
    ['go 1.22\ntoolchain default', { version: '1.22', line: 1 }],
    ['go "1.22"', undefined],
    ['module m', undefined],
  ])('%j: %j', (text, asked) => {
    expect(highestLine(moduleLines(text))).toEqual(asked);
  });
});
