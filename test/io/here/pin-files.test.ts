import { chmod, chown, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pinHere, removePin, writePin } from '../../../src/io/here/pin-files.ts';
import { codeOf } from '../../support/code-of.ts';
import { NO_OTHER_USER, NOBODY } from '../../support/shared-root.ts';
import { testWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

describe('what a pin says, as the screen shows it', () => {
  it.each([
    ['1.22.5', '1.22.5'],
    ['1.22', '1.22'],
    ['latest', 'latest'],
    ['machine git password s3', 'a text of 23 characters'],
    ['4930217', 'a text of 7 characters'],
    ['4930', 'a text of 4 characters'],
  ])('a link to %j says %j', async (text, says) => {
    await using world = await testWorld();
    const secret = join(world.folder, 'secret');
    await writeFile(secret, `${text}\n`);
    await symlink(secret, join(world.cwd, '.go-version'));
    expect(pinHere(world).says).toBe(says);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['x'.repeat(24), 'x'.repeat(24)],
    ['x'.repeat(25), 'a text of 25 characters'],
  ])('a file with %j says %j', async (text, says) => {
    await using world = await testWorld();
    await writeFile(join(world.cwd, '.go-version'), `${text}\n`);
    expect(pinHere(world).says).toBe(says);
  });
});

describe("a pin's file when gv use writes it", () => {
  it.each([0o664, 0o644, 0o600, 0o666, 0o444])('keeps the mode %o, whatever the umask', async (mode) => {
    await using world = await testWorld();
    const file = join(world.cwd, '.go-version');
    await writeFile(file, '1.21.13\n');
    await chmod(file, mode);
    await writePin(world, '1.22.5');
    expect(await readFile(file, 'utf8')).toBe('1.22.5\n');
    expect((await stat(file)).mode & 0o777).toBe(mode);
  });

  unless(NO_OTHER_USER)('keeps its owner and group, also where root writes it', async () => {
    await using world = await testWorld();
    const file = join(world.cwd, '.go-version');
    await writeFile(file, '1.21.13\n');
    await chown(file, NOBODY, NOBODY);
    await writePin(world, '1.22.5');
    expect(await stat(file)).toMatchObject({ uid: NOBODY, gid: NOBODY });
  });

  it('keeps every other byte of .tool-versions: a byte order mark, and comments in another encoding', async () => {
    await using world = await testWorld();
    const file = join(world.cwd, '.tool-versions');
    const text = (line: string): Buffer =>
      Buffer.from(`\u00EF\u00BB\u00BF${line}# caf\u00E9\r\nnodejs 20 # caf\u00C3\u00A9\r\n`, 'latin1');
    await writeFile(file, text('golang 1.21.13 # \u00E0\r\n'));
    expect(await writePin(world, '1.22.5')).toBe(file);
    expect(await readFile(file)).toEqual(text('golang 1.22.5 # \u00E0\r\n'));
    expect(await removePin(world)).toBe(file);
    expect((await readFile(file)).toString('latin1')).toContain(
      '# caf\u00E9\r\nnodejs 20 # caf\u00C3\u00A9\r\n',
    );
  });

  it('stays a link; the file that it leads to is written, and keeps its mode', async () => {
    await using world = await testWorld();
    const [file, target] = [join(world.cwd, '.go-version'), join(world.folder, 'dotfiles')];
    await writeFile(target, '1.21.13\n');
    await chmod(target, 0o664);
    await symlink('dotfiles', file);
    await writePin(world, '1.22.5');
    expect([await readlink(file), await readFile(target, 'utf8')]).toEqual(['dotfiles', '1.22.5\n']);
    expect((await stat(target)).mode & 0o777).toBe(0o664);
  });

  it('is refused as a link to the global version, which would be chosen with it; taking the pin back removes the link', async () => {
    await using world = await testWorld();
    const { globalVersion, root } = world.layout;
    await mkdir(root);
    await writeFile(globalVersion, '1.24.9\n');
    await symlink(globalVersion, join(world.cwd, '.go-version'));
    expect(await codeOf(() => writePin(world, '1.22.5'))).toBe('bad-pin');
    await removePin(world);
    expect(await readFile(globalVersion, 'utf8')).toBe('1.24.9\n');
  });
});
