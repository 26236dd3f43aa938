import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { layRelease } from '../../support/judging.ts';
import type { Sandbox } from '../../support/sandbox.ts';

const FROM = ['--from', 'goenv,gvm', '--from', 'asdf'];

/** What lies in the place of a pin, and what is said of it. */
const BROKEN: readonly (readonly [string, (file: string) => unknown, string])[] = [
  ['.go-version', (file) => writeFileSync(file, '1.22.5:1.21.13\n'), '"1.22.5:1.21.13" is not a Go version'],
  ['.go-version', (file) => writeFileSync(file, '22\n'), '"22" is not a Go version; write 1.22'],
  ['.go-version', (file) => writeFileSync(file, ''), 'names no version'],
  ['.go-version', (file) => writeFileSync(file, 'x\u001b[31m\n'), '[31m" is not a Go version'],
  ['.go-version', (file) => mkdirSync(file), 'is a directory'],
  ['.go-version', (file) => execFileSync('mkfifo', [file]), 'is not a regular file'],
  [
    '.tool-versions',
    (file) => writeFileSync(file, 'golang ref:abc\n'),
    'asks for something that is not a release',
  ],
];

async function planned(box: Sandbox): Promise<string> {
  const { stdout } = await box.gv(['import', '--dry-run', ...FROM], { env: { GV_VERSION: '1.22.5' } });
  return stdout;
}

describe('gv import', () => {
  it('says of a pin that is broken what gv itself will say', async () => {
    await using box = await believer(undefined);
    for (const [name, put, fault] of BROKEN) {
      const file = join(box.project, name);
      put(file);
      const said = await planned(box);
      expect(said).toMatch(/ is not taken over: the file is broken: /);
      expect(said).toContain(fault);
      expect(said).not.toMatch(/\u001b|reads it as it is/);
      rmSync(file, { recursive: true });
    }
    writeFileSync(join(box.project, '.go-version'), '1.22.5\n');
    expect(await planned(box)).toContain('.go-version: gv reads it as it is\n');
  });

  it('names the lines of managers of which a Go was adopted, and why a global version is not taken', async () => {
    await using proxy = await proxyWith({ ranges: {} });
    await using box = await believer(proxy, { SHELL: '/bin/bash' });
    const [good, changed] = ['.goenv/versions/1.22.5', '.gvm/gos/go1.22.5'].map((name) =>
      join(box.home, name),
    );
    if (good === undefined || changed === undefined) throw new RangeError();
    await layRelease(good, ENTRIES);
    cpSync(good, changed, { recursive: true });
    appendFileSync(join(changed, 'src/fmt/print.go'), '// more\n');
    const gvm = '[[ -s "$HOME/.gvm/scripts/gvm" ]] && source "$HOME/.gvm/scripts/gvm"';
    const goenv = ['export GOENV_ROOT="$HOME/.goenv"', 'export PATH="$GOROOT/bin:$PATH"'];
    writeFileSync(join(box.home, '.bashrc'), [gvm, ...goenv, ''].join('\n'));
    writeFileSync(join(box.root, 'version'), '1.22.5\n');
    writeFileSync(join(box.home, '.goenv/version'), '1.21.0\n');
    mkdirSync(join(box.home, '.tool-versions'));
    const { code, stdout } = await box.gv(['import', '-y', ...FROM]);
    expect([code, existsSync(join(box.root, 'versions/1.22.5'))]).toEqual([1, true]);
    expect(stdout).toContain(
      `global version of goenv (${box.home}/.goenv/version:1) is not taken over: gv has a global version already`,
    );
    expect(stdout).toContain(`global version of asdf (${box.home}/.tool-versions) is not taken over: `);
    for (const [at, text] of goenv.entries()) expect(stdout).toContain(`.bashrc:${at + 2}  ${text}  (goenv)`);
    expect(stdout).not.toContain('(gvm)');
    // What was adopted before is adopted still.
    expect((await box.gv(['import', '--dry-run', ...FROM])).stdout).toContain('(goenv)');
    const listed = await box.gv(['list']);
    expect(listed.stdout).toMatch(/^\* {2}1\.22\.5 +- +global, .*module zip, imported, proven\n$/);
  });
});
