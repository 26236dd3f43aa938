import { describe, expect, it } from 'vitest';
import { sourceFiles, testFiles } from '../support/source-files.ts';

/** Files of core and trust that another test holds than the one of their name. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  // What a hostile zip does is seen when it is unpacked.
  'core/archive/zip-directory.ts': 'test/hostile/zip-overlap.test.ts',
  'core/archive/tar-refusal.ts': 'test/unit/core/archive/tar-header.test.ts',
  'core/archive/zip-refusal.ts': 'test/hostile/zip-two-headers.test.ts',
  'core/go/gotoolchain.ts': 'test/unit/core/go/switching.test.ts',
  // A run of go is read by all of these together.
  'core/go-run/asked-place.ts': 'test/unit/core/go-run/figures.test.ts',
  'core/go-run/cached-file.ts': 'test/unit/core/go-run/figures.test.ts',
  'core/go-run/trace-line.ts': 'test/unit/core/go-run/figures.test.ts',
  'core/text/nameless.ts': 'test/io/foreign/nameless.test.ts',
  'core/go-run/waits.ts': 'test/unit/core/go-run/figures.test.ts',
  'core/matrix/test-event.ts': 'test/unit/core/matrix/test-tally.test.ts',
  'core/limits.ts': 'test/io/download/download.test.ts',
  // A reader of programs is all of these together, over files of each system.
  'core/program/elf.ts': 'test/unit/core/program/build-info.test.ts',
  'core/program/image.ts': 'test/unit/core/program/build-info.test.ts',
  'core/program/macho.ts': 'test/unit/core/program/build-info.test.ts',
  'core/program/pe.ts': 'test/unit/core/program/build-info.test.ts',
  'core/names/address.ts': 'test/unit/core/names/dns-packet.test.ts',
  'core/names/hosts-file.ts': 'test/unit/core/names/lookup-order.test.ts',
  'core/names/name-list.ts': 'test/unit/core/names/resolv-conf.test.ts',
  'core/names/nsswitch.ts': 'test/unit/core/names/lookup-order.test.ts',
  'core/go-run/limits.ts': 'test/io/go-run/scripted-go.test.ts',
  'core/own/about.ts': 'test/io/http/http.test.ts',
  'core/own/release-home.ts': 'test/unit/trust/release-sums.test.ts',
  'core/roads/failure-words.ts': 'test/io/roads/ssh-tried.test.ts',
  'core/shells/formats.ts': 'test/unit/core/shells/env-target.test.ts',
  'core/shells/shells.ts': 'test/shell/shells-table.test.ts',
  // A proof in the log is all of these together; what is wrong with one is told by the lie of a log.
  'trust/proof-file/inclusion-path.ts': 'test/unit/trust/proof-file/proof-file.test.ts',
  'trust/log/consistency.ts': 'test/hostile/log-fork.test.ts',
  'trust/log/failure.ts': 'test/hostile/log-fork.test.ts',
  'trust/log/inclusion.ts': 'test/unit/trust/log/prove.test.ts',
  'trust/log/merkle.ts': 'test/unit/trust/log/prove.test.ts',
  'trust/log/reader.ts': 'test/unit/trust/log/prove.test.ts',
  'trust/log/record.ts': 'test/hostile/log-line-missing.test.ts',
  'trust/log/signed-note.ts': 'test/hostile/log-head-forged.test.ts',
  'trust/log/text.ts': 'test/hostile/log-head-malformed.test.ts',
  'trust/log/tree.ts': 'test/hostile/log-tile-flipped.test.ts',
  // A verdict on a signature likewise, over real keys and signatures.
  'trust/openpgp/certificates.ts': 'test/hostile/signature-keyring.test.ts',
  'trust/openpgp/holders.ts': 'test/hostile/signature-keyring.test.ts',
  'trust/openpgp/key-list.ts': 'test/hostile/signature-keyring.test.ts',
  'trust/openpgp/keys.ts': 'test/hostile/signature-keyring.test.ts',
  'trust/openpgp/library.ts': 'test/hostile/signature-library.test.ts',
  'trust/openpgp/lifetime.ts': 'test/hostile/signature-keyring.test.ts',
  'trust/openpgp/refusal.ts': 'test/hostile/signature-forged.test.ts',
  'trust/openpgp/signature-packet.ts': 'test/hostile/signature-shape.test.ts',
  'trust/openpgp/signature.ts': 'test/hostile/signature-forged.test.ts',
  'trust/openpgp/signed-digest.ts': 'test/hostile/signature-library.test.ts',
  'trust/openpgp/validity.ts': 'test/hostile/signature-revoked.test.ts',
};

const SOURCES = sourceFiles();
const IMPORTS = new Map([
  ...SOURCES.map(({ path, files }) => [`src/${path}`, files.map((file) => `src/${file}`)] as const),
  ...testFiles().map(({ path, imports }) => [path, imports] as const),
]);

/** Whether a test reaches a file: itself, through what it imports, or through what that imports. */
function reaches(test: string, file: string): boolean {
  const seen = new Set<string>();
  const walk = (path: string): boolean => {
    if (path === file) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    return (IMPORTS.get(path) ?? []).some(walk);
  };
  return walk(test);
}

