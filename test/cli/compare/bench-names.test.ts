import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains, writeProgram } from '../../support/scripted-go.ts';

let box: Sandbox;

beforeAll(async () => {
  box = await sandbox();
  await scriptedToolchains(box, '1.25.3', '1.27.4');
});
afterAll(() => box[Symbol.asyncDispose]());

interface Data {
  readonly benchmarks: readonly { readonly name: string; readonly unit: string }[];
}

describe('gv bench', () => {
  it('keeps the letters of names, and a file for each variable', async () => {
    const cwd = box.project;
    const script = 'echo "BenchmarkGröße/π 1 5 ns/op 3 µm/op"';
    const variables = ['--env', 'A=1,2', '--env', 'A=1/2'];
    const args = ['-v', '1.27', ...variables, '-n', '1', '--out', 'out', '--', 'sh', '-c', script];
    const ran = await box.gv(['bench', '--json', ...args], { cwd });
    const { data } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as { readonly data: Data };
    expect(data.benchmarks.map(({ name, unit }) => [name, unit])).toEqual([
      ['Größe/π', 'ns/op'],
      ['Größe/π', 'µm/op'],
    ]);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['1.27.4.txt', '1.27.4_A=1_2-2.txt', '1.27.4_A=1_2.txt']);
    expect(readFileSync(join(cwd, 'out', '1.27.4.txt'), 'utf8')).toContain(
      'BenchmarkGröße/π 1 5 ns/op 3 µm/op',
    );
  });

  it('takes all packages of a long list, and 127 for a command that no Go finds', async () => {
    // The middle of this list is more than memory keeps of the output of a child.
    const script = `case $1 in
      list) i=0; while [ $i -lt 30 ]; do printf 'p%s\\t/%016000d\\n' $i 0; i=$((i + 1)); done ;;
      test) for name; do :; done; [ "$name" != p12 ] || { echo "cannot build $name"; exit 1; } ;;
      esac`;
    await writeProgram(join(box.root, 'versions', '1.27.4', 'bin', 'go'), script);
    const command = ['go', 'test', '-bench', '.', './...'];
    const ran = await box.gv(['bench', '-v', '1.27', '-n', '1', '--', ...command], { cwd: box.project });
    expect([ran.code, ran.stdout]).toEqual([1, expect.stringContaining('  cannot build p12\n')]);
    const missing = await box.gv(['bench', '-v', '1.25,1.27', '-n', '1', '--', 'no-such-command'], {
      cwd: box.project,
    });
    expect(missing.code).toBe(127);
  });

  it('shows what was measured where the files cannot be written, and looks at --out before', async () => {
    // The command takes the directory away.
    const script = 'mv out gone 2>/dev/null; ln -sfn /proc out; echo BenchmarkX 1 5 ns/op';
    const args = ['bench', '-v', '1.27', '-n', '1', '--warm-up', '0', '--out', 'out', '--'];
    const ran = await box.gv([...args, 'sh', '-c', script], { cwd: box.project });
    expect(ran.stdout).toMatch(/\nX +5 ns ±∞\n/);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('1.27.4.txt')]);
    writeFileSync(join(box.project, 'file'), '');
    const refused = await box.gv(['bench', '-v', '1.27', '--out', 'file', '--', 'touch', 'ran'], {
      cwd: box.project,
    });
    expect([refused.code, refused.stderr, existsSync(join(box.project, 'ran'))]).toEqual([
      6,
      expect.stringContaining('file is there, and is no directory'),
      false,
    ]);
  });

  it('says that nothing was measured where no package has a benchmark', async () => {
    await writeProgram(join(box.root, 'versions', '1.25.3', 'bin', 'go'), 'exit 0');
    const ran = await box.gv(['bench', '-v', '1.25', '-n', '1', '--', 'go', 'test', '-bench', '.', './...'], {
      cwd: box.project,
    });
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nothing was measured: no benchmark that -bench chooses'),
    });
  });
});
