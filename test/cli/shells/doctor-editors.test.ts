import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkup, Reported } from '../../../src/jobs/diagnose/doctor.ts';
import type { RunningTool } from '../../../src/jobs/environment/environment.ts';
import { ALICE, as, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { checkup, healthy } from '../../support/checkup.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { giveTree } from '../../support/modes.ts';
import { running, waitingProgram } from '../../support/running-program.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { writeProgram } from '../../support/scripted-go.ts';
import { unless } from '../../support/unless.ts';

const onLinux = unless(process.platform === 'linux' ? undefined : 'only Linux tells of running programs');

interface Told {
  readonly tool: RunningTool | undefined;
  readonly found: readonly Reported[];
}

/** All that a checkup tells of one process: other programs may run on this machine. */
function told({ env, findings }: Checkup, pid: number): Told {
  const words = new RegExp(`\\bprocess(?:es)? (?:\\d+, )*${pid}\\b`);
  return {
    tool: env?.running?.tools.find(({ processes }) => processes.includes(pid)),
    found: findings.filter(({ text }) => words.test(text)),
  };
}

describe('gv doctor env --editors', () => {
  let box: Sandbox;
  let gopls: string;
  /** A desktop that has another Go in front. */
  let desktop: string;
  beforeAll(async () => {
    box = await healthy('1.22.5', '1.24.9');
    gopls = waitingProgram(join(box.home, 'tools', 'gopls'));
    const other = join(box.home, 'sdk', 'bin');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(box.home, 'sdk', 'VERSION'), 'go1.21.3\n');
    await writeProgram(join(other, 'go'), 'echo go1.21.3');
    desktop = `${other}:/usr/bin:/bin`;
  });
  afterAll(() => box[Symbol.asyncDispose]());

  /** Starts gopls with this environment, and gives what gv tells of it. */
  async function tell(env: Readonly<Record<string, string>>, cwd = box.project): Promise<Told> {
    await using editor = await running([gopls, '100'], { cwd, env });
    return told(await checkup(box, ['env', '--editors']), editor.pid);
  }

  onLinux(
    'compares the Go that a gopls runs with the one here; started from this shell it has the same',
    async () => {
      const { tool, found } = await tell({ PATH: desktop, TOKEN: 'SECRET' });
      const go = join(box.home, 'sdk', 'bin', 'go');
      expect(tool).toMatchObject({ name: 'gopls', path: gopls, builtWith: null, replaced: false });
      expect(tool?.starts).toMatchObject({ how: 'runs', go, version: '1.21.3', set: {} });
      expect(found).toMatchObject([
        { code: 'running-other-go', level: 'advice', section: 'env', evidence: [{ value: go, how: 'read' }] },
      ]);
      expect(found[0]?.text).toContain(`runs go 1.21.3 (${go}); go 1.24.9 answers here`);
      // The first half of the cure, and the second one: what its file says of PATH.
      expect(found[0]?.cure).toMatch(
        /^end the editor, and start it from this shell; or: gv env --format environment\.d /,
      );
      expect((await tell(box.env)).found).toEqual([]);
      const session = await box.gv(['env', '--format', 'environment.d']);
      const [, front = ''] = /^PATH="?([^"]*):\$\{?PATH/m.exec(session.stdout) ?? [];
      const now = await tell({ ...box.env, PATH: `${front.replaceAll('$HOME', box.home)}:${desktop}` });
      expect([now.tool?.starts.version, now.found]).toEqual(['1.24.9', []]);
    },
  );

  onLinux('finds the variable that chooses another one', async () => {
    const cases = [
      [{ GV_VERSION: '1.22.5' }, 'runs go 1.22.5'],
      [{ GOTOOLCHAIN: 'go1.22.5+path' }, 'runs go 1.22.5'],
      [{ PATH: '/usr/games' }, 'finds no go on its PATH'],
      [{ PATH: '' }, 'finds no go on its PATH'],
      [{ PATH: desktop, GOROOT: '/usr/lib/go-1.19' }, 'GOROOT of its environment'],
      // The shims clear the variable, and a process of another directory has its own Go.
      [{ GOROOT: '/usr/lib/go-1.19' }, undefined],
    ] as const;
    for (const [env, text] of cases) {
      const { found } = await tell({ ...box.env, ...env });
      expect([env, found.map((each) => each.code)]).toEqual([
        env,
        text === undefined ? [] : ['running-other-go'],
      ]);
      expect(found[0]?.text ?? '').toContain(text ?? '');
      for (const [name, value] of Object.entries(env)) {
        if (text === undefined || name === 'PATH') continue;
        const set = { what: name, value, how: 'read' };
        expect(found[0]?.evidence).toContainEqual(expect.objectContaining(set));
      }
    }
    expect((await tell({ PATH: desktop }, box.home)).found).toEqual([]);
  });

  onLinux(
    'prints nothing else of an environment, and looks at programs only where that is asked for',
    async () => {
      const env = { PATH: `${desktop}:/SECRET1`, TOKEN: 'SECRET2', GOTOOLCHAIN: 'https://x:SECRET3@y' };
      await using editor = await running([gopls, '100'], { cwd: box.project, env });
      for (const args of [['env'], ['env', '--verbose'], ['--json'], ['--format', 'junit']]) {
        const { stdout, stderr } = await box.gv(['doctor', ...args, '--editors']);
        expect(`${stdout}${stderr}`).toContain(String(editor.pid));
        expect(`${stdout}${stderr}`).not.toMatch(/SECRET/);
      }
      const { stdout: json } = await box.gv(['doctor', 'env', '--json', '--editors']);
      expect(problemsWith(JSON.parse(json), 'doctor')).toEqual([]);
      const { env: report, findings } = await checkup(box, ['env']);
      expect([report?.running, findings.map(({ code }) => code)]).toEqual([undefined, []]);
      expect((await box.gv(['doctor', 'install', '--editors'])).code).toBe(2);
      const late = await checkup(box, ['env', '--editors', '--timeout', '0']);
      expect([late.env?.running?.tools, late.findings.map(({ code }) => code)]).toEqual([[], ['cut-short']]);
    },
  );

  unless(NO_TWO_ACCOUNTS)('leaves open what is closed to this account', async () => {
    await using own = await healthy('1.24.9');
    chmodSync(dirname(own.root), 0o755);
    giveTree(dirname(own.root), ALICE.uid, ALICE.gid);
    const program = waitingProgram(join(own.home, 'gopls'));
    // Alice may not look into a process that may do more than she.
    const become = as(ALICE).slice(0, -1);
    const more = [...become, '--inh-caps=+net_raw', '--ambient-caps=+net_raw', '--', program, '100'];
    await using editor = await running(more, { cwd: own.project, env: { PATH: '/usr/bin:/bin' } });
    const json = async () => {
      const { stdout } = await own.run([...as(ALICE), 'gv', 'doctor', 'env', '--editors', '--json']);
      return told((JSON.parse(stdout) as { readonly data: Checkup }).data, editor.pid);
    };
    let seen = await json();
    // setpriv becomes Alice before it becomes gopls.
    while (seen.tool === undefined) seen = await json();
    expect(seen.tool).toMatchObject({ name: 'gopls', path: null, builtWith: null, directory: null });
    expect(seen.tool.starts).toMatchObject({ how: 'unknown', why: 'its environment is closed to you' });
    expect(seen.found).toEqual([]);
  });

  it('says so where nothing is running, or nothing can be seen', async () => {
    const { stdout } = await box.gv(['doctor', 'env', '--editors']);
    expect(stdout).toMatch(/^running: /m);
  });
});
