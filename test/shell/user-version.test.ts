import { chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnishedRoot, verdict, type RunOptions, type ShellRoot } from '../support/shell-root.ts';
import { lacking, NOT_ROOT, presentShells } from '../support/shells.ts';

const NOBODY = 65_534;

/** A root that belongs to another account, whose global version is 1.24.9. */
function foreignRoot(): ShellRoot {
  const made = furnishedRoot();
  writeFileSync(join(made.root, 'version'), '1.24.9\n');
  chownSync(made.root, NOBODY, NOBODY);
  return made;
}

function put(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe.skipIf(lacking(NOT_ROOT)).each(presentShells())(
  'the global version in a root of another account, under $name',
  (shell) => {
    const answer = async (made: ShellRoot, env: RunOptions['env'] = {}): Promise<readonly string[]> => {
      const { label, file, rule } = await verdict(made, { shell, env });
      return [label, file, rule];
    };

    it("is the user's own, then the root's", async () => {
      using made = foreignRoot();
      expect(await answer(made)).toEqual(['1.24.9', join(made.root, 'version'), 'global']);
      const own = put(join(made.home, '.config', 'gv', 'version'), '1.22\n');
      expect(await answer(made)).toEqual(['1.22.5', own, 'global']);
    });

    it('comes from GV_USER_DIR, else XDG_CONFIG_HOME; relative ones are passed over', async () => {
      using made = foreignRoot();
      const own = put(join(made.home, 'own: a $(dir)', 'version'), '1.22.5\n');
      const xdg = put(join(made.home, 'xdg', 'gv', 'version'), '1.20.3\n');
      const env = { XDG_CONFIG_HOME: join(made.home, 'xdg') };
      expect(await answer(made, env)).toEqual(['1.20.3', xdg, 'global']);
      expect(await answer(made, { ...env, GV_USER_DIR: dirname(own) })).toEqual(['1.22.5', own, 'global']);
      expect((await answer(made, { XDG_CONFIG_HOME: 'xdg' }))[0]).toBe('1.24.9');
      expect((await answer(made, { GV_USER_DIR: 'own', HOME: undefined }))[0]).toBe('1.24.9');
      expect((await answer(made, { HOME: undefined }))[0]).toBe('1.24.9');
    });

    it('a pin and GV_VERSION come before it', async () => {
      using made = foreignRoot();
      put(join(made.home, '.config', 'gv', 'version'), '1.22.5\n');
      expect((await answer(made, { GV_VERSION: '1.20.3' }))[0]).toBe('1.20.3');
      made.write('.go-version', '1.27.0\n');
      expect((await answer(made))[0]).toBe('1.27.0');
    });

    it("a user's file that is broken, or leads nowhere, is an error: nothing falls through", async () => {
      using made = foreignRoot();
      const own = put(join(made.home, '.config', 'gv', 'version'), '$(id)\n');
      const { status, message } = await verdict(made, { shell });
      expect([status, message]).toEqual(['bad-pin', expect.stringContaining(`${own}:1`)]);
      using other = foreignRoot();
      mkdirSync(join(other.home, '.config', 'gv'), { recursive: true });
      symlinkSync('/nonexistent', join(other.home, '.config', 'gv', 'version'));
      expect((await verdict(other, { shell })).status).toBe('bad-pin');
    });

    it('survives set -eu when sourced', async () => {
      using made = foreignRoot();
      const text = 'set -eu; . "$1/lib/shims/resolve.sh"; __gv_resolve "$1" /; echo "$__gv_label"';
      const script = made.write('choose.sh', text);
      const ran = await made.run(script, [made.root], { shell, env: { HOME: undefined } });
      expect(ran).toMatchObject({ code: 0, stdout: '1.24.9\n', stderr: '' });
    });
  },
);
