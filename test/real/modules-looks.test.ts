import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { edit } from '../support/broken-modules.ts';
import { problemsWith } from '../support/json-schema.ts';
import { goMissing, moduleBox, moduleProject, projectIn, type Project } from '../support/module-projects.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

/** Every entry below a directory with its time of change, names of `but` left out. */
function listing(directory: string, but: readonly string[] = []): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => !but.some((each) => name.startsWith(each)))
    .map((name) => `${name} ${lstatSync(join(directory, name)).ctimeMs}`)
    .toSorted();
}

function codesIn({ findings }: Checkup): readonly string[] {
  return findings.map(({ code }) => code);
}

describe('gv doctor modules', () => {
  let box: Sandbox;
  beforeAll(async () => {
    if (goMissing === undefined) box = await moduleBox();
  });
  afterAll(async () => {
    if (goMissing === undefined) await box[Symbol.asyncDispose]();
  });

  /** With the settings of a user that would edit go.mod, and a package whose module go.mod lacks. */
  async function untidyProject(name: string): Promise<Project> {
    const project = await moduleProject(box, { name });
    edit(project, 'm.go', (text) => `${text}import _ "example.com/Big"\n`);
    await project.run('go env -w GOFLAGS=-mod=mod');
    return project;
  }

  unless(goMissing)(
    'tells with --online and --graph of what only a server knows, and of circles',
    async () => {
      const requires = [
        'old@v2.0.0+incompatible',
        'c@v0.0.0-20200102030405-abcdefabcdef',
        'ring@v1.0.0',
        'news@v1.0.0',
        'shadow@v1.0.0',
      ];
      const project = await moduleProject(box, {
        name: 'notes',
        requires: requires.map((each) => `example.com/${each}`),
      });
      const { findings, modules } = await project.doctor({ online: true, graph: true });
      const told = Object.fromEntries(findings.map(({ code, cure, text }) => [code, `${text} | ${cure}`]));
      expect(told).toMatchObject({
        incompatible: expect.stringContaining(
          '| go get example.com/old/v2@v2.1.0, and import example.com/old/v2',
        ),
        'pseudo-version': expect.stringMatching(
          /commit of 2020-01-02.*v1\.0\.0 is the newest tag.* \| go get example.com\/c@v1.0.0$/,
        ),
        retracted: expect.stringContaining(
          'example.com/news v1.0.0 was taken back by its author: broken for everybody | go get example.com/news@latest',
        ),
        deprecated: expect.stringContaining(
          'the author of example.com/news asks to use it no more: use example.com/a |',
        ),
        'module-cycle': expect.stringContaining(
          '1 circle of modules that require each other, the largest of 2 (example.com/ring, example.com/round)',
        ),
        'replace-shadowed': expect.stringContaining(
          'example.com/shadow v1.0.0 replaces example.com/a => ../a',
        ),
      });
      expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
      expect(modules?.cycles?.map(({ modules: ring }) => ring)).toEqual([
        ['example.com/ring', 'example.com/round'],
      ]);
      const offline = codesIn(await project.doctor());
      expect(offline.toSorted()).toEqual(['incompatible', 'pseudo-version', 'replace-shadowed']);
    },
  );

  unless(goMissing)('changes nothing: no module, cache, setting or file of the system', async () => {
    const project = await untidyProject('still');
    await project.tries('go vet ./...');
    const before = [listing(box.home), listing('/etc'), listing(box.root, ['cache'])];
    for (const args of ['', '--online --graph']) {
      const { stdout } = await project.tries(`gv doctor modules ${args}`);
      expect(stdout).toContain('go mod tidy');
      expect([listing(box.home), listing('/etc'), listing(box.root, ['cache'])]).toEqual(before);
    }
    await project.run('go env -u GOFLAGS');
  });

  unless(goMissing)(
    'asks no server, not even the host of a private module that is not in the cache',
    async () => {
      let connections = 0;
      const server = createServer((socket) => {
        connections += 1;
        socket.destroy();
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const project = await moduleProject(box, { name: 'private' });
      edit(project, 'go.mod', (text) => `${text}\nrequire git.corp.example/team/other v1.0.0\n`);
      edit(project, 'm.go', (text) => `${text}import _ "git.corp.example/team/other"\n`);
      await project.follow(`export GOPRIVATE=git.corp.example GOPROXY=${proxy} HTTPS_PROXY=${proxy}`);
      const { modules } = await project.doctor();
      expect([connections, modules?.private[0]?.modules]).toEqual([0, ['git.corp.example/team/other']]);
      // The same settings with --online lead there: the server is one that would be seen.
      await project.doctor({ online: true });
      expect(connections).toBeGreaterThan(0);
      await new Promise((done) => server.close(done));
    },
  );

  unless(goMissing)('looks hosts up with --online: an own network has no public module', async () => {
    const project = await moduleProject(box, { name: 'own' });
    edit(project, 'go.mod', (text) => `${text}\nrequire 10.1.2.3/team/lib v1.0.0\n`);
    const notCovered = (checkup: Checkup): unknown =>
      checkup.findings.find(({ code }) => code === 'private-not-covered')?.cure;
    expect(notCovered(await project.doctor())).toBe(undefined);
    expect(notCovered(await project.doctor({ online: true }))).toBe('go env -w GOPRIVATE=10.1.2.3');
    await project.run('go env -w GOPRIVATE=10.1.2.3');
    expect(notCovered(await project.doctor({ online: true }))).toBe(undefined);
    await project.run('go env -u GOPRIVATE');
  });

  unless(goMissing)('asks a workspace as a whole, from each directory in it', async () => {
    const top = join(box.home, 'work', 'space');
    const at = projectIn(box, top);
    at.write('one/go.mod', 'module example.com/one\n\ngo 1.21\n');
    at.write('one/one.go', 'package one\n');
    at.write('two/go.mod', 'module example.com/two\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n');
    at.write('two/two.go', 'package two\n\nimport _ "example.com/a"\n');
    at.write('go.work', 'go 1.21\n\nuse (\n\t./one\n\t./two\n)\n');
    const { findings, modules } = await at.doctor();
    expect(modules).toMatchObject({ work: join(top, 'go.work'), module: 'example.com/one' });
    expect(findings.map(({ code, cure }) => [code, cure])).toEqual([
      ['untidy', `(cd ${join(top, 'two')} && go mod tidy)`],
    ]);
    // go itself would write a go.work.sum here, with -mod=readonly too.
    expect(at.read('go.work.sum')).toBe('');
    const inside = await projectIn(box, join(top, 'two')).doctor();
    expect(codesIn(inside)).toEqual(codesIn({ findings } as Checkup));
    const outside = await projectIn(box, box.home).doctor({ directory: join(top, 'two') });
    expect(codesIn(outside)).toEqual(codesIn(inside));
  });

  unless(goMissing)('ends with an answer whatever lies in place of go.sum', async () => {
    const project = await moduleProject(box, { name: 'odd' });
    const path = join(project.directory, 'go.sum');
    const kinds: readonly (readonly [string, () => void, RegExp])[] = [
      ['a FIFO', () => spawnSync('mkfifo', [path]), /^unreadable/],
      ['a directory', () => mkdirSync(path), /^unreadable/],
      ['a link to nowhere', () => symlinkSync('/nosuch/go.sum', path), /sum-missing/],
      ['zeros', () => writeFileSync(path, Buffer.alloc(2_000_000)), /module-file-malformed/],
    ];
    for (const [title, make, code] of kinds) {
      rmSync(path, { recursive: true, force: true });
      make();
      const { findings } = await project.doctor();
      expect([title, findings.map((each) => each.code).join()]).toEqual([title, expect.stringMatching(code)]);
      expect(findings.map((each) => each.code)).not.toContain('cut-short');
    }
  });

  unless(goMissing)('says so where there is nothing to look at, no Go, or one that is too old', async () => {
    const empty = projectIn(box, join(box.home, 'work', 'empty'));
    empty.write('readme', '');
    const { stdout, code } = await empty.tries('gv doctor modules');
    expect([code, stdout]).toEqual([0, expect.stringContaining('no go.mod or go.work here or above')]);
    const bare = projectIn(box, join(box.home, 'work', 'bare'));
    bare.write('go.mod', 'module example.com/bare\n\ngo 1.21\n');
    bare.write('go.sum', 'a b c d\n');
    expect(codesIn(await bare.doctor())).toContain('module-file-malformed');
    await bare.follow('export GV_VERSION=9.9.9');
    expect(codesIn(await bare.doctor())).toEqual(['not-installed', 'module-file-malformed']);
    const newer = projectIn(box, join(box.home, 'work', 'newer'));
    newer.write('go.mod', 'module example.com/newer\n\ngo 1.999\n');
    const { modules, findings } = await newer.doctor();
    expect(findings.map((each) => each.code)).toEqual(['pin-below-floor']);
    expect(modules).toMatchObject({
      go: '1.999',
      unknown: [{ why: expect.stringContaining('requires go >= 1.999') }, {}, {}, {}],
    });
    expect((await newer.tries('gv doctor modules ./nosuch')).code).toBe(2);
    expect((await newer.tries('gv doctor install --graph')).code).toBe(2);
    expect((await newer.tries('gv doctor modules nosuch')).code).toBe(2);
  });

  unless(goMissing)('says of a module that GOPRIVATE covers only which setting takes its place', async () => {
    const requires = ['git.corp.example/team/lib@v1.0.0'];
    const project = await moduleProject(box, { name: 'covered', requires });
    const netrc = join(box.home, '.netrc');
    writeFileSync(netrc, 'machine git.corp.example login me password none\n', { mode: 0o600 });
    const codes = async (settings: string): Promise<readonly string[]> => {
      await project.follow(`export GOPRIVATE=git.corp.example ${settings}`);
      return (await project.doctor()).findings
        .map(({ code }) => code)
        .filter((code) => code.startsWith('private-'));
    };
    // A company whose own module proxy serves its private modules sets GONOPROXY=none.
    expect(await codes('GONOPROXY=none')).toEqual([]);
    expect(await codes('GONOSUMDB=other.example')).toEqual(['private-half-covered']);
    rmSync(netrc);
  });

  unless(goMissing)('repeats no credential, in any form of its output, and leaves none behind', async () => {
    const project = await moduleProject(box, {
      name: 'secret',
      requires: ['git.corp.example/team/lib@v1.0.0'],
    });
    writeFileSync(join(box.home, '.netrc'), 'machine git.corp.example login SECRET1 password SECRET2\n', {
      mode: 0o600,
    });
    const git =
      '[url "https://SECRET3:SECRET4@git.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n[http]\n\textraHeader = SECRET5\n';
    writeFileSync(join(box.home, '.gitconfig'), git);
    await project.follow(
      "export GOPROXY='https://SECRET6:SECRET7@127.0.0.1:9/?t=SECRET8' GOAUTH='command SECRET9' GOFLAGS=-ldflags=-X=a.b=SECRET10",
    );
    const temporary = join(box.home, 'tmp');
    mkdirSync(temporary);
    await project.follow(`export TMPDIR=${temporary}`);
    const covered = 'export GOPRIVATE=git.corp.example; ';
    for (const command of [
      'gv doctor modules --json',
      'gv doctor modules --online',
      `${covered}gv doctor modules --verbose`,
      `${covered}gv doctor modules --json --online`,
      `${covered}gv doctor modules --format github`,
    ]) {
      const { stdout, stderr } = await project.tries(command);
      expect([command, `${stdout}${stderr}`]).toEqual([command, expect.not.stringMatching(/SECRET/)]);
      if (command.includes('--json')) expect(problemsWith(JSON.parse(stdout), 'doctor')).toEqual([]);
      if (!command.includes('github')) expect(stdout).toContain('git.corp.example');
      expect(readdirSync(temporary)).toEqual([]);
    }
    rmSync(join(box.home, '.netrc'));
    rmSync(join(box.home, '.gitconfig'));
  });
});
