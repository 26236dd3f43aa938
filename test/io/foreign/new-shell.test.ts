import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goInNewShell } from '../../../src/io/foreign/new-shell.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';

it('a new shell says which go its start-up files lead to, whatever they print, and not the PATH of this one', async () => {
  await using world = await testWorld();
  const bin = join(world.folder, 'go', 'bin');
  layGoTree(join(world.folder, 'go'), '1.22.5');
  const env = { ...world.env, SHELL: '/bin/bash', PATH: `${bin}:/usr/bin` };
  const before = await goInNewShell({ ...world, env });
  expect(before).toMatchObject({ shell: 'bash' });
  expect(before?.go).not.toBe(join(bin, 'go'));
  writeFileSync(join(world.folder, '.bashrc'), `echo /hello; export PATH=${bin}:$PATH\n`);
  expect(await goInNewShell({ ...world, env })).toEqual({ shell: 'bash', go: join(bin, 'go') });
});

it.each([
  ['bash', '.bashrc', (bin: string) => `PROMPT_COMMAND=(': first' 'export PATH=${bin}:$PATH')\n`],
  ['bash', '.bashrc', (bin: string) => `PROMPT_COMMAND='export PATH=${bin}:$PATH'\n`],
  [
    'zsh',
    '.zshrc',
    (bin: string) => `set_path() { export PATH=${bin}:$PATH }\nprecmd_functions+=(set_path)\n`,
  ],
  [
    'fish',
    '.config/fish/config.fish',
    (bin: string) => `function set_path --on-event fish_prompt\n  set -gx PATH ${bin} $PATH\nend\n`,
  ],
])('what a hook does at the first prompt of %s counts', async (shell, file, text) => {
  await using world = await testWorld();
  const bin = join(world.folder, 'go', 'bin');
  layGoTree(join(world.folder, 'go'), '1.22.5');
  mkdirSync(join(world.folder, file, '..'), { recursive: true });
  writeFileSync(join(world.folder, file), text(bin));
  const env = { ...world.env, SHELL: `/usr/bin/${shell}` };
  expect(await goInNewShell({ ...world, env })).toEqual({ shell, go: join(bin, 'go') });
});

it('no shell is started that gv does not know, or that is no absolute path', async () => {
  await using world = await testWorld();
  for (const SHELL of ['', 'bash', '/bin/false', '/no/such/bash']) {
    expect(await goInNewShell({ ...world, env: { ...world.env, SHELL } })).toBeUndefined();
  }
});
