import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../src/core/choice/trace.ts';
import { furnishedRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('resolve.sh --trace under $name', (shell) => {
  it('tells each place in order, then the verdict, escaped so that a parser gets all back', async () => {
    using made = furnishedRoot();
    const name = 'tab\there\nback\\slash\rÞ';
    const cwd = join(made.project, name);
    mkdirSync(cwd);
    const mod = made.write(`${name}/go.mod`, 'go 1.24\n');
    const global = join(made.root, 'version');
    made.write('../root/version', '1.22.5\n');
    const script = join(made.root, 'lib', 'shims', 'resolve.sh');
    const { code, stdout, stderr } = await made.run(script, ['--trace', made.root, cwd], { shell });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const parsed = parseTrace(stdout);
    expect(parsed).toMatchObject({
      ok: true,
      base: {
        name: '1.24.9',
        rule: 'global',
        file: global,
        raised: { from: '1.22.5', floor: '1.24', file: mod, line: 1 },
      },
    });
    expect(parsed?.looks.slice(0, 3)).toEqual([
      { rule: 'env', place: 'GV_VERSION', line: 0, said: '' },
      { rule: 'pin', place: join(cwd, '.go-version'), line: 0, said: '' },
      { rule: 'pin', place: join(cwd, '.tool-versions'), line: 0, said: '' },
    ]);
    expect(parsed?.looks.slice(-2)).toEqual([
      { rule: 'global', place: global, line: 1, said: '1.22.5' },
      { rule: 'floor', place: mod, line: 1, said: 'go 1.24' },
    ]);
  });

  it('a failure is a verdict with its code, one line of text, and exit 127', async () => {
    using made = furnishedRoot();
    const file = made.write('.go-version', 'a\\b\tc\n');
    const script = join(made.root, 'lib', 'shims', 'resolve.sh');
    const { code, stdout } = await made.run(script, ['--trace', made.root, made.project], { shell });
    expect(code).toBe(127);
    const parsed = parseTrace(stdout);
    expect(parsed).toMatchObject({ ok: false, code: 'bad-pin', file, line: 1 });
    expect(parsed?.looks.at(-1)).toEqual({ rule: 'pin', place: file, line: 1, said: 'a\\b\tc' });
  });
});

describe.each(presentShells())('what the launcher passes on to Node under $name', (shell) => {
  const NODE =
    '#!/bin/sh\ncase $1 in --version) echo v24.1.0; exit ;; esac\nprintf "%s|%s" "${__GV_TRACE_DIR-none}" "${__GV_TRACE-none}"\n';
  const STALE = { __GV_TRACE: 'stale', __GV_TRACE_DIR: '/stale' };

  function withNode(name?: string): ReturnType<typeof furnishedRoot> & { readonly env: { GV_NODE: string } } {
    const made = furnishedRoot(name);
    const GV_NODE = join(made.home, 'node');
    writeFileSync(GV_NODE, NODE, { mode: 0o755 });
    return { ...made, env: { ...STALE, GV_NODE } };
  }

  it.each(['list', 'ls', 'versions', 'tui', 'ui'])(
    '%s gets the very text of the trace and its directory',
    async (command) => {
      using made = withNode("it's a root");
      for (const text of ['go1.22\n', 'a\\b\tc\n', '1.22.5\n']) {
        made.write('a b\n/.go-version', text);
        const cwd = join(made.project, 'a b\n');
        const script = join(made.root, 'lib', 'shims', 'resolve.sh');
        const traced = await made.run(script, ['--trace', made.root, cwd], { shell });
        const passed = await made.gv([command, '--json'], { shell, cwd, env: made.env });
        expect(passed).toEqual({ code: 0, stdout: `${cwd}|${traced.stdout}`, stderr: '' });
      }
    },
  );

  it('other commands get nothing, and nothing inherited', async () => {
    using made = withNode();
    for (const args of [['install'], ['list-remote'], ['where', 'oldstable'], []])
      expect((await made.gv(args, { shell, env: made.env })).stdout).toBe('none|none');
    const says = ['exec', 'sh', '-c', 'echo "${__GV_TRACE-none}"'];
    expect((await made.gv(says, { shell, env: made.env })).stdout).toBe('none\n');
  });

  it('a trace too large for a variable is left to Node', async () => {
    using made = withNode();
    const cwd = join(made.project, ...Array.from({ length: 40 }, () => 'x'.repeat(80)));
    mkdirSync(cwd, { recursive: true });
    expect((await made.gv(['list'], { shell, cwd, env: made.env })).stdout).toBe('none|none');
  });
});
