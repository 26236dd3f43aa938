import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { actionGraph, testEvents } from '../../support/test-runs.ts';

describe('gv doctor test', () => {
  let box: Sandbox;
  beforeAll(async () => {
    box = await sandbox();
    await scriptedToolchains(box, '1.27.4');
    const go = join(box.root, 'versions', '1.27.4', 'bin', 'go');
    const files = join(box.home, 'files');
    mkdirSync(files);
    const events = testEvents(
      { Package: 'example.com/a', Action: 'fail', Test: 'Test\u001b[31mX', Elapsed: 0.2 },
      { Package: 'example.com/a', Action: 'fail', Elapsed: 0.3 },
    );
    writeFileSync(join(files, 'events'), events);
    writeFileSync(join(files, 'graph'), actionGraph([{ Mode: 'link', Cmd: ['link'] }, { Mode: 'test run' }]));
    writeFileSync(go, `#!/bin/sh\ncp ${files}/graph "\${3#*=}"\ncat ${files}/events\nexit 1\n`);
    chmodSync(go, 0o755);
    writeFileSync(join(box.project, 'go.mod'), 'module example.com/a\n\ngo 1.27\n');
  });
  afterAll(() => box[Symbol.asyncDispose]());

  it('tells the phases of a run that fails, with the name of the test made safe, and exits 1', async () => {
    const { code, stdout } = await box.gv(['doctor', 'test', '--', '-run', 'X']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^go test -count=1 \.\/\.\.\. -run X\n1 package, 1 test in /);
    expect(stdout).toMatch(/^ {2}link +1 +1 +1000 ms +300 ms +50 %$/m);
    expect(stdout).toContain('problem: go test fails: 1 of 1 package (example.com/a.Test\\u{1b}[31mX)');
    expect(stdout).toContain('         go test ./... -run X\n');
  });

  it.each([
    [['--fix'], '--fix is not of the section test'],
    [['./...', '--', '-json'], 'gv doctor test does not go together with -json of go test'],
    [['--compare', 'exec=rm'], '--compare of the section test does not take exec=rm'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await box.gv(['doctor', 'test', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
