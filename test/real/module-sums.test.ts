import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { layoutOf } from '../../src/core/layout.ts';
import { lineName, parseSums } from '../../src/core/modules/sums.ts';
import { readModules, type Modules } from '../../src/jobs/modules/modules.ts';
import { goMissing, moduleBox, moduleProject, systemGo, type Project } from '../support/module-projects.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { runIn, testWorld } from '../support/test-world.ts';
import { unless } from '../support/unless.ts';

const REQUIRES = ['example.com/a@v1.0.0', 'example.com/Big@v1.0.0', 'example.com/ring@v1.0.0'];

/** Another hash of the same form. */
function forged(line: string): string {
  return line.replace(/h1:(.)/, (_, first: string) => `h1:${first === 'A' ? 'B' : 'A'}`);
}

interface Mutation {
  readonly title: string;
  readonly text: string;
}

/** Every line missing, forged, twice, with its forged twin before and behind; and the whole file in other shapes. */
function mutationsOf(text: string): readonly Mutation[] {
  const lines = text.trimEnd().split('\n');
  const joined = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
  const twins = (name: string, line: string): readonly Mutation[] => [
    { title: `${name} forged before`, text: joined([forged(line), ...lines]) },
    { title: `${name} forged behind`, text: joined([...lines, forged(line)]) },
  ];
  const ofLines = lines.flatMap((line, at): readonly Mutation[] => {
    const name = line.replace(/ h1:.*$/, '');
    return [
      { title: `${name} missing`, text: joined(lines.toSpliced(at, 1)) },
      { title: `${name} forged`, text: joined(lines.with(at, forged(line))) },
      ...(at < 2 ? twins(name, line) : []),
    ];
  });
  return [
    ...ofLines,
    { title: 'twice', text: text + text },
    { title: 'CRLF', text: text.replaceAll('\n', '\r\n') },
    { title: 'empty lines and tabs', text: `\n\t\n${text.replaceAll(' ', '\t')}` },
    { title: 'no line feed at the end', text: text.trimEnd() },
    { title: 'a byte order mark', text: `\ufeff${text}` },
    { title: 'marks of a merge', text: `<<<<<<< HEAD\n${text}>>>>>>> other\n` },
    { title: 'a hash of another kind', text: `${lines[0]?.replace(/h1:.*/, 'h2:x') ?? ''}\n${text}` },
    { title: 'a line for nothing here', text: `${text}example.com/z v1.0.0 h1:x\n` },
    { title: 'empty', text: '' },
  ];
}

/** The line that go refuses, in its words: `example.com/a v1.0.0/go.mod`, `file:1`; undefined for a build that works. */
function refusedBy(stderr: string): string | undefined {
  const [, name, version] = /verifying (\S+)@(\S+): checksum mismatch/.exec(stderr) ?? [];
  if (name !== undefined) return `${name} ${version}`;
  const [, path, at] = /(\S+)@(\S+): missing go\.sum entry for go\.mod/.exec(stderr) ?? [];
  if (path !== undefined) return `${path} ${at}/go.mod`;
  const [, importPath] = /missing go\.sum entry for module providing package (\S+)/.exec(stderr) ?? [];
  if (importPath !== undefined) return `${importPath} v1.0.0`;
  return /malformed go\.sum:\n.*:(\d+):/.exec(stderr)?.[1];
}

describe('go.sum, and a go build that refuses', () => {
  let box: Sandbox;
  let project: Project;
  beforeAll(async () => {
    if (goMissing !== undefined) return;
    box = await moduleBox();
    project = await moduleProject(box, { name: 'sums', requires: REQUIRES });
  });
  afterAll(async () => {
    if (goMissing === undefined) await box[Symbol.asyncDispose]();
  });

  async function look(): Promise<Modules> {
    await using world = await testWorld({ env: { HOME: box.home, PATH: '/usr/bin:/bin', GOSUMDB: 'off' } });
    const run = runIn({ ...world, home: box.home, cwd: project.directory, layout: layoutOf(box.root) });
    const goroot = join(systemGo(), '..', '..');
    return readModules(run, {
      go: { goroot, version: undefined, program: systemGo() },
      installed: [],
      typedIn: project.directory,
      isOnline: false,
      wantsGraph: false,
      left: () => 60_000,
    });
  }

  unless(goMissing)('name the same line, for every line that is missing, forged, or twice', async () => {
    const whole = project.read('go.sum');
    const build = "GOPROXY=off GOFLAGS='-mod=readonly' go build ./...";
    let refusals = 0;
    for (const { title, text } of mutationsOf(whole)) {
      project.write('go.sum', text);
      const { code, stderr } = await project.tries(build);
      const refused = code === 0 ? undefined : refusedBy(stderr);
      refusals += code === 0 ? 0 : 1;
      const { report, checks } = await look();
      const found = checks.flatMap((check) => check.found);
      const codes = found.map((each) => each.code).filter((each) => /^(?:sum-|module-file)/.test(each));
      const named = found.flatMap(({ evidence = [], at }) => [
        ...evidence.filter(({ what }) => what === 'missing line').map(({ value }) => String(value)),
        ...(at?.line === undefined ? [] : [String(at.line)]),
      ]);
      const differs = report.sum.differs.map(({ name }) => name);
      // go stops at the first line; gv tells of the others too.
      if (refused === undefined) expect([title, code]).toEqual([title, 0]);
      else expect([title, [...named, ...differs]]).toEqual([title, expect.arrayContaining([refused])]);
      // A line that no package here needs is compared all the same.
      const isOnlyOurs = code === 0 && codes.length > 0;
      const unneeded = differs.every((name) => /example\.com\/round/.test(name));
      if (isOnlyOurs) expect([title, unneeded, codes]).toEqual([title, true, ['sum-differs']]);
    }
    project.write('go.sum', whole);
    expect(refusals).toBeGreaterThan(10);
    const { report } = await look();
    const names = parseSums(whole).lines.map((line) => lineName(line));
    expect(report.sum).toEqual({ lines: names.length, notInCache: 0, differs: [] });
  });
});
