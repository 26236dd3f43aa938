import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { furnishedRoot } from '../support/shell-root.ts';
import { lacking, NOT_ROOT, presentShells, whereIs } from '../support/shells.ts';

/** The user nobody, whose root is not that of the tests. */
const NOBODY = 65_534;

const strace = whereIs('strace');
const traces = strace !== undefined && spawnSync(strace, ['-f', 'true']).status === 0;
if (!traces) process.stderr.write('skipped: strace cannot trace here, so forks are not counted\n');

describe.skipIf(!traces).each(presentShells())('no process besides the toolchain, under $name', (shell) => {
  const forks = async (
    prepare: (made: ReturnType<typeof furnishedRoot>) => void,
  ): Promise<readonly string[]> => {
    using made = furnishedRoot();
    prepare(made);
    const log = join(made.home, 'log');
    const args = [
      '-f',
      '-o',
      log,
      '-e',
      'trace=clone,clone3,fork,vfork',
      ...shell.command,
      join(made.root, 'shims', 'go'),
    ];
    const { code, stdout } = await made.run(strace ?? '', args);
    expect({ code, ran: stdout.startsWith('go1.') }).toEqual({ code: 0, ran: true });
    const lines = spawnSync('cat', [log], { encoding: 'utf8' }).stdout.split('\n');
    return lines.filter((line) => /fork|clone/.test(line));
  };

  it('for a pin', async () => {
    expect(await forks((made) => made.write('.go-version', '1.22.5\n'))).toEqual([]);
  });

  it('for a pinned line', async () => {
    expect(await forks((made) => made.write('.go-version', '1.22'))).toEqual([]);
  });

  it('for a default, with go.mod read and met', async () => {
    expect(
      await forks((made) => {
        writeFileSync(join(made.root, 'version'), '1.24.9\n');
        made.write('go.mod', 'module x\n\ngo 1.22\n\ntoolchain go1.24.1\n\nrequire (\n)\n');
      }),
    ).toEqual([]);
  });

  it('for a default that is raised', async () => {
    expect(
      await forks((made) => {
        writeFileSync(join(made.root, 'version'), '1.22.5\n');
        made.write('go.mod', 'module x\n\ngo 1.24\n');
      }),
    ).toEqual([]);
  });

  it.skipIf(lacking(NOT_ROOT))("for a user's own global version in a root of another account", async () => {
    expect(
      await forks((made) => {
        chownSync(made.root, NOBODY, NOBODY);
        mkdirSync(join(made.home, '.config', 'gv'), { recursive: true });
        writeFileSync(join(made.home, '.config', 'gv', 'version'), '1.22.5\n');
        writeFileSync(join(made.root, 'version'), '1.24.9\n');
      }),
    ).toEqual([]);
  });

  it('for settings that go env -w wrote', async () => {
    expect(
      await forks((made) => {
        writeFileSync(join(made.root, 'version'), '1.22.5\n');
        made.write('../home/.config/go/env', 'GOWORK=off\nGO111MODULE=on\n');
        made.write('go.work', 'go 1.24\n');
        made.write('go.mod', 'module x\n\ngo 1.20\n');
      }),
    ).toEqual([]);
  });

  it('for a line with a wildcard, and a comment', async () => {
    expect(await forks((made) => made.write('.go-version', '1.22.x\n'))).toEqual([]);
    expect(await forks((made) => made.write('.go-version', '# why\n~1.22\n'))).toEqual([]);
  });

  it('for a .tool-versions', async () => {
    expect(await forks((made) => made.write('.tool-versions', 'golang 1.22.5\n'))).toEqual([]);
  });
});
