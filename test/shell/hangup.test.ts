import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnishedRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('a SIGHUP that was ignored before $name began', (shell) => {
  // zsh traps it all the same, and is nowhere the sh of a system.
  const knows = !shell.command.join(' ').includes('zsh');
  it('is told to Node, which undoes it, and no other is', async () => {
    using made = furnishedRoot();
    mkdirSync(join(made.root, 'runtime'));
    const node = '#!/bin/sh\nprintf %s "${__GV_NOHUP-heard}"\n';
    writeFileSync(join(made.root, 'runtime', 'node'), node, { mode: 0o755 });
    const said = async (before: string): Promise<string> => {
      const line = `${before} exec "$@"`;
      const gv = join(made.root, 'lib', 'shims', 'gv');
      const words = ['-c', line, 'sh', ...shell.command, gv, 'list'];
      return (await made.run('sh', words, { env: { __GV_NOHUP: 'inherited' } })).stdout;
    };
    expect(await said('')).toBe('heard');
    expect(await said("trap '' HUP;")).toBe(knows ? '1' : 'heard');
  });
});
