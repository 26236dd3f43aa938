import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../src/core/trace.ts';
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
