import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../support/source-files.ts';

const FILES = sourceFiles();

describe('src/', () => {
  it('starts a shell by its path, and what has a name through programOnPath', () => {
    const starters = FILES.filter(({ outside }) => outside.includes('node:child_process'));
    const calls = starters.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:spawn|exec|execFile|fork)(?:Sync)?\(\s*([^,\s)]+)/g)].map(
        ([, program]) => `${path}: ${program}`,
      ),
    );
    expect(calls.toSorted()).toEqual([
      // The one engine for children; below are the programs that it starts.
      'io/children/run-bounded.ts: program',
      // Of a caller that cannot wait for a promise. By programOnPath.
      'io/host/machine.ts: program',
      // The launcher takes the place of gv on the terminal: nothing of it is read.
      "io/process/launcher.ts: '/bin/sh'",
    ]);
    expect(
      starters.filter(({ text }) => /^import (?!type)[^;]*'node:child_process'/m.test(text)).length,
    ).toBe(calls.length);
    const programs = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/\brunBounded\(\{\s*program(?:: ([^,\s]+))?,/g)].map(
        ([, name]) => `${path}: ${name}`,
      ),
    );
    expect(programs.toSorted()).toEqual([
      // The person's shell (SHELL), by its path.
      'io/foreign/new-shell.ts: undefined',
      // The go of a GOROOT, by its path.
      'io/go-run/traced-download.ts: undefined',
      // By programOnPath, or a path that GOAUTH spells out.
      'io/go/auth-program.ts: file',
      "io/here/resolver.ts: '/bin/sh'",
      // The program that a probe of a place made, by its path.
      'io/machine/place-probe.ts: undefined',
      // The go that runs here, by the path of its GOROOT.
      'io/modules/run-go.ts: undefined',
      // This Node, as nothing ends a look-up in gv itself.
      'io/net/lookup.ts: process.execPath',
      "io/own/installer.ts: '/bin/sh'",
      // By programOnPath, or a path of an ssh that core.sshCommand spells out.
      'io/roads/git.ts: undefined',
      // By programOnPath.
      'io/roads/ls-remote.ts: undefined',
      // By programOnPath.
      'io/store/staging.ts: undefined',
      // The go that runs here, or that of a toolchain, by its path.
      'jobs/test-run/go-test.ts: request.program',
    ]);
    // `gv exec` by the launcher, which becomes the command of the person.
    const cells = FILES.filter(({ text }) => /\brunBounded\(\{\s*\.\.\.cellChild\(/.test(text));
    expect(cells.map(({ path }) => path)).toEqual([
      'jobs/bench/measure.ts',
      'jobs/bench/programs.ts',
      'jobs/matrix/run-cell.ts',
    ]);
    const all = FILES.flatMap(({ text }) => [...text.matchAll(/(?:\bawait|=) runBounded\(/g)]);
    expect(all.length).toBe(programs.length + cells.length);
  });
});
