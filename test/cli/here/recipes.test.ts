import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../scripts/checkout.ts';
import { parsedAnnotation } from '../../support/annotations.ts';
import { githubRuns, runGithubSteps, runGitlabJobs } from '../../support/ci-emulator.ts';
import { blocks } from '../../support/markdown.ts';
import { type ReleaseServer, startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';
import { isPresent } from '../../support/shells.ts';
import { userEnvironment } from '../../support/systemd.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const PAGE = readFileSync(inCheckout('docs', 'environment', 'recipes.md'), 'utf8');
const GENERATOR = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

/** The blocks of the page by their first lines, which are comments. */
const RECIPES = new Map(
  ['yaml', 'dockerfile', 'ini', 'sh'].flatMap((language) =>
    blocks(PAGE, language).map((block) => [block.split('\n')[0]?.replace('# ', '') ?? '', block] as const),
  ),
);
/** The Dockerfile is tried in test/real/slim-root.test.ts, in a root of its own. */
const tried = new Set(['Dockerfile, behind a stage that set gv up in /opt/gv']);

function recipe(name: string): string {
  tried.add(name);
  return RECIPES.get(name) ?? '';
}

let server: ReleaseServer;
let box: Sandbox;
/** A job's environment: gv is in ~/.gv, and not on PATH. */
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  const signer = await newSigner();
  server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
  box = await sandbox({ server, signer });
  symlinkSync(box.root, join(box.home, '.gv'));
  writeFileSync(join(box.project, '.go-version'), '1.21.13\n');
  writeFileSync(join(box.project, 'go.mod'), 'module example.com/shop\n\ngo 1.22\n');
  env = { PATH: '/usr/bin:/bin', RUNNER_TEMP: join(box.home, 'temp') };
});
afterAll(async () => {
  await box[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const said = (version: string): string => `go version go${version} linux/amd64 (test)\n`;

describe('the recipe for', () => {
  it('GitHub: each step sees what the steps before it wrote', async () => {
    const runs = githubRuns(recipe('.github/workflows/test.yml, steps'));
    const show = 'echo "$GOCACHE $GOMODCACHE"; command -v go; export GOCACHE=/lost';
    const results = await runGithubSteps(box, [...runs, show, 'echo "$GOCACHE"'], env);
    expect(results.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(
      Array.from({ length: runs.length + 2 }, () => [0, '']),
    );
    expect(runs.length).toBe(4);
    expect(results[2]?.stdout).not.toMatch(/^::error/m);
    expect(results[3]?.stdout).toContain(said('1.21.13'));
    const caches = ['build', 'mod'].map((name) => join(env['RUNNER_TEMP'] ?? '', 'go', name));
    expect(results[4]?.stdout).toBe(`${caches.join(' ')}\n${join(box.root, 'shims', 'go')}\n`);
    expect(results[5]?.stdout).toBe(`${caches[0]}\n`);
  });

  it('GitLab: the second job uses the release that the first one chose', async () => {
    const path = `${join(box.root, 'bin')}:/usr/bin:/bin`;
    const results = await runGitlabJobs(box, recipe('.gitlab-ci.yml'), { ...env, PATH: path });
    expect(results.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(results[1]?.stdout).toBe(said('1.22.5'));
  });

  it('GitHub: a broken setting ends the job, as an annotation at its file and line', async () => {
    const runs = githubRuns(recipe('.github/workflows/test.yml, steps'));
    const place = join(box.project, 'ci');
    mkdirSync(place);
    writeFileSync(join(place, 'go,env'), '# 100 %\nGO111MODULE=off\n');
    mkdirSync(join(box.project, '.vscode'));
    writeFileSync(
      join(box.project, '.vscode', 'settings.json'),
      '{\n\n  "go.goroot": "/usr/lib/go-1.19"\n}\n',
    );
    const broken = { ...env, GITHUB_WORKSPACE: box.project, GOENV: join(place, 'go,env') };
    const results = await runGithubSteps(box, runs, broken);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 1]);
    const annotations = results[2]?.stdout.trimEnd().split('\n').map(parsedAnnotation) ?? [];
    expect(annotations.filter(({ name }) => name !== 'notice')).toMatchObject([
      { name: 'error', file: 'ci/go,env', line: '2', title: 'go111module-off' },
      { name: 'warning', file: '.vscode/settings.json', line: '3', title: 'editor-other-go' },
    ]);
    expect(annotations[0]?.data).toContain('Do: go env -u GO111MODULE');
    rmSync(join(box.project, '.vscode'), { recursive: true });
  });

  it('Jenkins: one step, which leaves a report and ends with a problem', async () => {
    const step = recipe("Jenkinsfile, the body of one sh step: sh ''' … '''");
    // As install.sh writes it.
    const place = readFileSync(inCheckout('dist', 'shims', 'env'), 'utf8').replaceAll('@GV_ROOT@', box.root);
    writeFileSync(join(box.root, 'env'), place);
    const run = (more: Readonly<Record<string, string>>) =>
      box.run(['sh', '-xe', '-c', step], { env: { ...env, ...more } });
    const ran = await run({});
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(said('1.21.13')) as unknown });
    const report = () => readFileSync(join(box.project, 'gv.xml'), 'utf8');
    expect(report()).toMatch(/^<\?xml .*\n<testsuites tests="\d+" failures="0">/);
    expect((await run({ GO111MODULE: 'off' })).code).toBe(1);
    expect(report()).toContain('failures="1"');
  });

  it('Argo: the command of the container, with no variable at all', async () => {
    const text = recipe('workflow.yaml, the container of a template').replaceAll('/opt/gv', box.root);
    const [, command = ''] = /^ {2}command: \[(.*)\]$/m.exec(text) ?? [];
    const [, args = ''] = /^ {2}args: \[(.*)\]$/m.exec(text) ?? [];
    const ran = await box.run(['/usr/bin/env', '-i', command, ...args.split(', ')]);
    expect(ran).toMatchObject({ code: 0, stdout: said('1.21.13') });
  });

  it('GoLand: both directories are a GOROOT, and one moves with the global version', async () => {
    const places = async (): Promise<readonly string[]> =>
      (await box.run(['sh', '-e', '-c', recipe('the GOROOT of GoLand')])).stdout.trim().split('\n');
    const versionsIn = async () =>
      (await places()).map((place) => readFileSync(join(place, 'VERSION'), 'utf8'));
    await box.gv(['install', '1.22.5', '-q']);
    for (const version of ['1.22.5', '1.21.13']) {
      await box.gv(['use', '-g', version]);
      expect(await versionsIn()).toEqual([`go${version}\n`, 'go1.22.5\n']);
    }
  });

  it.skipIf(!isPresent('systemd-analyze'))(
    'systemd: a unit without a fault, a drop-in, and a file for the session',
    async () => {
      const unit = recipe('~/.config/systemd/user/shop.service');
      const units = join(box.home, '.config', 'systemd', 'user');
      mkdirSync(units, { recursive: true });
      const verify = (): string => {
        const options = {
          env: { ...box.env, SYSTEMD_UNIT_PATH: `${units}:`, XDG_RUNTIME_DIR: box.home },
          encoding: 'utf8',
        } as const;
        return spawnSync(
          'systemd-analyze',
          ['verify', '--user', '--man=no', join(units, 'shop.service')],
          options,
        ).stderr;
      };
      writeFileSync(join(units, 'shop.service'), unit.replace('/shims/go ', '/shims/no-go '));
      expect(verify()).toContain('no-go is not executable');
      writeFileSync(join(units, 'shop.service'), unit);
      expect(verify()).not.toContain('shop.service');
      const ran = await box.run(['sh', '-e', '-c', recipe('files for systemd')]);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(verify()).not.toContain('gv.conf');
      const drop = readFileSync(join(units, 'shop.service.d', 'gv.conf'), 'utf8');
      expect(drop).toContain(`[Service]\nEnvironment="PATH=${join(box.root, 'shims')}:`);
      const session = userEnvironment(GENERATOR, { HOME: box.home, PATH: '/usr/bin' });
      expect(session['PATH']).toBe(`${join(box.root, 'shims')}:${join(box.root, 'bin')}:/usr/bin`);
    },
  );

  it('cron and login shells: their own lines stay', async () => {
    const bin = join(box.home, 'bin');
    mkdirSync(bin);
    // A crontab(1) that keeps the table in a file.
    const script = `#!/bin/sh\nif [ "$1" = -l ]; then cat '${bin}/table'; else cp "$1" '${bin}/table'; fi\n`;
    writeFileSync(join(bin, 'crontab'), script, { mode: 0o755 });
    writeFileSync(join(bin, 'table'), '0 4 * * * go vet\n');
    writeFileSync(join(box.home, '.profile'), 'MINE=1\n');
    const more = { PATH: `${bin}:${box.env['PATH']}` };
    for (let time = 0; time < 2; time += 1) {
      const ran = await box.run(['sh', '-e', '-c', recipe('files for cron and login shells')], { env: more });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
    }
    expect(readFileSync(join(bin, 'table'), 'utf8').match(/^(?:PATH=|0 4 |# >>>)/gm)).toEqual([
      '# >>>',
      'PATH=',
      '0 4 ',
    ]);
    const login = await box.run(['sh', '-l', '-c', 'echo "$MINE"; command -v go'], { env });
    expect(login.stdout).toBe(`1\n${join(box.root, 'shims', 'go')}\n`);
  });

  it('VS Code: the printed settings pass the check', async () => {
    const [print = '', check = ''] = recipe('the settings of VS Code').split('\n').slice(1);
    const place = join(box.home, '.config', 'Code', 'User');
    mkdirSync(place, { recursive: true });
    expect((await box.run(['sh', '-c', check])).code).toBe(1);
    writeFileSync(join(place, 'settings.json'), (await box.run(['sh', '-c', print])).stdout);
    expect((await box.run(['sh', '-c', check])).code).toBe(0);
  });

  it('every system was tried', () => {
    expect([...tried].toSorted()).toEqual([...RECIPES.keys()].toSorted());
  });
});

describe('the table of who reads what', () => {
  const reads = async (...command: readonly string[]): Promise<string> => {
    const home = join(box.home, 'reader');
    mkdirSync(home, { recursive: true });
    for (const name of ['profile', 'bashrc', 'zprofile'])
      writeFileSync(join(home, `.${name}`), `READ="\${READ-}${name} "\n`);
    const ran = await box.run(command, { env: { PATH: '/usr/bin:/bin', HOME: home } });
    return ran.stdout.trim().split('\n').at(-1)?.trim() ?? '';
  };
  const SAY = 'echo "$READ"';

  it.each([
    ['profile', ['bash', '-l', '-c', SAY]],
    ['profile', ['sh', '-l', '-c', SAY]],
    ['bashrc', ['bash', '-i', '-c', SAY]],
    ['', ['bash', '-c', SAY]],
    ['', ['sh', '-c', SAY]],
  ] as const)('is right that %j is read by %j', async (files, command) => {
    expect(await reads(...command)).toBe(files);
  });

  it.skipIf(!isPresent('zsh'))('is right about a zsh', async () => {
    expect(await reads('zsh', '-l', '-c', SAY)).toBe('zprofile');
  });
});
