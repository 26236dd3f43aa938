import { chmodSync, chownSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BOB, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { looseIn, modesIn, under, withDefaultAcl } from '../../support/modes.ts';
import { sampled } from '../../support/sample.ts';
import { emptyHome, INSTALL_SHELLS, unpackedRelease, type EmptyHome } from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';
import { unless } from '../../support/unless.ts';

let box: EmptyHome;
let release: EmptyHome;
let installer: string;

beforeAll(() => {
  release = emptyHome();
  installer = unpackedRelease(release.directory);
});
afterAll(() => release.remove());
beforeEach(() => {
  box = emptyHome();
});
afterEach(() => box.remove());

const shells = INSTALL_SHELLS.filter(([command = '']) => isPresent(command));
const accounts = unless(NO_TWO_ACCOUNTS);

describe.each(
  sampled(
    shells.map((shell) => [shell.join(' '), shell] as const),
    3,
  ),
)('install.sh in %s', (_, shell) => {
  it.each(sampled(['000', '002'], 2))(
    'lays nothing down that others may write, under a umask of %s',
    (umask) => {
      const root = join(box.home, '.gv');
      const umasked = [...under(umask), ...shell];
      for (let time = 0; time < 2; time += 1) {
        expect(box.run(installer, ['-y'], { shell: umasked })).toMatchObject({ status: 0, stderr: '' });
        const modes = modesIn(root);
        for (const line of ['env 644', 'env.fish 644', 'program 755', 'staging 700', 'trust 755', ' 755'])
          expect(modes).toContain(line);
        expect(modes).toContainEqual(expect.stringMatching(/^program\/.*\/lib\/shims\/gv 755$/));
        expect(looseIn(root)).toEqual([]);
      }
      expect(looseIn(box.home)).toEqual([]);
    },
  );
});

/** A release that the test may change. */
function ownRelease(): string {
  const directory = join(box.directory, 'release');
  mkdirSync(directory);
  return unpackedRelease(directory);
}

describe('the Node that comes with gv', () => {
  it('is a copy, not a link, where others may write it', () => {
    const script = ownRelease();
    const [from, root] = [join(box.directory, 'release', 'runtime', 'node'), join(box.home, '.gv')];
    chmodSync(from, 0o775);
    expect(box.run(script, ['-y'])).toMatchObject({ status: 0, stderr: '' });
    const placed = statSync(join(root, 'runtime', 'node'));
    expect(placed.ino).not.toBe(statSync(from).ino);
    expect(placed.mode & 0o777).toBe(0o755);
    expect(statSync(from).mode & 0o777).toBe(0o775);
  });

  accounts('is a copy where another account owns it, and a link where nobody else may write it', () => {
    const script = ownRelease();
    const [from, root] = [join(box.directory, 'release', 'runtime', 'node'), join(box.home, '.gv')];
    expect(box.run(script, ['-y']).status).toBe(0);
    expect(statSync(join(root, 'runtime', 'node')).ino).toBe(statSync(from).ino);
    rmSync(root, { recursive: true });
    chownSync(from, BOB.uid, BOB.gid);
    expect(box.run(script, ['-y']).status).toBe(0);
    expect(statSync(join(root, 'runtime', 'node')).ino).not.toBe(statSync(from).ino);
    expect(statSync(join(root, 'runtime', 'node')).uid).toBe(0);
    return Promise.resolve();
  });
});

describe('a default ACL, which takes the place of the umask,', () => {
  withDefaultAcl('widens nothing that install.sh lays down, from files that others may write', (setAcl) => {
    const script = ownRelease();
    expect(box.run('-R', ['go+w', dirname(script)], { shell: ['chmod'] }).status).toBe(0);
    setAcl([box.home]);
    expect(box.run(script, ['-y'])).toMatchObject({ status: 0, stderr: '' });
    const root = join(box.home, '.gv');
    expect(modesIn(root).length).toBeGreaterThan(50);
    expect(looseIn(root)).toEqual([]);
  });
});
