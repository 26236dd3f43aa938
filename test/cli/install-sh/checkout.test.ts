import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkoutIn } from '../../support/checkout-copy.ts';
import { everything } from '../../support/sample.ts';
import { listing, emptyHome, unpackedRelease, type EmptyHome } from '../../support/set-up.ts';

let box: EmptyHome;

beforeEach(() => {
  box = emptyHome();
});
afterEach(() => box.remove());

describe('install.sh in a checkout', () => {
  it('builds, sets gv up with the Node that npm brought, builds again only when a source changed, and keeps the gv that works when that fails', () => {
    const checkout = join(box.directory, 'check out');
    mkdirSync(checkout);
    const script = checkoutIn(checkout);
    const first = box.run(script, []);
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('Building gv');
    expect(box.run(join(box.home, '.gv', 'bin', 'gv'), ['--help']).stdout).toContain('Usage: gv');
    expect(existsSync(join(box.home, '.gv', 'runtime', 'node'))).toBe(true);

    const built = statSync(join(checkout, 'dist', 'VERSION')).mtimeMs;
    expect(box.run(script, []).stdout).not.toContain('Building gv');
    expect(statSync(join(checkout, 'dist', 'VERSION')).mtimeMs).toBe(built);

    const before = listing(join(box.home, '.gv'));
    const [source, later] = [join(checkout, 'src', 'cli.ts'), new Date(Date.now() + 10_000)];
    writeFileSync(source, 'import "./nowhere.ts";\n');
    utimesSync(source, later, later);
    const failed = box.run(script, []);
    expect(failed.status).toBe(1);
    expect(failed.stdout).toContain('Building gv');
    expect(failed.stderr).toContain('the build failed');
    expect(listing(join(box.home, '.gv'))).toEqual(before);
  });

  it('says what is missing when it needs npm and there is none', () => {
    const script = checkoutIn(box.directory);
    rmSync(join(box.directory, 'node_modules'), { recursive: true });
    const bin = join(box.directory, 'bin');
    mkdirSync(bin);
    for (const tool of ['sh', 'dirname', 'find', 'head', 'id'])
      symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
    const done = box.run(script, [], { env: { PATH: bin }, shell: ['/bin/sh'] });
    expect(done.status).toBe(1);
    expect(done.stderr).toContain('npm is not on PATH');
    expect(existsSync(join(box.home, '.gv'))).toBe(false);
  });
});

describe('install.sh from a release', () => {
  it('goes without a private Node that does not run here, and says what gv will use', () => {
    const installer = unpackedRelease(box.directory);
    rmSync(join(box.directory, 'runtime', 'node'));
    writeFileSync(join(box.directory, 'runtime', 'node'), 'another platform’s binary', { mode: 0o755 });
    const done = box.run(installer, []);
    expect(done.status).toBe(0);
    expect(done.stderr).toContain('does not run on this system');
    expect(done.stdout).toContain('GV_NODE');
    expect(existsSync(join(box.home, '.gv', 'runtime', 'node'))).toBe(false);
  });

  it('replaces an older program whole, and passes over the lock of a set-up that was killed', () => {
    const installer = unpackedRelease(box.directory);
    expect(box.run(installer, []).status).toBe(0);
    const lib = join(box.home, '.gv', 'lib');
    writeFileSync(join(lib, 'old-chunk.js'), '');
    const lock = join(box.home, '.gv', 'locks', 'set-up');
    mkdirSync(lock);
    const dead = spawnSync('true').pid;
    writeFileSync(join(lock, 'pid'), `${dead}\n`);
    expect(box.run(installer, [])).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(lock)).toBe(false);
    expect(existsSync(join(lib, 'old-chunk.js'))).toBe(false);
    expect(readdirSync(join(box.home, '.gv', 'staging'))).toEqual([]);
  });

  it('run several times at once ends in one whole program', async () => {
    const installer = unpackedRelease(box.directory);
    const times = everything() ? 8 : 3;
    const runs = Array.from({ length: times }, () =>
      spawn('sh', [installer], { env: { HOME: box.home, PATH: '/usr/bin:/bin' }, stdio: 'ignore' }),
    );
    const exits = await Promise.all(runs.map(async (run) => (await once(run, 'exit'))[0] as unknown));
    expect(exits).toEqual(Array.from({ length: times }, () => 0));
    const lib = join(box.home, '.gv', 'lib');
    expect(listing(lib)).toEqual(listing(join(box.directory, 'lib')));
    expect(readdirSync(join(box.home, '.gv', 'staging'))).toEqual([]);
  });
});
