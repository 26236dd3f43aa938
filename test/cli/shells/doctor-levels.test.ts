import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkup } from '../../../src/jobs/diagnose/doctor.ts';
import { checkup, healthy } from '../../support/checkup.ts';
import { writeProgram } from '../../support/scripted-go.ts';

describe('gv doctor', () => {
  it('has no problem in an image that is set up as docs/guides/containers.md prints, for root and for another user', async () => {
    await using box = await healthy('1.22.5');
    await rm(join(box.home, '.bashrc'));
    await rm(join(box.root, 'cache'), { recursive: true, force: true });
    await box.run(['chmod', '-R', 'go+rX,go-w', join(box.root, '..')]);
    const image = ['env', '-i', `HOME=${box.home}`, `PATH=${box.env['PATH'] ?? ''}`, 'container=oci'];
    const doctor = [...image, join(box.root, 'bin', 'gv'), 'doctor', '--json'];
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    for (const command of process.getuid?.() === 0 ? [doctor, [...asNobody, ...doctor]] : [doctor]) {
      const { code, stdout } = await box.run(command);
      const { data } = JSON.parse(stdout) as { readonly data: Checkup };
      expect({ code, levels: new Set(data.findings.map(({ level }) => level)) }).toEqual({
        code: 0,
        levels: new Set(['note']),
      });
    }
  });

  it('has one finding where the shims are not on PATH, whose cure fits the start-up file', async () => {
    await using box = await healthy('1.24.9');
    const other = join(box.home, 'other');
    await mkdir(other);
    await writeProgram(join(other, 'go'), 'echo other');
    const env = { PATH: `${other}:/usr/bin:/bin`, TERM: 'xterm' };
    const cureOf = async (more: Readonly<Record<string, string>> = {}): Promise<unknown> => {
      const { code, findings } = await checkup(box, [], { ...env, ...more });
      expect({ code, codes: findings.map((each) => each.code) }).toEqual({
        code: 1,
        codes: ['shims-not-on-path'],
      });
      return findings[0]?.cure;
    };
    expect(await cureOf()).toMatch(/^open a new shell, or type: .*\.bashrc:1 sets PATH anew$/);
    await writeFile(join(box.home, '.bashrc'), '');
    expect(await cureOf({ CI: 'true' })).toMatch(/^set PATH=.*\/shims:.*\/bin:\$PATH, or run: /);
  });

  it('a start-up file without gv is a note in CI, and what others chose is always one', async () => {
    await using box = await healthy('1.24.9');
    await rm(join(box.home, '.bashrc'));
    await mkdir(join(box.home, '.goenv'));
    await writeFile(join(box.home, '.goenv', 'version'), '1.24.10\n');
    await writeFile(join(box.project, '.mise.toml'), '[tools]\ngo = "prefix:1.21"\n');
    const env = { CI: 'true', GOENV_VERSION: '1.20.4', ASDF_GOLANG_VERSION: 'ref:master' };
    const { code, findings } = await checkup(box, [], env);
    expect(code).toBe(0);
    expect(findings.map(({ code: each, level, cure }) => [each, level, cure])).toEqual([
      ['start-up-line-missing', 'note', expect.stringContaining('.bashrc')],
      ['other-manager', 'note', 'export GV_VERSION=1.20.4, or unset GOENV_VERSION'],
      ['other-manager', 'note', 'unset ASDF_GOLANG_VERSION'],
      ['other-manager', 'note', 'gv use -g 1.24.10'],
      ['other-manager', 'note', 'gv use 1.21'],
    ]);
  });

  it('goenv with an older Go than the global version of gv is no note', async () => {
    await using box = await healthy('1.24.9');
    await writeFile(join(box.root, 'version'), '1.24.9\n');
    await mkdir(join(box.home, '.goenv'));
    const noted = async (asked: string): Promise<boolean> => {
      await writeFile(join(box.home, '.goenv', 'version'), `${asked}\n`);
      return (await checkup(box)).findings.some(({ code }) => code === 'other-manager');
    };
    expect([await noted('1.24.8'), await noted('go1.9'), await noted('1.24.10')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
