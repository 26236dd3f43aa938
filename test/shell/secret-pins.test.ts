import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

const SECRET = 's3cret-t0ken';

/** Files of a person's that a project could link to, or a text that a program wrote into a pin. */
const LINKED: Readonly<Record<string, string>> = {
  'a netrc': `machine git.example login me password ${SECRET}\n`,
  'a short word': `${SECRET}\n`,
  'a number': '4930217\n',
  'an asdf line': `golang ${SECRET}\n`,
  'a reference': `golang ref:${SECRET}\n`,
};

describe.each(presentShells())('the text of a pin under $name', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    rmSync(join(made.root, 'version'), { force: true });
  });

  /** All that go, gv, the trace that explain and --json show, and the hook of fish say. */
  async function said(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const shims = join(made.root, 'lib', 'shims');
    const all = await Promise.all([
      made.go(['version'], { shell, env }),
      made.gv(['current'], { shell, env }),
      made.gv(['exec', 'true'], { shell, env }),
      made.run(join(shims, 'resolve.sh'), ['--trace', made.root, made.project], { shell, env }),
      made.run(join(shims, 'hook.sh'), ['--for-fish', made.root], { shell, env }),
    ]);
    return all.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  }

  it.each(Object.entries(LINKED))('a link to %s shows its length alone', async (_title, text) => {
    const secret = join(made.home, 'secret');
    writeFileSync(secret, text);
    for (const place of ['.go-version', '.tool-versions', '../root/version']) {
      const link = join(made.project, place);
      symlinkSync(secret, link);
      const words = await said();
      expect(words, place).not.toMatch(/s3cret|password|4930217/);
      if (place === '.go-version' || text.startsWith('golang') === (place === '.tool-versions'))
        expect(words, place).toMatch(/a text of \d+ characters/);
      rmSync(link);
    }
  });

  it('a link still is a pin, and says what it asks for', async () => {
    const file = join(made.home, 'version');
    symlinkSync(file, join(made.project, '.go-version'));
    for (const [text, says] of [
      ['1.22.5', 'go1.22.5'],
      ['go1.20', 'go1.20.3'],
      ['latest', 'go1.27.0'],
      ['1.22.9', 'Go 1.22.9 is not installed'],
    ] as const) {
      writeFileSync(file, `${text}\n`);
      const { stdout, stderr } = await made.go([], { shell });
      expect(stdout + stderr).toContain(says);
    }
  });

  it.each(['.go-version', '.tool-versions', '../root/version', 'GV_VERSION'])(
    'more than 24 characters in %s show their number alone',
    async (place) => {
      const text = `${SECRET}-${'x'.repeat(12)}`;
      expect(text).toHaveLength(25);
      const env = place === 'GV_VERSION' ? { GV_VERSION: text } : {};
      if (place !== 'GV_VERSION')
        made.write(place, place === '.tool-versions' ? `go ${text}\n` : `${text}\n`);
      const words = await said(env);
      expect(words).not.toContain(SECRET);
      expect(words).toContain('a text of 25 characters is not a Go version');
      if (place === 'GV_VERSION') return;
      made.write(place, place === '.tool-versions' ? 'go nonsense\n' : 'nonsense\n');
      expect(await said()).toContain('"nonsense" is not a Go version');
    },
  );

  it('nothing of it is evaluated', async () => {
    made.write('.go-version', '$(touch pwned)\n');
    await said();
    expect(spawnSync('ls', ['-A', made.project], { encoding: 'utf8' }).stdout).toBe('.go-version\n');
  });
});
