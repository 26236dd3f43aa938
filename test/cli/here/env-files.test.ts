import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');

/** One for all tests here, each with files of its own names. */
let box: Sandbox;
let server: ReleaseServer;
beforeAll(async () => {
  server = await startReleaseServer({ releases: RELEASES, signer });
  box = await sandbox({ server, signer });
  expect(await box.gv(['install', '1.22.5', '1.21.13', '-q'])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await box[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const block = (format: string, ...lines: readonly string[]): string =>
  [`# >>> gv env --format ${format}`, ...lines, '# <<< gv env', ''].join('\n');

describe('gv env --format', () => {
  it('prints the same as the older spellings, and JSON', async () => {
    const ask = async (...args: readonly string[]): Promise<string> =>
      (await box.gv(['env', ...args])).stdout;
    expect(await ask('--format', 'fish', '1.21')).toBe(await ask('--shell', 'fish', '1.21'));
    expect(await ask('--format', 'sh')).toBe(await ask());
    expect(await ask('--format', 'json', '1.21')).toBe(await ask('--json', '1.21'));
    const [path, env] = [join(box.home, 'path'), join(box.home, 'env')];
    await writeFile(path, '');
    await writeFile(env, '');
    const ran = await box.gv(['env', '--format', 'github', '--caches', '.go', '1.22'], {
      env: { GITHUB_PATH: path, GITHUB_ENV: env },
    });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(path, 'utf8')).toBe(`${join(box.root, 'bin')}\n${join(box.root, 'shims')}\n`);
    expect((await readFile(env, 'utf8')).match(/^\w+(?=<<)/gm)).toEqual([
      'GV_VERSION',
      'GOCACHE',
      'GOMODCACHE',
    ]);
  });

  it('has the version, GOROOT and the caches in every format that is a file', async () => {
    const goroot = join(box.root, 'versions', '1.22.5');
    const words = ['1.22.5', goroot, join(box.project, '.go', 'build'), join(box.project, '.go', 'mod')];
    for (const format of ['dotenv', 'docker', 'systemd', 'environment.d', 'profile', 'cron', 'vscode']) {
      const ran = await box.gv(['env', '--format', format, '--goroot', '--caches', '.go', '1.22']);
      expect([format, ran.code, ran.stderr]).toEqual([format, 0, '']);
      const text = ran.stdout.replaceAll('$HOME', box.home);
      for (const word of words) expect([format, text]).toEqual([format, expect.stringContaining(word)]);
    }
  });

  it('says which format cannot say a value, and why', async () => {
    const root = join(box.home, 'line\nend');
    await symlink(box.root, root);
    for (const format of ['docker', 'systemd', 'cron']) {
      const ran = await box.gv(['env', '--format', format], { env: { GV_ROOT: root } });
      expect([format, ran.code, ran.stdout]).toEqual([format, 2, '']);
      expect(ran.stderr).toContain(`cannot stand in the format ${format}: it has a line end`);
    }
    const blank = await box.gv(['env', '--format', 'dotenv', '--caches', 'a b']);
    expect(blank.stderr).toContain('cannot stand in the format dotenv');
    const nothing = await box.gv(['env', '--format', 'dotenv']);
    expect([nothing.code, nothing.stderr]).toEqual([
      2,
      expect.stringContaining('gv env --format dotenv 1.22'),
    ]);
  });
});

describe('gv env --write and --check', () => {
  it('make a file, leave it alone when it is right, and tell what differs', async () => {
    const file = join(box.home, '.config', 'environment.d', '10-gv.conf');
    const ask = ['env', '--format', 'environment.d', '1.22'];
    const absent = await box.gv([...ask, '--check', file]);
    expect([absent.code, absent.stdout]).toEqual([1, expect.stringContaining('+ GV_VERSION="1.22.5"\n')]);
    expect(await box.gv([...ask, '--write', file])).toMatchObject({
      code: 0,
      stdout: `${file}: written\n`,
    });
    const text = await readFile(file, 'utf8');
    expect(text).toBe(block('environment.d', ...(await box.gv(ask)).stdout.trimEnd().split('\n')));
    const before = await stat(file);
    expect(await box.gv([...ask, '--check', file])).toMatchObject({ code: 0 });
    expect((await box.gv([...ask, '--write', file])).stdout).toContain('unchanged');
    const after = await stat(file);
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    const other = await box.gv(['env', '--format', 'environment.d', '1.21', '--check', file]);
    expect(other).toMatchObject({
      code: 1,
      stdout: `${file}: other lines (- there, + from gv env)\n- GV_VERSION="1.22.5"\n+ GV_VERSION="1.21.13"\n`,
    });
    expect(await readdir(join(file, '..'))).toEqual(['10-gv.conf']);
  });

  it('change their own lines alone in a file of others, whose link, mode and line ends stay', async () => {
    const [profile, link] = [join(box.home, 'real-profile'), join(box.home, '.profile')];
    await writeFile(profile, 'mine=1\r\nlast=2');
    await chmod(profile, 0o640);
    await symlink(profile, link);
    expect(await box.gv(['env', '--format', 'profile', '1.22', '--write', link])).toMatchObject({
      code: 0,
    });
    const first = await readFile(profile, 'utf8');
    expect(first.startsWith('mine=1\r\nlast=2\n# >>> gv env --format profile\n')).toBe(true);
    await writeFile(profile, `${first}after=3\n`);
    expect(await box.gv(['env', '--format', 'profile', '1.21', '--write', link])).toMatchObject({
      code: 0,
    });
    expect(await readFile(profile, 'utf8')).toBe(`${first.replace('1.22.5', '1.21.13')}after=3\n`);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await stat(profile)).mode & 0o777).toBe(0o640);
  });

  it('keep every byte of a file that is not UTF-8, and make no file of a link to nowhere', async () => {
    const [file, link] = [join(box.home, 'latin1'), join(box.home, 'dangling')];
    const before = Buffer.from('# gr\xfc\xdfe\n', 'latin1');
    await writeFile(file, before);
    const ask = ['env', '--format', 'profile', '--caches', '/größe', '--write'];
    expect(await box.gv([...ask, file])).toMatchObject({ code: 0 });
    const after = await readFile(file);
    expect(after.subarray(0, before.length)).toEqual(before);
    expect(after.toString()).toContain("export GOCACHE='/größe/build'");
    expect(await box.gv([...ask, file])).toMatchObject({ stdout: expect.stringContaining('unchanged') });
    await symlink('nowhere', link);
    expect(await box.gv([...ask, link])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('is a link to nowhere, which is not there'),
    });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('put a crontab’s settings above its jobs', async () => {
    const file = join(box.project, 'tab');
    await writeFile(file, '0 * * * * go version\n');
    expect(await box.gv(['env', '--format', 'cron', '--write', 'tab'])).toMatchObject({ code: 0 });
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^# >>> gv env --format cron\nPATH=".*"\n# <<< gv env\n0 \* \* \* \* go version\n$/);
  });

  it('want the place in a Dockerfile marked, and compare a line that was pasted', async () => {
    const file = join(box.project, 'Dockerfile');
    await writeFile(file, 'FROM debian\nRUN go build\n');
    const ask = ['env', '--format', 'docker', '1.22'];
    const refused = await box.gv([...ask, '--write', 'Dockerfile']);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('"# >>> gv env --format docker"'),
    ]);
    expect((await box.gv([...ask, '--check', 'Dockerfile'])).code).toBe(1);
    const line = (await box.gv(ask)).stdout;
    await writeFile(file, `FROM debian\n${line}RUN go build\n`);
    expect((await box.gv([...ask, '--check', 'Dockerfile'])).code).toBe(0);
    await writeFile(file, `FROM debian\n${block('docker', 'ENV OLD=1')}RUN go build\n`);
    expect(await box.gv([...ask, '--write', 'Dockerfile'])).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toBe(
      `FROM debian\n${block('docker', line.trimEnd())}RUN go build\n`,
    );
  });

  it('replace a dotenv file as a whole, when it has nothing but gv’s variables', async () => {
    const file = join(box.project, 'gv.env');
    const write = async (): Promise<unknown> =>
      (await box.gv(['env', '--format', 'gitlab', '1.22', '--write', 'gv.env'])).code;
    expect(await write()).toBe(0);
    await writeFile(file, 'GV_VERSION=1.21.13\nGOROOT=/x\n');
    expect(await write()).toBe(0);
    expect(await readFile(file, 'utf8')).toBe('GV_VERSION=1.22.5\n');
    await writeFile(file, 'TOKEN=x\nGV_VERSION=1.21.13\n');
    expect(await write()).toBe(2);
    expect(await readFile(file, 'utf8')).toBe('TOKEN=x\nGV_VERSION=1.21.13\n');
  });

  it('read the settings of VS Code, and never write them', async () => {
    const file = join(box.home, 'settings.json');
    const ask = ['env', '--format', 'vscode', '1.22'];
    const go = join(box.root, 'shims', 'go');
    await writeFile(file, `{ // mine\n "go.alternateTools": { "go": ${JSON.stringify(go)}, "x": "y", }, }\n`);
    expect(await box.gv([...ask, '--check', file])).toMatchObject({
      code: 1,
      stdout: `${file}: other lines (- there, + from gv env)\n+ "go.toolsEnvVars": { "GV_VERSION": "1.22.5" }\n`,
    });
    expect((await box.gv(['env', '--format', 'vscode', '--check', file])).code).toBe(0);
    expect(await box.gv([...ask, '--write', file])).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuse half a block, a directory, a shell, and a value of two lines', async () => {
    const cwd = join(box.project, 'refused');
    const file = join(cwd, 'f');
    await mkdir(join(cwd, 'directory'), { recursive: true });
    await writeFile(file, '# >>> gv env --format profile\nmine=1\n');
    const root = join(box.home, 'two\nlines');
    await symlink(box.root, root);
    for (const way of ['--write', '--check']) {
      for (const [args, code] of [
        [['--format', 'profile', way, 'f'], 2],
        [['--format', 'profile', way, 'directory'], 6],
        [['--format', 'bash', way, 'f'], 2],
        [[way, 'f'], 2],
      ] as const)
        expect(await box.gv(['env', ...args], { cwd }), args.join(' ')).toMatchObject({ code, stdout: '' });
      const two = await box.gv(['env', '--format', 'profile', way, 'new'], { cwd, env: { GV_ROOT: root } });
      expect(two).toMatchObject({ code: 2, stdout: '' });
    }
    expect(await readFile(file, 'utf8')).toBe('# >>> gv env --format profile\nmine=1\n');
    expect((await readdir(cwd)).toSorted()).toEqual(['directory', 'f']);
  });
});
