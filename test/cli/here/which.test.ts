import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';

describe('gv which', () => {
  it('takes no directory for a tool, in plain text and with --json', async () => {
    await using box = await sandbox();
    const bin = join(box.root, 'versions', '1.22.5', 'bin');
    await mkdir(join(bin, 'sub'), { recursive: true });
    await writeFile(join(bin, 'go'), '#!/bin/sh\n');
    await chmod(join(bin, 'go'), 0o755);
    await writeFile(join(box.project, '.go-version'), '1.22.5\n');
    expect(await box.gv(['which'])).toMatchObject({ code: 0, stdout: `${join(bin, 'go')}\n` });
    const plain = await box.gv(['which', 'sub']);
    expect(plain).toMatchObject({ code: 127, stdout: '' });
    expect(plain.stderr).toBe('gv: Go 1.22.5 has no tool named sub, and no other installed Go has\n');
    const json = await box.gv(['which', '--json', 'sub']);
    expect(json.code).toBe(127);
    const message = plain.stderr.slice('gv: '.length, -1);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'not-installed', message } });
  });

  it('names the toolchains that have the tool in the same words with --json', async () => {
    await using box = await sandbox();
    for (const [name, tool] of [
      ['1.22.5', 'go'],
      ['1.20.3', 'go'],
      ['1.20.3', 'godoc'],
      ['1.8.3', 'go'],
      ['1.8.3', 'godoc'],
    ] as const) {
      const bin = join(box.root, 'versions', name, 'bin');
      await mkdir(bin, { recursive: true });
      await writeFile(join(bin, tool), '#!/bin/sh\n', { mode: 0o755 });
    }
    await writeFile(join(box.project, '.go-version'), '1.22.5\n');
    const message = 'Go 1.22.5 has no tool named godoc; it exists in: 1.8.3 1.20.3';
    expect(await box.gv(['which', 'godoc'])).toMatchObject({ code: 127, stderr: `gv: ${message}\n` });
    const json = await box.gv(['which', '--json', 'godoc']);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { message } });
  });
});

describe('gv which and gv which --json', () => {
  /** Each way to fail and each way to answer, by name, pin and PATH. */
  const ASKED: readonly (readonly [tool: string, env?: Readonly<Record<string, string>>])[] = [
    ['go'],
    ['none'],
    ...sampled(['a b', '..', 'a/b', '', 'a\nb', 'x'.repeat(100), 'x'.repeat(99), '.', 'é'], 2).map(
      (name) => [name] as const,
    ),
    ['locked'],
    ['dangling'],
    ['sub'],
    ['go', { GV_VERSION: '1.99.1' }],
    ['go', { GV_VERSION: 'hello' }],
    ['go', { GV_VERSION: 'system' }],
    ['gofmt', { GV_VERSION: 'system', PATH: '/PROJECT/sys:/PROJECT/more' }],
    ['none', { GV_VERSION: 'system', PATH: '/PROJECT/sys:/PROJECT/more' }],
    ['go', { GV_VERSION: 'system', PATH: 'sys:/PROJECT/sys' }],
  ];

  it('give one verdict and one exit code, with every form of failure', async () => {
    await using box = await sandbox();
    const bin = join(box.root, 'versions', '1.22.5', 'bin');
    await mkdir(join(bin, 'sub'), { recursive: true });
    for (const directory of ['sys', 'more']) await mkdir(join(box.project, directory));
    for (const path of [join(bin, 'go'), join(box.project, 'sys', 'go'), join(box.project, 'more', 'gofmt')])
      await writeFile(path, '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(bin, 'locked'), '', { mode: 0o644 });
    await symlink('gone', join(bin, 'dangling'));
    await writeFile(join(box.project, '.go-version'), '1.22.5\n');
    for (const [tool, given = {}] of ASKED) {
      const env = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, value.replaceAll('/PROJECT', box.project)]),
      );
      const plain = await box.gv(['which', tool], { env });
      const json = await box.gv(['which', '--json', tool], { env });
      const said =
        json.code === 0
          ? (JSON.parse(json.stdout) as { data: { path: string } }).data.path
          : (JSON.parse(json.stderr) as { error: { message: string } }).error.message;
      const told = plain.code === 0 ? plain.stdout.trimEnd() : plain.stderr.slice('gv: '.length, -1);
      expect([tool, json.code, told.startsWith(said)]).toEqual([tool, plain.code, true]);
    }
  });
});
