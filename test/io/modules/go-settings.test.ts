import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGoSettings, goValues, goValuesOf } from '../../../src/io/go/go-settings.ts';
import { codeOf } from '../../support/code-of.ts';
import { failureOf } from '../../support/failure.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

const NAMES = ['GOPROXY', 'GONOPROXY', 'GOPRIVATE', 'GOSUMDB', 'GONOSUMDB', 'GOAUTH', 'GOINSECURE'];

const GO_FOLDER = (process.env['PATH'] ?? '')
  .split(delimiter)
  .find((entry) => isAbsolute(entry) && hasGo(entry));

function hasGo(folder: string): boolean {
  try {
    accessSync(join(folder, 'go'), constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Puts a Go with this go.env at `name` in the world's folder; gives its bin. */
async function fakeGo(folder: string, goEnv: string): Promise<string> {
  await mkdir(join(folder, 'bin'), { recursive: true });
  await writeFile(join(folder, 'bin', 'go'), '#!/bin/sh\n');
  await chmod(join(folder, 'bin', 'go'), 0o755);
  await writeFile(join(folder, 'go.env'), goEnv);
  return join(folder, 'bin');
}

async function userEnv(world: TestWorld, text: string, ...path: readonly string[]): Promise<string> {
  const file = join(world.folder, ...(path.length > 0 ? path : ['.config', 'go', 'env']));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe('Go’s settings, compared with what go env prints', () => {
  const test = unless(GO_FOLDER === undefined ? 'no go on PATH' : undefined);
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['nothing set', '', {}],
    ['all in the environment', '', Object.fromEntries(NAMES.map((name) => [name, `x.test/${name}`]))],
    ['all in the file', NAMES.map((name) => `${name}=y.test/${name}\n`).join(''), {}],
    ['an empty variable', 'GOPROXY=https://file.test\n', { GOPROXY: '' }],
    ['an empty line in the file', 'GOPROXY=\nGOSUMDB=\nGOAUTH=\n', {}],
    ['the environment over the file', 'GOPROXY=https://file.test\n', { GOPROXY: 'https://env.test' }],
    ['GOPRIVATE alone', 'GOPRIVATE=corp.test\n', {}],
    ['GONOPROXY beside GOPRIVATE', 'GOPRIVATE=corp.test\nGONOPROXY=none\n', { GONOSUMDB: 'none' }],
    ['GOENV=off', 'GOPROXY=https://file.test\n', { GOENV: 'off' }],
    ['GOENV=/dev/null', 'GOPROXY=https://file.test\n', { GOENV: '/dev/null' }],
    ['GOENV of a file that is not there', 'GOPROXY=https://file.test\n', { GOENV: '/nowhere/env' }],
    ['a relative XDG_CONFIG_HOME', 'GOPROXY=https://file.test\n', { XDG_CONFIG_HOME: 'relative' }],
    ['comments, garbage and CR', '# GOPROXY=a\n<html>\nGOPROXY=https://file.test\r\ngosumdb=off\n', {}],
  ];
  for (const [title, file, env] of cases) {
    test(title, async () => {
      await using world = await testWorld({ env: { ...env, PATH: GO_FOLDER ?? '' } });
      await userEnv(world, file);
      // Else a child of the go command goes on writing counters here after it has ended.
      await userEnv(world, 'off', '.config', 'go', 'telemetry', 'mode');
      const printed: unknown = JSON.parse(
        execFileSync(join(GO_FOLDER ?? '', 'go'), ['env', '-json', ...NAMES], {
          cwd: world.folder,
          env: { ...world.env, GOTOOLCHAIN: 'local' },
          encoding: 'utf8',
        }),
      );
      const read = goValues(world);
      expect(Object.fromEntries(NAMES.map((name) => [name, read(name).value]))).toEqual(printed);
    });
  }
});

describe('where a setting comes from', () => {
  it('environment, file of go env -w, go.env of the Go on PATH, go.env of the newest toolchain, default', async () => {
    await using world = await testWorld();
    const from = (env: Readonly<Record<string, string>>): string =>
      readGoSettings({ ...world, env: { ...world.env, ...env } }).from;
    expect(from({})).toBe('default');
    await fakeGo(world.layout.toolchain('1.21.0'), 'GOPROXY=https://old.test\n');
    await fakeGo(world.layout.toolchain('1.22.5'), 'GOPROXY=https://new.test\n');
    expect(from({})).toBe(join(world.layout.toolchain('1.22.5'), 'go.env'));
    const system = join(world.folder, 'system');
    const PATH = `relative::${await fakeGo(system, 'GOPROXY=https://system.test\n')}`;
    expect(from({ PATH })).toBe(join(system, 'go.env'));
    const file = await userEnv(world, 'GOPROXY=https://file.test\n');
    expect(from({ PATH })).toBe(file);
    expect(from({ PATH, GOPROXY: 'https://env.test' })).toBe('the environment');
    const other = await userEnv(world, 'GOPROXY=https://other.test\n', 'other', 'go', 'env');
    expect(from({ PATH, XDG_CONFIG_HOME: join(world.folder, 'other') })).toBe(other);
  });

  it('a go.env decides nothing but proxies', async () => {
    await using world = await testWorld();
    const goEnv = 'GOPROXY=https://a.test\nGOPRIVATE=golang.org\nGOSUMDB=off\nGOAUTH=evil\n';
    const PATH = await fakeGo(join(world.folder, 'system'), goEnv);
    const settings = readGoSettings({ ...world, env: { ...world.env, PATH } });
    expect(settings.gosumdb).toEqual({ value: 'sum.golang.org', from: 'default' });
    expect(settings.goauth).toEqual({ value: 'netrc', from: 'default' });
    expect(settings.isNoproxy).toBe(true);
    expect(settings.proxies).toEqual([{ kind: 'direct' }]);
    expect(settings.logProxies).toMatchObject([{ kind: 'url' }]);
  });

  it('follows a link to the real Go, and neither gv’s shims nor a go in the current directory', async () => {
    await using world = await testWorld();
    const bin = await fakeGo(join(world.folder, 'real'), 'GOPROXY=https://real.test\n');
    const links = join(world.folder, 'links');
    await mkdir(links);
    await symlink(join(bin, 'go'), join(links, 'go'));
    await fakeGo(join(world.layout.root, 'x'), 'GOPROXY=https://shim.test\n');
    await symlink(join(world.layout.root, 'x', 'bin'), world.layout.shims);
    const from = (PATH: string): string => readGoSettings({ ...world, cwd: bin, env: { PATH } }).from;
    expect(from(`${world.layout.shims}:${links}`)).toBe(join(world.folder, 'real', 'go.env'));
    expect(from('.::real/bin')).toBe('default');
  });

  it.each(['env', './env', '../env'])(
    'no file of a project chooses whom gv asks or what it runs: GOENV=%s',
    async (GOENV) => {
      await using world = await testWorld({ env: { GOENV } });
      const project = join(world.folder, 'project');
      await mkdir(project);
      for (const folder of [world.folder, project])
        await writeFile(join(folder, 'env'), 'GOPROXY=https://evil.test\nGOAUTH=./evil\n');
      const here = { ...world, cwd: project };
      const failure = await failureOf(Promise.resolve(here).then(readGoSettings));
      expect(failure.code).toBe('bad-config');
      expect(failure.message).toBe(`GOENV is no absolute path: ${GOENV}`);
      // The go command reads the file, so what explains the go command tells it, with its path.
      expect(goValuesOf(here, undefined)('GOAUTH')).toEqual({
        value: './evil',
        from: resolve(project, GOENV),
      });
    },
  );

  it('an empty line in the file of go env -w is a list without entries, as for the go command', async () => {
    await using world = await testWorld();
    await userEnv(world, 'GOPROXY=\n');
    expect(await codeOf(() => readGoSettings(world))).toBe('bad-config');
  });

  it('a list that makes no sense is refused where it is read', async () => {
    await using world = await testWorld({ env: { GOPROXY: ',' } });
    expect(await codeOf(() => readGoSettings(world))).toBe('bad-config');
  });
});
