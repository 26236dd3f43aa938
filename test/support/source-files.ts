import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** A file of src/ with what it imports, types included. */
export interface SourceFile {
  /** From src/, with slashes: `core/version.ts`. */
  readonly path: string;
  readonly text: string;
  /** Its folder under src/; '' for the files directly in it. */
  readonly layer: string;
  /** Files of src/ it imports, spelled as `path` is. */
  readonly files: readonly string[];
  /** Packages and `node:` modules it imports. */
  readonly outside: readonly string[];
}

const CHECKOUT = join(import.meta.dirname, '..', '..');
const SRC = join(CHECKOUT, 'src');

/** Static imports begin a line (the formatter sees to it) and may run over several; `import('…')` stands anywhere but in comments. */
const STATIC = /^(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*['`]([^'`]+)['`]\s*[,)]/g;
const COMMENT = /^\s*(?:\/\/|\/?\*).*$/gm;

/** The specifiers that a TypeScript source imports, in the order static, dynamic. */
export function specifiersOf(text: string): readonly string[] {
  const code = text.replaceAll(COMMENT, '');
  return [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)].map((match) => match[1] ?? match[2] ?? '');
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const specifiers = specifiersOf(text);
  const isRelative = (specifier: string): boolean => specifier.startsWith('.');
  return {
    path,
    text,
    layer: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    files: specifiers
      .filter(isRelative)
      .map((specifier) => posix.join(posix.dirname(path), specifier))
      .filter((file) => !file.startsWith('..')),
    outside: specifiers.filter((specifier) => !isRelative(specifier)),
  };
}

function typescriptBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .toSorted();
}

/** Every source file of the program, sorted by path. */
export function sourceFiles(): readonly SourceFile[] {
  return typescriptBelow(SRC).map(readSource);
}

/** A file of test/, or of what it tests. */
export interface TestFile {
  /** From the checkout, with slashes: `test/unit/core/version.test.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files it imports, spelled as `path` is. */
  readonly imports: readonly string[];
}

/** Every file of test/ with tests or what they share, sorted by path. */
export function testFiles(): readonly TestFile[] {
  return typescriptBelow(join(CHECKOUT, 'test')).map((name) => {
    const path = `test/${name}`;
    const text = readFileSync(join(CHECKOUT, path), 'utf8');
    const imports = specifiersOf(text)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(posix.dirname(path), specifier));
    return { path, text, imports };
  });
}
