import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { isPresent } from '../../support/shells.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');

let box: Sandbox;
beforeAll(async () => {
  await using server = await startReleaseServer({ releases: RELEASES, signer });
  box = await sandbox({ server, signer });
  expect(await box.gv(['install', '1.22.5', '1.21.13', '-q'])).toMatchObject({ code: 0 });
});
afterAll(() => box[Symbol.asyncDispose]());

/** A directory of the project with a pin. */
async function pinned(name: string, pin: string): Promise<string> {
  const cwd = join(box.project, name);
  await mkdir(cwd);
  await writeFile(join(cwd, '.go-version'), `${pin}\n`);
  return cwd;
}

/** A PATH without gv, as a CI job has it. */
function bare(box: Sandbox): Readonly<Record<string, string>> {
  return { PATH: '/usr/bin:/bin', GV: join(box.root, 'bin', 'gv') };
}

describe('gv env', () => {
  it('puts the shims first in a script without a hook, and the pins go on choosing', async () => {
    const cwd = await pinned('scripts', '1.21.13');
    for (const shell of ['dash', 'bash', 'zsh'].filter(isPresent)) {
      const script = 'set -eu; eval "$("$GV" env)"; go version; command -v go; cd "$HOME"; go version';
      const ran = await box.run([shell, '-c', script], { cwd, env: bare(box) });
      expect(ran, shell).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toBe(
        `go version go1.21.13 linux/amd64 (test)\n${join(box.root, 'shims', 'go')}\ngo version go1.22.5 linux/amd64 (test)\n`,
      );
    }
  });

  it('survives an eval that forgot the quotes', async () => {
    const ran = await box.run(['sh', '-c', 'eval $("$GV" env 1.21); go version'], { env: bare(box) });
    expect(ran.stdout).toBe('go version go1.21.13 linux/amd64 (test)\n');
  });

  it('chooses a version, once or again, without PATH growing; --goroot exports GOROOT and the real bin', async () => {
    const script =
      'eval "$("$GV" env --goroot 1.21)"; eval "$("$GV" env --goroot 1.22)"; command -v go; echo "$GOROOT $GV_VERSION"; echo "$PATH"';
    const { stdout } = await box.run(['sh', '-c', script], { env: bare(box) });
    const goroot = join(box.root, 'versions', '1.22.5');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      join(goroot, 'bin', 'go'),
      `${goroot} 1.22.5`,
      [join(goroot, 'bin'), join(box.root, 'shims'), join(box.root, 'bin'), '/usr/bin', '/bin'].join(':'),
    ]);
  });

  it.skipIf(!isPresent('fish'))('speaks fish', async () => {
    const script = '$GV env --shell fish 1.21 | source; go version; echo $GV_VERSION';
    const ran = await box.run(['fish', '--no-config', '-c', script], { env: bare(box) });
    expect(ran).toMatchObject({ stderr: '', stdout: 'go version go1.21.13 linux/amd64 (test)\n1.21.13\n' });
  });

  it('works where the root’s name means something to a shell, and refuses a colon', async () => {
    const root = join(box.home, "it's $(touch pwned)\n`x` \\");
    await symlink(box.root, root);
    const script = 'eval "$("$GV" env)"; command -v go; go version; ls';
    const env = { ...bare(box), GV_ROOT: root };
    const cwd = await mkdtemp(join(box.project, 'empty-'));
    const ran = await box.run(['sh', '-c', script], { cwd, env });
    expect(ran.stdout).toBe(`${join(root, 'shims', 'go')}\ngo version go1.22.5 linux/amd64 (test)\n`);
    await symlink(box.root, join(box.home, 'a:b'));
    const colon = await box.gv(['env'], { env: { GV_ROOT: join(box.home, 'a:b') } });
    expect(colon).toMatchObject({ code: 2, stdout: '' });
  });

  it('--gobin adds where go install leaves programs: GOBIN, GOPATH, or the default, also from go env -w', async () => {
    const added = async (env: Readonly<Record<string, string>>): Promise<string | undefined> => {
      const ran = await box.gv(['env', '--gobin', '--json'], { env });
      return (JSON.parse(ran.stdout) as { data: { path: string[] } }).data.path[2];
    };
    expect(await added({})).toBe(join(box.home, 'go', 'bin'));
    expect(await added({ GOPATH: '/p:/q' })).toBe('/p/bin');
    expect(await added({ GOPATH: '/p', GOBIN: '/b' })).toBe('/b');
    expect(await added({ GOBIN: 'relative' })).toBeUndefined();
    const file = join(box.home, 'go-env');
    await writeFile(file, 'GOBIN=/written\n');
    expect(await added({ GOENV: file })).toBe('/written');
  });

  it('--json says just what the exported environment is (fnm: env.test; vfox: env)', async () => {
    for (const args of sampled([[], ['1.21'], ['--gobin', '--goroot', '1.22'], ['--gobin', '1.21']], 2)) {
      const { stdout } = await box.gv(['env', '--json', ...args], { env: bare(box) });
      const { data } = JSON.parse(stdout) as { data: { path: string[]; variables: Record<string, string> } };
      const script = `eval "$("$GV" env ${args.join(' ')})"; env -0`;
      const exported = (await box.run(['sh', '-c', script], { env: bare(box) })).stdout.split('\0');
      for (const [name, value] of Object.entries(data.variables))
        expect(exported).toContain(`${name}=${value}`);
      expect(data.variables['PATH']?.startsWith(`${data.path.join(':')}:`)).toBe(true);
      for (const name of ['GV_VERSION', 'GOROOT', 'GOPATH', 'GOBIN'])
        expect(
          exported.some((line) => line.startsWith(`${name}=`)),
          name,
        ).toBe(name in data.variables);
    }
  });

  it('says what is wrong, with nothing on stdout that a shell would run', async () => {
    for (const [args, code] of [
      [['1.20'], 127],
      [['nonsense'], 2],
      [['mod'], 2],
      [['--shell', 'csh'], 2],
      [['--goroot', 'system'], 2],
      [['--github'], 2],
      [['1.22', '1.21'], 2],
    ] as const) {
      expect(await box.gv(['env', ...args]), args.join(' ')).toMatchObject({ code, stdout: '' });
    }
    const cwd = await pinned('wrong', '$(touch pwned)');
    expect(await box.gv(['env', '--goroot'], { cwd })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('gv env --github', () => {
  it('tells later steps, first directory last, and keeps what stands in the files', async () => {
    const [path, env] = [join(box.home, 'told-path'), join(box.home, 'told-env')];
    await writeFile(path, '/before');
    await writeFile(env, 'BEFORE=1\n');
    const files = { GITHUB_PATH: path, GITHUB_ENV: env };
    const ran = await box.gv(['env', '--github', '--goroot', '1.22'], { env: files });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    const goroot = join(box.root, 'versions', '1.22.5');
    expect(await readFile(path, 'utf8')).toBe(
      `/before\n${join(box.root, 'bin')}\n${join(box.root, 'shims')}\n${join(goroot, 'bin')}\n`,
    );
    const text = await readFile(env, 'utf8');
    const [, first, second] =
      /^BEFORE=1\nGV_VERSION<<(.+)\n1\.22\.5\n\1\nGOROOT<<(.+)\n.+\n\2\n$/.exec(text) ?? [];
    expect(first).toMatch(/^gv_[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it('refuses names that would begin a line of their own, links, and files that are not there', async () => {
    const [path, env] = [join(box.home, 'path'), join(box.home, 'env')];
    await writeFile(path, '');
    await writeFile(env, '');
    const root = join(box.home, 'a\nevil');
    await symlink(box.root, root);
    const files = { GITHUB_PATH: path, GITHUB_ENV: env };
    const ask = ['env', '--github', '1.22'];
    expect(await box.gv(ask, { env: { ...files, GV_ROOT: root } })).toMatchObject({ code: 2 });
    const link = join(box.home, 'link');
    await symlink(path, link);
    expect(await box.gv(ask, { env: { ...files, GITHUB_PATH: link } })).toMatchObject({ code: 6 });
    await mkdir(join(box.home, 'directory'));
    for (const odd of ['nowhere', 'directory']) {
      const ran = await box.gv(ask, { env: { ...files, GITHUB_PATH: join(box.home, odd) } });
      expect(ran, odd).toMatchObject({ code: 6 });
    }
    expect([await readFile(path, 'utf8'), await readFile(env, 'utf8')]).toEqual(['', '']);
  });
});