/** Types alone do nothing that a test could see. */
function isOnlyTypes(text: string): boolean {
  return !/^export (?:async |abstract )?(?:function|const|let|class|enum|default|\*|\{)/m.test(text);
}

const HELD = SOURCES.filter(({ layer, text }) => ['core', 'trust'].includes(layer) && !isOnlyTypes(text));

function testOf(path: string): string {
  return `test/unit/${path.replace(/\.ts$/, '.test.ts')}`;
}

describe('a file of core and trust', () => {
  it('has the test of its name, which imports it, or a line in ELSEWHERE', () => {
    const without = HELD.map(({ path }) => path).filter((path) =>
      IMPORTS.has(testOf(path))
        ? !(IMPORTS.get(testOf(path)) ?? []).includes(`src/${path}`)
        : ELSEWHERE[path] === undefined,
    );
    expect(without).toEqual([]);
  });

  it('is reached by the test that ELSEWHERE names', () => {
    const lies = Object.entries(ELSEWHERE).filter(
      ([path, test]) => !IMPORTS.has(test) || !reaches(test, `src/${path}`),
    );
    expect(lies).toEqual([]);
  });

  it('stands in ELSEWHERE only while it is there and has no test of its own', () => {
    const paths = HELD.map(({ path }) => path);
    const stale = Object.keys(ELSEWHERE).filter((path) => !paths.includes(path) || IMPORTS.has(testOf(path)));
    expect(stale).toEqual([]);
  });
});

describe('a test of one file of core or trust', () => {
  it('has a file to test', () => {
    const paths = new Set(SOURCES.map(({ path }) => path));
    const orphans = [...IMPORTS.keys()]
      .map((path) => /^test\/unit\/((?:core|trust)\/.*)\.test\.ts$/.exec(path)?.[1])
      .filter((name) => name !== undefined && !paths.has(`${name}.ts`));
    expect(orphans).toEqual([]);
  });
});

describe('the map', () => {
  it('tells what is reached from what is not', () => {
    expect(reaches('test/unit/core/version.test.ts', 'src/core/version.ts')).toBe(true);
    expect(reaches('test/hostile/zip-cut.test.ts', 'src/core/archive/zip-end.ts')).toBe(true);
    expect(reaches('test/unit/core/version.test.ts', 'src/core/archive/zip-end.ts')).toBe(false);
    expect(isOnlyTypes('export interface A {}\nexport type B = A;\n')).toBe(true);
    expect(isOnlyTypes('export async function run(): Promise<void> {}')).toBe(false);
  });
});
