import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains, writeProgram } from '../../support/scripted-go.ts';

describe('gv doctor on a Mac', () => {
  it.each([
    ['1', ['1.22.5']],
    ['0', []],
  ])('names a toolchain that Rosetta translates: hw.optional.arm64 is %s', async (arm64, versions) => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5', '1.21.13');
    mkdirSync(join(box.root, 'versions', '1.22.5', 'pkg', 'tool', 'darwin_amd64'), { recursive: true });
    const bin = join(box.home, 'bin');
    mkdirSync(bin);
    await writeProgram(join(bin, 'sysctl'), `[ "$*" = '-n hw.optional.arm64' ] && echo ${arm64}`);
    const env = { PATH: `${box.env['PATH']}:${bin}` };
    const { stdout } = await box.gv(['doctor', '--json'], { env });
    const { data } = JSON.parse(stdout) as {
      data: { findings: readonly { code: string; level: string; text: string }[] };
    };
    const found = data.findings.filter(({ code }) => code === 'translated');
    expect(found.map(({ text }) => /^go (\S+) is for darwin\/amd64/.exec(text)?.[1])).toEqual(versions);
    expect(found.every(({ level }) => level === 'advice')).toBe(true);
  });
});
