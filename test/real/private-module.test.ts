import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { startConnectProxy } from '../support/connect-proxy.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import { bareRepository } from '../support/road-trial.ts';
import type { Ran, Sandbox } from '../support/sandbox.ts';
import { ACCOUNT, makeKey, type Sshd, SSHD_MISSING, startSshd } from '../support/sshd.ts';
import { unless } from '../support/unless.ts';

const OLD = '1.24.9';
/** The Go of this machine, whose setting named the module proxy. */
const NEW = 'system';
const [, minor = '0'] =
  /^go1\.(\d+)/.exec(spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '') ?? [];
const GO_DIRECTORY = dirname(spawnSync('sh', ['-c', 'command -v go'], { encoding: 'utf8' }).stdout.trim());
const tooOld = Number(minor) < 25 ? 'the Go on PATH is older than 1.25' : undefined;

const missing = SSHD_MISSING ?? tooOld ?? (await proxyMissing());
const test = unless(missing);

const MODULE = 'git.corp.example/team/lib.git';
const SECRETS = /s3cret/;

let box: Sandbox;
let server: Sshd;
let commit: string;

beforeAll(async () => {
  if (missing !== undefined) return;
  box = await realToolchains([OLD]);
  server = await startSshd(at('server'));
  commit = bareRepository(at('srv/lib'));
  writeFileSync(at('server/authorized'), makeKey(at('s3cret-key')));
  writeFileSync(at('known'), server.known);
  const lines = [`IdentityFile ${at('s3cret-key')}`, `UserKnownHostsFile ${at('known')}`, `User ${ACCOUNT}`];
  writeFileSync(at('cfg'), `${lines.join('\n')}\nIdentitiesOnly yes\n`);
  mkdirSync(at('.config/go'), { recursive: true });
  const url = `ssh://127.0.0.1:${server.port}${at('srv')}/`;
  const text = `[url "${url}"]\n\tinsteadOf = https://git.corp.example/team/\n[core]\n\tsshCommand = ssh -F ${at('cfg')}\n`;
  writeFileSync(at('.gitconfig'), text);
});

afterAll(async () => {
  if (missing !== undefined) return;
  await server[Symbol.asyncDispose]();
  await box[Symbol.asyncDispose]();
});

function at(name: string): string {
  return join(box.home, name);
}

type Env = Readonly<Record<string, string>>;

/** go and gv as a user has them whose project asks for a version; git of this machine, and nobody else's configuration. */
const env = (version: string, more: Env = {}): Env => ({
  GV_VERSION: version,
  GOPRIVATE: 'git.corp.example',
  GOFLAGS: '-modcacherw',
  GIT_CONFIG_NOSYSTEM: '1',
  PATH: `${box.env['PATH'] ?? ''}:${GO_DIRECTORY}`,
  ...more,
});

async function fetched(version: string, more: Env = {}): Promise<Ran> {
  const all = env(version, { GOMODCACHE: at(`mod-${version}-${Object.keys(more).join()}`), ...more });
  return await box.run([join(box.root, 'shims', 'go'), 'list', '-m', `${MODULE}@main`], { env: all });
}

async function road(version: string, more: Env = {}): Promise<Checkup> {
  const ran = await box.gv(['doctor', 'net', MODULE, '--vcs', '--no-go', '--json'], {
    env: env(version, more),
  });
  const shown = await box.gv(['doctor', 'net', MODULE, '--no-go'], { env: env(version, more) });
  expect(`${ran.stdout}${ran.stderr}${shown.stdout}${shown.stderr}`).not.toMatch(SECRETS);
  return (JSON.parse(ran.stdout) as { readonly data: Checkup }).data;
}

const codesOf = ({ findings }: Checkup): readonly string[] =>
  findings.filter(({ level }) => level === 'problem').map(({ code }) => code);

describe('core.sshCommand', () => {
  test('leads a Go from 1.25 on to a private module, and gv says so', async () => {
    const ran = await fetched(NEW);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(commit.slice(0, 12)) });
    const { net, ...checkup } = await road(NEW);
    expect(codesOf(checkup)).toEqual([]);
    expect(net?.vcs).toMatchObject({ transport: 'ssh', references: 2 });
  });

  test('is hidden by Go 1.24: the module does not come, gv says why, and the cure is one', async () => {
    const ran = await fetched(OLD);
    expect(ran.code).not.toBe(0);
    const checkup = await road(OLD);
    expect(codesOf(checkup)).toContain('ssh-command-hidden');
    const cure = checkup.findings.find(({ code }) => code === 'ssh-command-hidden')?.cure ?? '';
    const [exported = ''] = /^export [^;]*/.exec(cure) ?? [];
    const told = await box.run(['sh', '-c', `${exported}; printf %s "$GIT_SSH_COMMAND"`], { env: env(OLD) });
    const cured = { GIT_SSH_COMMAND: told.stdout };
    expect(await fetched(OLD, cured)).toMatchObject({ code: 0 });
    expect(codesOf(await road(OLD, cured))).toEqual([]);
  });
});

describe('the table of docs/environment/private-modules.md', () => {
  const module = 'git.corp.example/other/lib.git';

  test('says who obeys which proxy setting, by the lines that HTTP proxies log', async () => {
    await using one = await startConnectProxy({ target: () => undefined });
    await using two = await startConnectProxy({ target: () => undefined });
    const [home, other] = [at('plain'), at('proxied')];
    for (const folder of [home, other]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(other, '.gitconfig'), `[http]\n\tproxy = ${one.url}\n`);
    /** Who was asked, by go for its own page and by git. */
    const asked = async (more: Env, folder = home): Promise<string> => {
      const begins = [one.asked.length, two.asked.length];
      const all = env(NEW, {
        HOME: folder,
        GOMODCACHE: at('mod-table'),
        GOCACHE: at('cache-table'),
        ...more,
      });
      const page = `${module.replace('.git', '')}@main`;
      await box.run([join(GO_DIRECTORY, 'go'), 'list', '-m', page], { env: all });
      const [goOne, goTwo] = [one.asked.length, two.asked.length];
      await box.run(['git', 'ls-remote', `https://${module}`], { env: { ...all, GIT_TERMINAL_PROMPT: '0' } });
      const name = (first: number, second: number): string =>
        first > 0 ? 'one' : second > 0 ? 'two' : 'none';
      const go = name(goOne - (begins[0] ?? 0), goTwo - (begins[1] ?? 0));
      return `go ${go}, git ${name(one.asked.length - goOne, two.asked.length - goTwo)}`;
    };
    expect(await asked({ HTTPS_PROXY: one.url })).toBe('go one, git one');
    expect(await asked({ HTTPS_PROXY: one.url, NO_PROXY: '.corp.example' })).toBe('go none, git none');
    expect(await asked({ HTTPS_PROXY: one.url, https_proxy: two.url })).toBe('go one, git two');
    expect(await asked({ ALL_PROXY: one.url })).toBe('go none, git one');
    expect(await asked({}, other)).toBe('go none, git one');
    expect(await asked({ HTTPS_PROXY: two.url }, other)).toBe('go two, git one');
    expect(await asked({ NO_PROXY: '.corp.example' }, other)).toBe('go none, git none');
    appendFileSync(join(other, '.gitconfig'), '[http "https://git.corp.example"]\n\tproxy =\n');
    expect(await asked({ HTTPS_PROXY: two.url }, other)).toBe('go two, git none');
    expect(readFileSync(join(other, '.gitconfig'), 'utf8')).toContain(one.url);
  });
});
