import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LYING_TEXT, lyingIn } from '../../support/lying-characters.ts';
import { startModuleProxy, type ModuleProxyServer } from '../../support/module-proxy.ts';
import type { Mode } from '../../support/release-modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything, sampled } from '../../support/sample.ts';
import { sandbox, type Ran, type RunOptions, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

/** A command shows nothing that lies. */
function expectHonest(title: string, { stdout, stderr }: Ran): void {
  expect([title, lyingIn(stdout), lyingIn(stderr)], stdout + stderr).toEqual([title, [], []]);
}

/** The same, and its lines of JSON are lines of JSON. */
function expectHonestJson(title: string, json: Ran): void {
  expectHonest(title, json);
  const lines = `${json.stdout}${json.stderr}`.split('\n').filter((line) => line !== '');
  expect(lines.length, title).toBeGreaterThan(0);
  for (const line of lines) expect(JSON.parse(line), title).toMatchObject({ schema: 1 });
}

describe('a directory whose name lies', () => {
  it('is shown as it is by every command that names it, to people and as JSON', async () => {
    await using server = await startReleaseServer({
      releases: tinyReleases('1.22.5', '1.22.4', '1.21.13'),
      signer,
    });
    await using box = await sandbox({ server, signer });
    const cwd = join(box.project, LYING_TEXT);
    await mkdir(cwd);
    await writeFile(join(cwd, '.go-version'), '1.22.4\n');
    await writeFile(join(cwd, 'go.mod'), 'module x\n\ngo 1.21\n');
    await writeFile(join(cwd, `${LYING_TEXT.slice(0, 40)}.tar.gz`), 'no archive');
    let shown = 0;
    const commands = [
      ['install'],
      ['use'],
      ['explain'],
      ['list'],
      ['outdated'],
      ['upgrade', '--dry-run'],
      ['doctor'],
      ['prune', '--dry-run'],
      ['uninstall', '1.22.4'],
      ['verify', `./${LYING_TEXT.slice(0, 40)}.tar.gz`],
      ['verify', join(cwd, 'nothing.tar.gz')],
      ['use', LYING_TEXT],
      ['install', LYING_TEXT],
      ['list', LYING_TEXT],
      ['list', `--${LYING_TEXT}`],
      [LYING_TEXT],
      ['config', 'set', 'keyring', join(cwd, 'keyring')],
      ['config', 'get', 'keyring'],
      ['config', 'set', LYING_TEXT, LYING_TEXT],
      ['use', '1.22.5'],
      ['use', '--unset'],
    ];
    // Each command has its own words for people; one printer writes all JSON.
    const asJson = sampled(commands, 4);
    for (const args of commands) {
      const human = await box.gv(args, { cwd });
      expectHonest(args.join(' '), human);
      if (asJson.includes(args)) expectHonestJson(args.join(' '), await box.gv([...args, '--json'], { cwd }));
      if (/\\u\{202e\}/.test(human.stdout + human.stderr)) shown += 1;
    }
    // The name did appear.
    expect(shown).toBeGreaterThan(8);
  });
});

describe('a path that is a command’s whole answer', () => {
  it('is given to a program as it is', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5');
    // A zero-width non-joiner, as Persian spells names.
    const root = join(box.home, 'می\u200cخواهم');
    await symlink(box.root, root);
    const done = await box.gv(['where', '^1.22'], { env: { GV_ROOT: root } });
    expect(done).toMatchObject({ code: 0, stdout: `${join(root, 'versions', '1.22.5')}\n` });
  });
});

describe('a setting that lies', () => {
  let proxy: ModuleProxyServer;
  let box: Sandbox;
  beforeAll(async () => {
    proxy = await startModuleProxy({ mode: { kind: 'status', status: 403 } });
    box = await sandbox();
  });
  afterAll(async () => {
    await box[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });

  it.each(
    sampled(
      [
        ['GOPROXY', `https://${LYING_TEXT}.test`],
        ['GOPROXY', LYING_TEXT],
        ['GOSUMDB', LYING_TEXT],
        ['GOAUTH', LYING_TEXT],
        ['GOENV', LYING_TEXT],
        ['GV_DL_URL', LYING_TEXT],
        ['GV_MIRROR', LYING_TEXT],
        ['GV_VERSION', LYING_TEXT],
        ['GV_SOURCE', LYING_TEXT],
      ],
      2,
    ),
  )('%s is told as it is', async (name, value) => {
    const how: RunOptions = { env: { GOPROXY: proxy.url, [name]: value } };
    const install = ['install', '--source', name === 'GV_DL_URL' ? 'official' : 'proxy', '1.22.5'];
    expectHonest(`${name}: install`, await box.gv(install, how));
    expectHonest(`${name}: explain`, await box.gv(['explain'], how));
    expectHonestJson(`${name}: explain --json`, await box.gv(['explain', '--json'], how));
    if (everything()) expectHonestJson(`${name}: install --json`, await box.gv([...install, '--json'], how));
  });
});

describe('a server that lies', () => {
  const page = Buffer.from(`[{"version":"go1.22.5","stable":${LYING_TEXT}`);
  const modes: Readonly<Record<string, Mode>> = {
    'in an index that is none': { kind: 'instead', bytes: page },
    'in an index that names other things': {
      kind: 'instead',
      bytes: Buffer.from(JSON.stringify([{ version: LYING_TEXT, stable: LYING_TEXT, files: LYING_TEXT }])),
    },
    'in where it leads': {
      kind: 'redirect',
      to: `/${Array.from(LYING_TEXT, (c) => encodeURIComponent(c)).join('')}`,
    },
  };
  it.each(sampled(Object.entries(modes), 2))('%s is told as it is', async (_what, mode) => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    server.set('index', mode);
    await using box = await sandbox({ server, signer });
    const commands = [
      ['install', '1.22.5'],
      ['list', '--remote'],
      ['install', '--verbose', 'latest'],
    ];
    for (const args of commands) expectHonest(args.join(' '), await box.gv(args));
    for (const args of sampled(commands, 3))
      expectHonestJson(args.join(' '), await box.gv([...args, '--json']));
  });

  it('a GOAUTH program whose name and words lie is told as it is', async () => {
    await using proxy = await startModuleProxy({ credentials: 'a:b' });
    await using box = await sandbox({ env: { GOPROXY: proxy.url.replace('http:', 'https:') } });
    const program = join(box.home, LYING_TEXT.replaceAll(/\s/g, ''));
    await writeFile(program, `#!/bin/sh\nprintf '%s\\n' '${LYING_TEXT}'\n`);
    await chmod(program, 0o755);
    const how: RunOptions = { env: { GOAUTH: program } };
    const args = ['install', '--source', 'proxy', '--verbose', '1.22.5'];
    expectHonest('GOAUTH', await box.gv(args, how));
    expectHonestJson('GOAUTH', await box.gv([...args, '--json'], how));
  });
});
