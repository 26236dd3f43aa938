import { describe, expect, it } from 'vitest';
import { declaredIn } from '../support/signatures.ts';
import { sourceFiles } from '../support/source-files.ts';

const FILES = sourceFiles().map(({ path, text }) => ({ path, ...declaredIn(path, text) }));

/** Words in -ing that are nouns of their own. */
const NOUNS: Readonly<Record<string, string>> = {
  Asking: 'what a file or a person asks for: the subject of core/choice/askings.ts',
  Binding: 'a key binding',
  Finding: 'what gv doctor finds',
  Keyring: 'a ring of keys',
};

describe('signatures of src/', () => {
  it('have no positional boolean: a caller could not say what its true means', () => {
    const wrong = FILES.flatMap(({ path, signatures }) =>
      signatures
        .filter(({ booleans }) => booleans.length > 0)
        .map(({ name, booleans }) => `${path}: ${name}(${booleans.join(', ')})`),
    );
    expect(wrong).toEqual([]);
  });

  it('have at most three parameters, those of interfaces and function types too', () => {
    const wrong = FILES.flatMap(({ path, signatures }) =>
      signatures
        .filter(({ parameters }) => parameters.length > 3)
        .map(({ name, parameters }) => `${path}: ${name}(${parameters.join(', ')})`),
    );
    expect(wrong).toEqual([]);
  });

  it('take no event sink beside the world: a Run has both', () => {
    const wrong = FILES.flatMap(({ path, signatures }) =>
      signatures
        .filter(({ parameters: [first = '', ...rest] }) => {
          return /: (?:World|Run)$/.test(first) && rest.some((each) => /\b(?:emit|offline)\b/.test(each));
        })
        .map(({ name }) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name their helper types by nouns', () => {
    const gerunds = FILES.flatMap(({ path, types }) =>
      types
        .filter((name) => /^[A-Z][a-z]+ing$/.test(name) && !Object.hasOwn(NOUNS, name))
        .map((name) => `${path}: ${name}`),
    );
    expect(gerunds).toEqual([]);
  });

  it('leave no noun in the list that nothing is called', () => {
    const types = new Set(FILES.flatMap((file) => file.types));
    expect(Object.keys(NOUNS).filter((name) => !types.has(name))).toEqual([]);
  });

  it('are found: every function of a file that is known', () => {
    const file = FILES.find(({ path }) => path === 'core/text/day.ts');
    expect(file?.signatures).toEqual([{ name: 'dayOf', parameters: ['time: Date | string'], booleans: [] }]);
  });
});

describe('the reader of signatures', () => {
  const booleans = (text: string): readonly (readonly [string, readonly string[]])[] =>
    declaredIn('sample.ts', text)
      .signatures.filter((each) => each.booleans.length > 0)
      .map((each) => [each.name, each.booleans] as const);

  it.each([
    ['a function', 'export function f(a: string, b: boolean): void {}', 'f', 'b: boolean'],
    ['an optional one', 'function f(b?: boolean): void {}', 'f', 'b?: boolean'],
    ['one with a default', 'function f(b = true): void {}', 'f', 'b = true'],
    ['one with type and default', 'function f(b: boolean = g()): void {}', 'f', 'b: boolean = g()'],
    [
      'one that may be undefined',
      'function f(b: boolean | undefined): void {}',
      'f',
      'b: boolean | undefined',
    ],
    ['a literal', 'function f(b: true): void {}', 'f', 'b: true'],
    ['an arrow function', 'const f = (b: boolean): number => 1;', 'f', 'b: boolean'],
    ['a function inside another', 'function g() { return { f: (b: boolean) => b }; }', 'f', 'b: boolean'],
    ['a method of a class', 'class C { f(b: boolean) {} }', 'f', 'b: boolean'],
    ['a method of an object', 'const o = { f(b: boolean) {} };', 'f', 'b: boolean'],
    ['a method of an interface', 'interface I { f(b: boolean): void }', 'f', 'b: boolean'],
    ['a property of an interface', 'interface I { readonly f: (b: boolean) => void }', 'f', 'b: boolean'],
    ['a function type', 'type F = (b: boolean) => void;', 'F', 'b: boolean'],
    ['a callback', 'function g(f: (b: boolean) => void): void {}', 'f', 'b: boolean'],
  ])('finds a boolean of %s', (_, text, name, parameter) => {
    expect(booleans(text)).toEqual([[name, [parameter]]]);
  });

  it.each([
    'function f({ b }: { readonly b: boolean }): void {}',
    'function f(options: { readonly b: boolean }): boolean { return true; }',
    'function f(value: string | boolean): void {}',
    'function f(test: (text: string) => boolean): void {}',
    'function f(...values: boolean[]): void {}',
    "const text = 'function f(b: boolean)'; // (b: boolean) => void",
  ])('finds none in: %s', (text) => {
    expect(booleans(text)).toEqual([]);
  });

  it('finds interfaces and types, and counts parameters', () => {
    const text = 'interface Placing {}\nexport type Telling<T> = T;\nfunction f(a, b, c, d) {}';
    const { types, signatures } = declaredIn('sample.ts', text);
    expect(types).toEqual(['Placing', 'Telling']);
    expect(signatures.map(({ parameters }) => parameters.length)).toEqual([4]);
  });

  it('refuses what is no TypeScript', () => {
    expect(() => declaredIn('sample.ts', 'function (')).toThrow('sample.ts');
  });
});
