import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPresent } from '../support/shells.ts';

const CHECKOUT = join(import.meta.dirname, '..', '..');

/** A slip of the pen in files of each kind: what is right, and what a hurried hand makes of it. */
const MISTAKES: readonly (readonly [file: string, right: string, wrong: string])[] = [
  ['posix/base.sh', '__gv_asked=$__gv_said', '__gv_asked=$__gv_siad'],
  ['posix/message.sh', 'Go $__gv_asked is not installed', 'Go $__gv_askd is not installed'],
  ['posix/hook.sh', "__gv_chosen=no __gv_front=''", "__gv_chsoen=no __gv_front=''"],
  ['posix/gv', 'go" env GOROOT', '$__gv_gorot/go" env GOROOT'],
  ['posix/exec.sh', '"$__gv_gobin${PATH', '"$__gv_gobn${PATH'],
  ['bash/hook-common.bash', '__gv_told=$__gv_answer', '__gv_told=$__gv_anwser'],
  ['bash/hook.bash', '"$__gv_status"', '"$__gv_staus"'],
  ['zsh/hook.zsh', '-n $__gv_sysread', '-n $__gv_sysraed'],
  ['fish/hook.fish', '$__gv_home/shims; and', '$__gv_hmoe/shims; and'],
];

describe.skipIf(!isPresent('shellcheck'))('the linter of the shims', () => {
  let copy = '';
  beforeEach(() => {
    copy = join(mkdtempSync(join(tmpdir(), 'gv-lint-')), 'shims');
    cpSync(join(CHECKOUT, 'shims'), copy, { recursive: true });
  });
  afterEach(() => rmSync(join(copy, '..'), { recursive: true }));

  const lint = (): { readonly status: number | null; readonly stdout: string } =>
    spawnSync('sh', [join(CHECKOUT, 'scripts', 'lint-shims.sh'), copy], { encoding: 'utf8' });

  it('has nothing to say of the shims as they are', () => {
    expect(lint()).toMatchObject({ status: 0, stdout: '' });
  });

  it('finds a misspelt name in each of them, where it stands', () => {
    for (const [file, right, wrong] of MISTAKES) {
      const path = join(copy, file);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(right);
      writeFileSync(path, text.replace(right, wrong));
    }
    const { status, stdout } = lint();
    expect(status).toBe(1);
    const lines = stdout.split('\n');
    for (const [file, , wrong] of MISTAKES) {
      const at = readFileSync(join(copy, file), 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(wrong));
      const place = `${join(copy, file)}:${at + 1}:`;
      expect(
        lines.filter((line) => line.startsWith(place)),
        place,
      ).toHaveLength(1);
    }
  });

  it('finds a file that no program is made of', () => {
    writeFileSync(join(copy, 'posix', 'new.sh'), 'true\n');
    expect(lint()).toMatchObject({ status: 1, stdout: expect.stringContaining('posix/new.sh') as string });
  });
});
